import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { Check, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";
import { formatCount } from "../format.ts";
import classes from "./TopicTree.module.css";
import { type TreeRow, treeStep } from "./topic-tree.ts";

export interface TopicTreeProps {
  readonly rows: readonly TreeRow[];
  /** The layer on the map; broader topics stand out as headings do. */
  readonly layer: number;
  readonly selected: number | undefined;
  readonly hovered: number | null;
  /** Topics that the next edit is about. */
  readonly marked: ReadonlySet<number>;
  /** How many members are firm enough for the map; null while all are shown. */
  readonly firmOf: ((topic: number) => number) | null;
  readonly colorOf: (topic: number) => string | null;
  readonly onSelect: (topic: number) => void;
  readonly onHover: (topic: number | null) => void;
  readonly onToggle: (row: TreeRow) => void;
  readonly onMark: (topics: readonly number[], marked: boolean) => void;
  readonly onRename: (topic: number) => void;
  readonly onExclude: (topic: number) => void;
}

const rowHeight = 46;

/** The topics as a tree, the broadest first; arrow keys walk, Enter opens, Space marks. */
export function TopicTree(props: TopicTreeProps) {
  const { rows, selected, onSelect, onHover, onToggle, onMark } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const indexOf = (topic: number | null | undefined) => rows.findIndex(({ topic: { id } }) => id === topic);
  const active = Math.max(0, indexOf(focused) === -1 ? indexOf(selected) : indexOf(focused));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), active])].sort((a, b) => a - b),
  });
  const selectedRow = indexOf(selected);
  useEffect(() => {
    if (selectedRow !== -1) virtual.scrollToIndex(selectedRow, { align: "auto" });
  }, [selectedRow, virtual]);
  const focusRow = (row: number) => {
    setFocused(rows[row]?.topic.id ?? null);
    virtual.scrollToIndex(row);
    const element = () => scroller.current?.querySelector<HTMLElement>(`[data-row="${row}"]`);
    const focus = () => element()?.focus({ preventScroll: true });
    if (element()) focus();
    else requestAnimationFrame(focus);
  };
  const range = (from: number, to: number) =>
    rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ topic }) => topic.id);
  const onClick = (event: MouseEvent) => {
    const row = rowUnder(event, rows);
    if (row === undefined) return;
    const { id } = row.topic;
    const isMark = event.ctrlKey || event.metaKey || within(event, "mark");
    if (within(event, "toggle")) onToggle(row);
    else if (event.shiftKey) onMark(range(active, rows.indexOf(row)), true);
    else if (isMark) onMark([id], !props.marked.has(id));
    else onSelect(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowUnder(event, rows);
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.indexOf(row);
    const step = treeStep(event.key, rows, at);
    const act = step === undefined ? rowAction(event.key, row, props) : undefined;
    if (step === undefined && act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (step === undefined) act?.();
    else if ("toggle" in step) onToggle(row);
    else {
      if (event.shiftKey) onMark(range(at, step.to), true);
      focusRow(step.to);
    }
  };
  const largest = new Map<number, number>();
  for (const { topic } of rows) largest.set(topic.layer, Math.max(largest.get(topic.layer) ?? 1, topic.size));
  return (
    <div ref={scroller} className={classes.scroller}>
      <div
        role="tree"
        tabIndex={-1}
        id="topic-list"
        aria-label="Topics"
        aria-multiselectable="true"
        className={classes.rows}
        style={{ height: virtual.getTotalSize() }}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onMouseOver={(event) => onHover(rowUnder(event, rows)?.topic.id ?? null)}
        onMouseLeave={() => onHover(null)}
        onFocus={(event) => {
          const topic = rowUnder(event, rows)?.topic.id;
          if (topic === undefined) return;
          setFocused(topic);
          onHover(topic);
        }}
        onBlur={() => onHover(null)}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <Row
              key={row.topic.id}
              {...props}
              row={row}
              index={index}
              start={start}
              active={index === active}
              largest={largest.get(row.topic.layer) ?? 1}
            />
          );
        })}
      </div>
    </div>
  );
}

/** What Enter, Space and the keys of edits do on a row. */
function rowAction(key: string, { topic: { id } }: TreeRow, props: TopicTreeProps): (() => void) | undefined {
  if (key === "Enter") return () => props.onSelect(id);
  if (key === " ") return () => props.onMark([id], !props.marked.has(id));
  if (key === "F2") return () => props.onRename(id);
  if (key === "Delete") return () => props.onExclude(id);
  if (key === "Escape" && props.marked.size > 0) return () => props.onMark([...props.marked], false);
  return undefined;
}

const within = ({ target }: { target: EventTarget }, part: string) =>
  target instanceof Element && target.closest(`[data-part="${part}"]`) !== null;

function rowUnder({ target }: { target: EventTarget }, rows: readonly TreeRow[]): TreeRow | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
  return rows[Number(element?.dataset.row ?? -1)];
}

interface RowProps extends TopicTreeProps {
  readonly row: TreeRow;
  readonly index: number;
  readonly start: number;
  readonly active: boolean;
  /** The size of the largest topic of its layer. */
  readonly largest: number;
}

function Row({ row, index, start, active, largest, ...tree }: RowProps) {
  const { topic, level, position, siblings, open } = row;
  const { id, name, size } = topic;
  const color = tree.colorOf(id);
  const marked = tree.marked.has(id);
  const firm = tree.firmOf?.(id) ?? size;
  return (
    <div
      role="treeitem"
      tabIndex={active ? 0 : -1}
      data-row={index}
      className={classes.row}
      style={{ height: rowHeight, transform: `translateY(${start}px)` }}
      aria-level={level}
      aria-setsize={siblings}
      aria-posinset={position}
      aria-expanded={open}
      aria-selected={marked}
      aria-current={id === tree.selected || undefined}
      data-broader={topic.layer > tree.layer || undefined}
      data-hovered={id === tree.hovered || undefined}
    >
      <span className={classes.content} style={{ marginInlineStart: `${1.1 * (level - 1)}rem` }}>
        <span className={classes.toggle} data-part={open === undefined ? undefined : "toggle"}>
          {open !== undefined && <ChevronRight size={15} aria-hidden="true" />}
        </span>
        <span className={classes.mark} data-part="mark" title="Mark (Space)">
          <span className={classes.dot} style={color === null ? undefined : { background: color }}>
            <Check size={11} strokeWidth={3.5} aria-hidden="true" />
          </span>
        </span>
        <span className={classes.name} dir="auto" title={name}>
          {name}
        </span>
        <span className={classes.size}>
          {formatCount(firm)}
          <span className="hidden">{firm === size ? " passages" : ` of ${formatCount(size)} passages`}</span>
        </span>
        <span className={classes.bar} aria-hidden="true">
          <Bar share={size / largest} color={color} weak />
          <Bar share={firm / largest} color={color} />
        </span>
      </span>
    </div>
  );
}

const Bar = ({ share, color, weak }: { share: number; color: string | null; weak?: boolean }) => (
  <span data-weak={weak} style={{ width: `${100 * share}%`, background: color ?? "var(--muted)" }} />
);
