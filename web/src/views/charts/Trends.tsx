import { NativeSelect, SegmentedControl } from "@mantine/core";
import { formatPlural, formatShare, formatShort } from "../../format.ts";
import type { Missing } from "../../query-state.ts";
import type { ChartShape, PlaceChange } from "../../url.ts";
import { Empty } from "../Empty.tsx";
import { InPlace } from "../InPlace.tsx";
import { TopicDot } from "../TopicDot.tsx";
import { type TimeBin, TimeChart, type Trend } from "./TimeChart.tsx";
import classes from "./Trends.module.css";
import { TrendTable } from "./TrendTable.tsx";

interface Column extends TimeBin {
  /** Documents in it, under whatever topic. */
  readonly documents: number;
}

/** How many documents each topic has in stretches of time or in classes. */
export interface TrendData {
  readonly columns: readonly Column[];
  readonly trends: readonly Trend[];
  /** Documents that the chart leaves out, in words. */
  readonly left: string | null;
}

export type TrendsProps = {
  readonly over: "time" | "class";
  /** What may part the documents into classes, and what does. */
  readonly classes: readonly string[];
  readonly column: string | undefined;
  readonly shape: ChartShape;
  /** Whether shares of each stretch or class are shown in place of documents. */
  readonly shares: boolean;
  readonly onPlace: (change: PlaceChange) => void;
} & (Missing | ReadyTrends);

interface ReadyTrends extends TrendData {
  readonly status: "ready";
  /** Which topics these are. */
  readonly about: string;
  readonly hovered: number | null;
  readonly onHover: (topic: number | null) => void;
  readonly onSelect: (topic: number) => void;
}

/** Topics over time, or in classes of documents. */
export function Trends(props: TrendsProps) {
  const { over, classes: names, column, shape, shares, onPlace } = props;
  return (
    <div className={classes.trends}>
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          aria-label="Compare by"
          value={over}
          onChange={(value) => onPlace({ over: value === "class" ? "class" : undefined })}
          data={[
            { value: "time", label: "Over time" },
            { value: "class", label: "By class" },
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label="Count"
          value={shares ? "shares" : "documents"}
          onChange={(value) => onPlace({ shares: value === "shares" || undefined })}
          data={[
            { value: "documents", label: "Documents" },
            { value: "shares", label: "Shares" },
          ]}
        />
        {over === "class" && names.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label="Column of classes"
            value={column}
            data={[...names]}
            onChange={(event) => onPlace({ column: event.currentTarget.value })}
          />
        )}
        {over === "time" && (
          <SegmentedControl
            size="xs"
            aria-label="Show as"
            value={shape}
            onChange={(value) => onPlace({ chart: value as ChartShape })}
            data={[
              { value: "lines", label: "Lines" },
              { value: "stack", label: "Stream" },
              { value: "table", label: "Table" },
            ]}
          />
        )}
      </div>
      {props.status === "ready" ? (
        <Shown {...props} />
      ) : (
        <InPlace of={props} rows={1} height={320} label="Counting documents" />
      )}
    </div>
  );
}

const nothing = {
  time: {
    title: "No dates",
    text: "Topics over time need documents with a date. Name a table's date column when you import it.",
  },
  class: {
    title: "No classes",
    text: "Documents are parted by a column, such as a label. Name a table's label column when you import it.",
  },
};

function Shown(props: TrendsProps & ReadyTrends) {
  const { over, shape, shares, columns, left, about, onSelect } = props;
  if (columns.length === 0) return <Empty title={nothing[over].title}>{nothing[over].text}</Empty>;
  const trends = props.trends.map((trend) => ({
    ...trend,
    values: shares
      ? trend.values.map((value, at) => value / Math.max(1, columns[at]?.documents ?? 0))
      : trend.values,
  }));
  const names = columns.map(({ name }) => name);
  const format = shares ? formatShare : formatShort;
  const isTable = over === "class" || shape === "table";
  const what = `${shares ? "Share of the documents" : "Documents"} under each topic, ${over === "time" ? "over time" : `by ${props.column}`}`;
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.about}>
        {what}. {about} {left}
      </figcaption>
      {isTable ? (
        <TrendTable
          caption={what}
          columns={names}
          rows={trends}
          format={format}
          bars={over === "class"}
          onSelect={onSelect}
        />
      ) : (
        <>
          <TimeChart {...props} shape={shape} bins={columns} trends={trends} format={format} />
          <Legend {...props} />
        </>
      )}
    </figure>
  );
}

function Legend({ trends, hovered, onHover, onSelect }: ReadyTrends) {
  return (
    <ul className={classes.legend} aria-label="Topics of the chart">
      {trends.map(({ topic, name, color, values }) => (
        <li key={topic}>
          <button
            type="button"
            className={classes.key}
            data-hovered={topic === hovered || undefined}
            onClick={() => onSelect(topic)}
            onMouseEnter={() => onHover(topic)}
            onMouseLeave={() => onHover(null)}
            onFocus={() => onHover(topic)}
            onBlur={() => onHover(null)}
          >
            <TopicDot color={color} />
            <span dir="auto">{name}</span>
            <span className="hidden">
              {formatPlural(
                values.reduce((sum, value) => sum + value, 0),
                "document",
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
