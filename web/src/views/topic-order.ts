import type { Layer, TopicListItem } from "toposcope/contract";
import { formatCount } from "../format.ts";

export type TopicOrder = "size" | "name";

const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The topics whose name or keywords hold every word of the filter, in order; accents and case do not count. */
export function arrangeTopics<T extends Pick<TopicListItem, "name" | "keywords" | "size">>(
  topics: readonly T[],
  { filter, order }: { filter: string; order: TopicOrder },
): T[] {
  const words = fold(filter).split(/\s+/).filter(Boolean);
  const kept = topics.filter(({ name, keywords }) => {
    const text = fold([name, ...keywords].join(" "));
    return words.every((word) => text.includes(word));
  });
  const bySize = (a: T, b: T) => b.size - a.size;
  const byName = (a: T, b: T) => a.name.localeCompare(b.name, undefined, { numeric: true });
  return kept.sort(order === "size" ? bySize : byName);
}

function degreeOf(at: number, layers: number): string {
  if (at === 0) return "Fine";
  if (at === layers - 1) return "Broad";
  return layers === 3 ? "Middle" : "";
}

/** The switch between layers: how fine each is, and how many topics it has. */
export function layerLabels(layers: readonly Layer[]): { value: string; label: string }[] {
  return [...layers]
    .sort((a, b) => a.layer - b.layer)
    .map(({ layer, topics }, at) => ({
      value: String(layer),
      label: [degreeOf(at, layers.length), formatCount(topics)].filter(Boolean).join(" "),
    }));
}
