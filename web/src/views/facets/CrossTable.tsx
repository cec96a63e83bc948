import { NativeSelect } from "@mantine/core";
import type { FacetCross } from "toposcope/facet-contract";
import { formatCount, formatPlural, formatShare } from "../../format.ts";
import classes from "./Facets.module.css";

export interface CrossTableProps {
  readonly name: string;
  /** Other facets that can be its columns. */
  readonly others: readonly string[];
  readonly hasTopics: boolean;
  /** What its columns are; empty for the topics, null for nothing. */
  readonly by: string | null;
  readonly table: FacetCross | undefined;
  readonly onBy: (by: string | null) => void;
}

const nothing = "-";
/** From so many standard deviations on, a count is marked. */
const marked = 2;

/** How often a facet's answers meet those to another, or topics. */
export function CrossTable({ name, others, hasTopics, by, table, onBy }: CrossTableProps) {
  return (
    <div>
      <NativeSelect
        size="xs"
        label="Cross with"
        w="fit-content"
        mb="xs"
        value={by === null ? nothing : by}
        onChange={({ currentTarget: { value } }) => onBy(value === nothing ? null : value)}
        data={[
          { value: nothing, label: "Nothing" },
          ...(hasTopics ? [{ value: "", label: "Topics" }] : []),
          ...others.map((other) => ({ value: other, label: other })),
        ]}
      />
      {table !== undefined && by !== null && (
        <Table name={name} by={by === "" ? "topics" : by} table={table} />
      )}
    </div>
  );
}

function Table({ name, by, table }: { name: string; by: string; table: FacetCross }) {
  const { rows, columns, counts, lifts, residuals, without } = table;
  if (rows.length === 0 || columns.length === 0)
    return <p className={classes.about}>There is nothing to cross.</p>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is scrolled by keys */}
      <section className={classes.scroller} aria-label={`${name} by ${by}`} tabIndex={0}>
        <table className={classes.cross}>
          <caption className="hidden">
            {name} by {by}: documents and shares of each row
          </caption>
          <thead>
            <tr>
              <th scope="col">{name}</th>
              {columns.map((column) => (
                <th key={column} scope="col" title={column} dir="auto">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => {
              const whole = (counts[at] ?? []).reduce((sum, count) => sum + count, 0);
              return (
                <tr key={row}>
                  <th scope="row" title={row} dir="auto">
                    {row}
                  </th>
                  {columns.map((column, cell) => (
                    <td
                      key={column}
                      data-mark={markOf(residuals[at]?.[cell] ?? 0)}
                      title={titleOf(lifts[at]?.[cell] ?? null, residuals[at]?.[cell] ?? 0)}
                    >
                      {formatCount(counts[at]?.[cell] ?? 0)}{" "}
                      <span className={classes.share}>
                        {whole === 0 ? "" : formatShare((counts[at]?.[cell] ?? 0) / whole)}
                      </span>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <p className={classes.about}>
        Framed: more often than by chance; dotted: less often.
        {without > 0 ? ` ${formatPlural(without, "document")} without one of the two left out.` : ""}
      </p>
    </>
  );
}

const markOf = (residual: number) => (residual >= marked ? "more" : residual <= -marked ? "less" : undefined);

const titleOf = (lift: number | null, residual: number) =>
  lift === null
    ? ""
    : `${lift.toFixed(2)} times as often as expected, ${residual.toFixed(1)} standard deviations`;
