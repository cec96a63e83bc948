import { SegmentedControl, TextInput } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDownAZ, ArrowDownWideNarrow, Search } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { Layer, TopicListItem } from "toposcope/contract";
import { formatCount, formatPlural, formatShare } from "../format.ts";
import type { Missing } from "../query-state.ts";
import { Empty } from "./Empty.tsx";
import { InPlace } from "./InPlace.tsx";
import { TopicDot } from "./TopicDot.tsx";
import classes from "./TopicList.module.css";
import { arrangeTopics, layerLabels, type TopicOrder } from "./topic-order.ts";

export type TopicListProps = Missing | ReadyTopicList;

interface ReadyTopicList {
  readonly status: "ready";
  readonly layers: readonly Layer[];
  readonly layer: number;
  readonly topics: readonly TopicListItem[];
  readonly selected: number | undefined;
  readonly hovered: number | null;
  readonly colorOf: (topic: number) => string | null;
  readonly onSelect: (topic: number) => void;
  readonly onHover: (topic: number | null) => void;
  readonly onLayer: (layer: number) => void;
}

const rowHeight = 58;

/** The topics of one layer, the largest first. */
export function TopicList(props: TopicListProps) {
  if (props.status !== "ready")
    return <InPlace of={props} rows={9} height={40} label="Fetching the topics" />;
  return <ReadyTopics {...props} />;
}

function ReadyTopics(props: ReadyTopicList) {
  const [filter, setFilter] = useState("");
  const [order, setOrder] = useState<TopicOrder>("size");
  const shown = arrangeTopics(props.topics, { filter, order });
  const layer = props.layers.find((candidate) => candidate.layer === props.layer);
  return (
    <div className={classes.list}>
      <div className={classes.tools}>
        {props.layers.length > 1 && (
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="How fine the topics are"
            value={String(props.layer)}
            onChange={(value) => props.onLayer(Number(value))}
            data={layerLabels(props.layers)}
          />
        )}
        <div className={classes.row}>
          <TextInput
            size="xs"
            className={classes.filter}
            leftSection={<Search size={14} />}
            aria-label="Filter topics"
            placeholder="Filter topics"
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
          <SegmentedControl
            size="xs"
            aria-label="Order of topics"
            value={order}
            onChange={(value) => setOrder(value as TopicOrder)}
            data={[
              {
                value: "size",
                label: <OrderLabel icon={<ArrowDownWideNarrow size={14} />} text="By size" />,
              },
              { value: "name", label: <OrderLabel icon={<ArrowDownAZ size={14} />} text="By name" /> },
            ]}
          />
        </div>
      </div>
      {shown.length === 0 ? (
        <Empty title="No topic matches">Try another word, or empty the filter.</Empty>
      ) : (
        <TopicRows {...props} topics={shown} />
      )}
      <p className={classes.foot} role="status">
        {formatPlural(shown.length, "topic")}
        {layer !== undefined && layer.coverage < 0.995 && (
          <> · {formatShare(1 - layer.coverage)} of passages fit none</>
        )}
      </p>
    </div>
  );
}

function OrderLabel({ icon, text }: { icon: React.ReactNode; text: string }) {
  return (
    <span className={classes.order} title={text}>
      {icon}
      <span className="hidden">{text}</span>
    </span>
  );
}

function TopicRows({ topics, selected, hovered, colorOf, onSelect, onHover }: ReadyTopicList) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: topics.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const largest = topics.reduce((most, { size }) => Math.max(most, size), 1);
  const focusRow = (row: number) => {
    const button = () => scroller.current?.querySelector<HTMLButtonElement>(`[data-row="${row}"]`);
    virtual.scrollToIndex(row);
    if (button()) button()?.focus();
    else requestAnimationFrame(() => button()?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = Number((event.target as HTMLElement).dataset.row);
    const next = rowAfter(event.key, row, topics.length);
    if (next === undefined) return;
    event.preventDefault();
    focusRow(next);
  };
  return (
    <div ref={scroller} className={classes.scroller}>
      <ul
        aria-label="Topics"
        id="topic-list"
        className={classes.rows}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const topic = topics[index];
          if (topic === undefined) return null;
          const color = colorOf(topic.id);
          return (
            <li
              key={topic.id}
              className={classes.item}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              aria-setsize={topics.length}
              aria-posinset={index + 1}
            >
              <button
                type="button"
                data-row={index}
                className={classes.topic}
                aria-current={topic.id === selected || undefined}
                data-hovered={topic.id === hovered || undefined}
                onClick={() => onSelect(topic.id)}
                onMouseEnter={() => onHover(topic.id)}
                onMouseLeave={() => onHover(null)}
                onFocus={() => onHover(topic.id)}
                onBlur={() => onHover(null)}
              >
                <TopicDot color={color} />
                <span className={classes.name} dir="auto" title={topic.name}>
                  {topic.name}
                </span>
                <span className={classes.size}>
                  {formatCount(topic.size)}
                  <span className="hidden"> passages</span>
                </span>
                <span className={classes.bar} aria-hidden="true">
                  <span
                    style={{ width: `${(100 * topic.size) / largest}%`, background: color ?? "var(--muted)" }}
                  />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function rowAfter(key: string, row: number, count: number): number | undefined {
  if (Number.isNaN(row)) return undefined;
  if (key === "ArrowDown") return Math.min(row + 1, count - 1);
  if (key === "ArrowUp") return Math.max(row - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return undefined;
}
