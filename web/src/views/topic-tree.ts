import type { TopicListItem } from "toposcope/contract";
import { formatCount } from "../format.ts";

export type TopicOrder = "size" | "name";

type TreeTopic = Pick<TopicListItem, "id" | "layer" | "parent" | "name" | "keywords" | "size">;

/** A topic as a row of the tree. */
export interface TreeRow<T extends TreeTopic = TopicListItem> {
  readonly topic: T;
  /** 1 for the broadest. */
  readonly level: number;
  /** Its place among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
  /** Undefined where nothing is under it. */
  readonly open: boolean | undefined;
}

interface TreeOptions {
  readonly filter: string;
  readonly order: TopicOrder;
  isOpen(topic: TreeTopic): boolean;
}

const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Tells whether a topic's name and keywords hold every word of a filter; accents and case do not count. */
export function topicFilter(filter: string): (topic: Pick<TreeTopic, "name" | "keywords">) => boolean {
  const words = fold(filter).split(/\s+/).filter(Boolean);
  return ({ name, keywords }) => {
    const text = fold([name, ...keywords].join(" "));
    return words.every((word) => text.includes(word));
  };
}

const bySize = (a: TreeTopic, b: TreeTopic) => b.layer - a.layer || b.size - a.size || a.id - b.id;
const byName = (a: TreeTopic, b: TreeTopic) =>
  a.name.localeCompare(b.name, undefined, { numeric: true }) || a.id - b.id;

/**
 * The rows of the tree of topics, finer ones under the broader ones that they are part of, those in closed ones left out.
 * A filter keeps what matches with all that is above it, and opens it.
 */
export function treeRows<T extends TreeTopic>(
  topics: readonly T[],
  { filter, order, isOpen }: TreeOptions,
): TreeRow<T>[] {
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const kept = keptTopics(topics, byId, filter);
  const parentOf = ({ parent }: T) => (parent !== null && byId.has(parent) ? parent : null);
  const children = Map.groupBy(
    topics.filter(({ id }) => kept.has(id)),
    parentOf,
  );
  for (const siblings of children.values()) siblings.sort(order === "size" ? bySize : byName);
  const rows: TreeRow<T>[] = [];
  const walk = (parent: number | null, level: number) => {
    const siblings = children.get(parent) ?? [];
    for (const [at, topic] of siblings.entries()) {
      const open = children.has(topic.id) ? filter.trim() !== "" || isOpen(topic) : undefined;
      rows.push({ topic, level, position: at + 1, siblings: siblings.length, open });
      if (open === true) walk(topic.id, level + 1);
    }
  };
  walk(null, 1);
  return rows;
}

function keptTopics<T extends TreeTopic>(
  topics: readonly T[],
  byId: ReadonlyMap<number, T>,
  filter: string,
): Set<number> {
  const kept = new Set<number>();
  for (const match of topics.filter(topicFilter(filter)))
    for (const { id } of [match, ...broaderTopics(match, byId)]) kept.add(id);
  return kept;
}

/** The topics that a topic is part of, the next broader one first. */
export function broaderTopics<T extends Pick<TreeTopic, "parent">>(
  topic: T,
  byId: ReadonlyMap<number, T>,
): T[] {
  const broader: T[] = [];
  for (let at = byId.get(topic.parent ?? -1); at && !broader.includes(at); at = byId.get(at.parent ?? -1))
    broader.push(at);
  return broader;
}

/** Where a key leads in a tree, and what it does there: to another row, or to open or close this one. */
export type TreeStep = { readonly to: number } | { readonly toggle: number };

/** What an arrow key, Home or End does on a row, as trees of desktops have it. */
export function treeStep(
  key: string,
  rows: readonly Pick<TreeRow, "level" | "open">[],
  at: number,
): TreeStep | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  if (key === "ArrowDown") return { to: Math.min(at + 1, rows.length - 1) };
  if (key === "ArrowUp") return { to: Math.max(at - 1, 0) };
  if (key === "Home") return { to: 0 };
  if (key === "End") return { to: rows.length - 1 };
  if (key === "ArrowRight") return row.open === false ? { toggle: at } : { to: row.open ? at + 1 : at };
  if (key !== "ArrowLeft") return undefined;
  if (row.open === true) return { toggle: at };
  const above = rows.findLastIndex(({ level }, index) => index < at && level < row.level);
  return { to: above === -1 ? at : above };
}

function degreeOf(at: number, layers: number): string {
  if (at === 0) return "Fine";
  if (at === layers - 1) return "Broad";
  return layers === 3 ? "Middle" : "";
}

/** The switch between layers: how fine each is, and how many topics it has. */
export function layerLabels(
  layers: readonly { readonly layer: number; readonly topics: number }[],
): { value: string; label: string }[] {
  return [...layers]
    .sort((a, b) => a.layer - b.layer)
    .map(({ layer, topics }, at) => ({
      value: String(layer),
      label: [degreeOf(at, layers.length), formatCount(topics)].filter(Boolean).join(" "),
    }));
}
