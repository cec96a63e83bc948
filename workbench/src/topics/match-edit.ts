import type { TopicEditRequest } from "../topic-contract.ts";

/** A topic of another analysis that holds the same chunks, as far as both analyses know them. */
export interface TopicMatch {
  readonly layer: number;
  readonly topic: number;
  /** 0..1: chunks in both, of those in the larger one. */
  readonly overlap: number;
}

/** A topic that an edit was done to, and where it may be found in the other analysis. */
export interface TopicToFind {
  readonly id: number;
  readonly name: string;
  readonly matches: readonly TopicMatch[];
}

/** From this overlap on two topics are the same. */
export const sameTopic = 0.8;

/** The topics that an edit names. */
export function topicsAsked(asked: TopicEditRequest): readonly number[] {
  switch (asked.kind) {
    case "merge":
    case "exclude":
      return asked.topics;
    case "split":
    case "rename":
      return [asked.topic];
    case "reduce":
      return [];
  }
}

/**
 * An edit in the words of another analysis, or why that knows nothing to do it to. All its topics have to be found in one
 * layer: in the preferred one, else in that where they are most alike.
 */
export function translateEdit(
  asked: TopicEditRequest,
  topics: readonly TopicToFind[],
  { preferredLayer }: { readonly preferredLayer: number | undefined },
): { readonly asked: TopicEditRequest } | { readonly reason: string } {
  if (asked.kind === "reduce")
    return preferredLayer === undefined
      ? { reason: `there is no layer ${asked.layer} here` }
      : { asked: { ...asked, layer: preferredLayer } };
  const lost = topics.find(({ matches }) => bestOverlap(matches) < sameTopic);
  if (lost) return { reason: lostReason(lost) };
  const layer = commonLayer(topics, preferredLayer);
  if (layer === undefined) return { reason: "its topics are found in different layers here" };
  const idOf = new Map(
    topics.map(({ id, matches }) => [id, matches.find((match) => isIn(match, layer))!.topic]),
  );
  switch (asked.kind) {
    case "split":
    case "rename":
      return { asked: { ...asked, topic: idOf.get(asked.topic)! } };
    default: {
      const found = [...new Set(asked.topics.map((id) => idOf.get(id)!))];
      if (asked.kind === "merge" && found.length < 2) return { reason: "its parts are one topic here" };
      return { asked: { ...asked, topics: found } };
    }
  }
}

const isIn = ({ layer, overlap }: TopicMatch, wanted: number) => layer === wanted && overlap >= sameTopic;
const bestOverlap = (matches: readonly TopicMatch[]) => Math.max(0, ...matches.map(({ overlap }) => overlap));

function lostReason({ name, matches }: TopicToFind): string {
  const best = Math.floor(100 * bestOverlap(matches));
  const least = 100 * sameTopic;
  return `no topic here has ${least} % of its chunks in common with “${name}”; the most like it has ${best} %`;
}

function commonLayer(topics: readonly TopicToFind[], preferred: number | undefined): number | undefined {
  const likeness = new Map<number, number>();
  for (const layer of new Set(topics.flatMap(({ matches }) => matches.map((match) => match.layer)))) {
    const found = topics.map(({ matches }) => matches.find((match) => isIn(match, layer))?.overlap ?? 0);
    if (found.every((overlap) => overlap > 0))
      likeness.set(
        layer,
        found.reduce((sum, overlap) => sum + overlap, 0),
      );
  }
  if (preferred !== undefined && likeness.has(preferred)) return preferred;
  return [...likeness].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}
