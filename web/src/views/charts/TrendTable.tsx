import { TopicDot } from "../TopicDot.tsx";
import classes from "./TrendTable.module.css";

export interface TrendTableProps {
  readonly caption: string;
  /** What the columns stand for: stretches of time, or classes. */
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly topic: number;
    readonly name: string;
    readonly color: string | null;
    readonly values: readonly number[];
  }[];
  readonly format: (value: number) => string;
  /** Draws a bar in each cell, its length relative to the largest of all. */
  readonly bars?: boolean;
  readonly onSelect: (topic: number) => void;
}

/** Topics in rows and what they are compared by in columns. */
export function TrendTable({ caption, columns, rows, format, bars = false, onSelect }: TrendTableProps) {
  const most = Math.max(Number.MIN_VALUE, ...rows.flatMap(({ values }) => values));
  return (
    <section className={classes.scroller} aria-label={caption}>
      <table className={classes.table} data-bars={bars || undefined}>
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Topic</th>
            {columns.map((column) => (
              <th key={column} scope="col" title={column} dir="auto">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ topic, name, color, values }) => (
            <tr key={topic}>
              <th scope="row">
                <button type="button" className={classes.topic} onClick={() => onSelect(topic)}>
                  <TopicDot color={color} />
                  <span dir="auto">{name}</span>
                </button>
              </th>
              {columns.map((column, at) => (
                <td key={column}>
                  {format(values[at] ?? 0)}
                  {bars && (
                    <span className={classes.bar} aria-hidden="true">
                      <span
                        style={{
                          width: `${(100 * (values[at] ?? 0)) / most}%`,
                          background: color ?? "var(--muted)",
                        }}
                      />
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
