import { useElementSize } from "@mantine/hooks";
import { type PointerEvent, useState } from "react";
import { TopicDot } from "../TopicDot.tsx";
import { areaPath, labelStride, linePath, niceTicks, stacked } from "./chart-shapes.ts";
import classes from "./TimeChart.module.css";

/** A topic and how much of it there is in each stretch of time. */
export interface Trend {
  readonly topic: number;
  readonly name: string;
  readonly color: string;
  readonly values: readonly number[];
  /** What it is about in each of them. */
  readonly words: readonly (readonly string[])[];
}

export interface TimeBin {
  readonly name: string;
  /** When it begins, for an axis. */
  readonly start: string;
}

export interface TimeChartProps {
  /** The stretches of time, in order. */
  readonly bins: readonly TimeBin[];
  readonly trends: readonly Trend[];
  readonly shape: "lines" | "stack";
  readonly format: (value: number) => string;
  readonly hovered: number | null;
  readonly onHover: (topic: number | null) => void;
  readonly onSelect: (topic: number) => void;
}

const height = 340;
const edge = { left: 46, right: 14, top: 12, bottom: 28 };
const labelWidth = 64;

/** Topics over time, as lines or as a stream of areas. The table beside it says the same to those who cannot see it. */
export function TimeChart(props: TimeChartProps) {
  const { bins, trends, shape, hovered, onHover, onSelect } = props;
  const { ref, width } = useElementSize();
  const [at, setAt] = useState<number | null>(null);
  const inner = Math.max(1, width - edge.left - edge.right);
  const layers = shape === "stack" ? stacked(trends.map(({ values }) => values)) : undefined;
  const most = Math.max(0, ...(layers?.at(-1)?.to ?? trends.flatMap(({ values }) => values)));
  const ticks = niceTicks(most, 4);
  const top = ticks.at(-1) ?? 1;
  const x = (bin: number) => edge.left + (bins.length === 1 ? inner / 2 : (inner * bin) / (bins.length - 1));
  const y = (value: number) => height - edge.bottom - ((height - edge.top - edge.bottom) * value) / top;
  const points = (values: readonly number[]) => values.map((value, bin) => ({ x: x(bin), y: y(value) }));
  const onPointerMove = ({ clientX, currentTarget }: PointerEvent) => {
    const from = clientX - currentTarget.getBoundingClientRect().left - edge.left;
    setAt(Math.min(bins.length - 1, Math.max(0, Math.round((from / inner) * (bins.length - 1)))));
  };
  const every = labelStride(bins.length, inner, labelWidth);
  return (
    <div className={classes.chart} ref={ref}>
      <svg
        width={width}
        height={height}
        aria-hidden="true"
        onPointerMove={onPointerMove}
        onPointerLeave={() => {
          setAt(null);
          onHover(null);
        }}
      >
        {ticks.map((tick) => (
          <g key={tick} className={classes.tick}>
            <line x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} />
            <text x={edge.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
              {props.format(tick)}
            </text>
          </g>
        ))}
        {bins.map((bin, index) =>
          index % every === 0 ? (
            <text key={bin.name} className={classes.label} x={x(index)} y={height - 8} textAnchor="middle">
              {bin.start}
            </text>
          ) : null,
        )}
        {trends.map(({ topic, color, values }, index) => {
          const layer = layers?.[index];
          const shared = {
            key: topic,
            "data-dim": (hovered !== null && hovered !== topic) || undefined,
            onPointerEnter: () => onHover(topic),
            onClick: () => onSelect(topic),
          };
          return layer === undefined ? (
            <path
              className={classes.line}
              {...shared}
              key={topic}
              d={linePath(points(values))}
              stroke={color}
            />
          ) : (
            <path
              className={classes.area}
              {...shared}
              key={topic}
              d={areaPath(points(layer.to), points(layer.from))}
              fill={color}
            />
          );
        })}
        {at !== null && <line className={classes.rule} x1={x(at)} x2={x(at)} y1={edge.top} y2={y(0)} />}
      </svg>
      {at !== null && <Reading {...props} bin={at} left={x(at)} width={width} />}
    </div>
  );
}

const mostRead = 8;

/** What the topics are at one stretch of time, beside the pointer. */
function Reading(props: TimeChartProps & { bin: number; left: number; width: number }) {
  const { bins, trends, bin, left, width, hovered, format } = props;
  const found = trends
    .map((trend) => ({ ...trend, value: trend.values[bin] ?? 0 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, mostRead);
  const said = trends.find(({ topic }) => topic === hovered)?.words[bin];
  const isRight = left > width / 2;
  return (
    <div
      className={classes.reading}
      style={isRight ? { right: width - left + 12 } : { left: left + 12 }}
      aria-hidden="true"
    >
      <strong>{bins[bin]?.name}</strong>
      {found.length === 0 && <span className="muted">None</span>}
      {found.map(({ topic, name, color, value }) => (
        <span key={topic} className={classes.read}>
          <TopicDot color={color} />
          <span className={classes.name}>{name}</span>
          <span className="numbers">{format(value)}</span>
        </span>
      ))}
      {said !== undefined && said.length > 0 && <span className={classes.words}>{said.join(", ")}</span>}
    </div>
  );
}
