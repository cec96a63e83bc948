import { type MapColumns, noTopic } from "toposcope/drawing";

/** How firmly the points of a map belong to their topics on one layer. */
export interface StrengthShares {
  /** In a topic, and firm enough. */
  readonly firm: number;
  /** In a topic, but weaker. */
  readonly weak: number;
  /** In no topic. */
  readonly none: number;
}

/** The byte that a percentage stands for in a map's column of strengths. */
export const strengthByte = (percent: number) => Math.ceil((255 * percent) / 100);

const indexOf = ({ layers }: MapColumns, layer: number) =>
  (layers.find((candidate) => candidate.layer === layer) ?? layers[0])?.index;

/** Counts the points of a layer by how firmly they belong to their topics. */
export function strengthShares(columns: MapColumns, layer: number, least: number): StrengthShares {
  const index = indexOf(columns, layer);
  const shares = { firm: 0, weak: 0, none: 0 };
  for (let row = 0; row < columns.count; row++) {
    if (index === undefined || index[row] === noTopic) shares.none++;
    else if ((columns.strength[row] ?? 0) < least) shares.weak++;
    else shares.firm++;
  }
  return shares;
}

/** How many members each topic of any layer has that are firm enough. */
export function firmCounts({ layers, strength, count }: MapColumns, least: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { topics, index } of layers) {
    const firm = new Uint32Array(topics.length);
    for (let row = 0; row < count; row++) {
      const at = index[row] ?? noTopic;
      if (at !== noTopic && (strength[row] ?? 0) >= least) firm[at] = (firm[at] ?? 0) + 1;
    }
    for (const [at, topic] of topics.entries()) counts.set(topic, firm[at] ?? 0);
  }
  return counts;
}

/** How many members of a layer's topics have which strength, in `bins` equal steps from 0 to 1. */
export function strengthHistogram(columns: MapColumns, layer: number, bins: number): number[] {
  const index = indexOf(columns, layer);
  const counts = new Array<number>(bins).fill(0);
  for (let row = 0; row < columns.count; row++) {
    if (index === undefined || index[row] === noTopic) continue;
    const bin = Math.min(bins - 1, Math.floor(((columns.strength[row] ?? 0) * bins) / 255));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
