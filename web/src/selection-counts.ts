import { type MapColumns, noTopic } from "toposcope/drawing";

export interface TopicCount {
  /** Null for the passages that fit no topic. */
  readonly topic: number | null;
  readonly selected: number;
  readonly size: number;
}

const layerOf = (columns: MapColumns, layer: number) =>
  columns.layers.find((candidate) => candidate.layer === layer) ?? columns.layers[0];

/** The topic of a point on a layer, or null. */
export function topicAt(columns: MapColumns, layer: number, row: number): number | null {
  const found = layerOf(columns, layer);
  const index = found?.index[row] ?? noTopic;
  return index === noTopic ? null : (found?.topics[index] ?? null);
}

/** How many of the selected points each topic of a layer has, of how many in all; the most first. */
export function countTopics(columns: MapColumns, layer: number, rows: Uint32Array): TopicCount[] {
  const found = layerOf(columns, layer);
  if (found === undefined) return [];
  const sizes = new Map<number, number>();
  for (const index of found.index) sizes.set(index, (sizes.get(index) ?? 0) + 1);
  const selected = new Map<number, number>();
  for (const row of rows) {
    const index = found.index[row] ?? noTopic;
    selected.set(index, (selected.get(index) ?? 0) + 1);
  }
  return [...selected]
    .map(([index, count]) => ({
      topic: index === noTopic ? null : (found.topics[index] ?? null),
      selected: count,
      size: sizes.get(index) ?? count,
    }))
    .sort((a, b) => b.selected - a.selected);
}

/** How many documents the points belong to. */
export const countDocuments = ({ document }: MapColumns, rows: Uint32Array) =>
  new Set(Array.from(rows, (row) => document[row])).size;

/** The selected points that belong most firmly to their topics, the firmest first. */
export function firmestRows({ strength }: MapColumns, rows: Uint32Array, count: number): number[] {
  return [...rows].sort((a, b) => (strength[b] ?? 0) - (strength[a] ?? 0)).slice(0, count);
}
