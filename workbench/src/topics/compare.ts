import {
  adjustedRand,
  type Labelling,
  type LabelMatch,
  labelSizes,
  matchLabels,
} from "@toposcope/algorithms";

/** A topic as a comparison names it. */
export interface ComparedTopic {
  readonly id: number;
  readonly name: string;
  /** Chunks that both analyses have. */
  readonly size: number;
}

export const topicChanges = [
  "same",
  "grown",
  "shrunk",
  "split",
  "merged",
  "regrouped",
  "new",
  "gone",
] as const;
export type TopicChange = (typeof topicChanges)[number];

/** What became of topics from one analysis to another. */
export interface TopicPassage {
  readonly change: TopicChange;
  readonly before: readonly ComparedTopic[];
  readonly after: readonly ComparedTopic[];
  /** Chunks that are in one of the topics each time. */
  readonly shared: number;
}

export interface Comparison {
  /** Chunks that both analyses have in a topic. */
  readonly chunks: number;
  /** Adjusted Rand index over them, 1 for the same topics. */
  readonly ari: number;
  /** Chunks in a topic that is not what became of theirs before. */
  readonly moved: number;
  readonly passages: readonly TopicPassage[];
}

/** Topics with their chunks. */
export interface TopicMembers {
  readonly id: number;
  readonly name: string;
  readonly chunks: Uint32Array;
}

/** A topic is the same when all but this share of its members and of the other's stay. */
const leastInCommon = 0.8;

/** Tells what became of the topics of one analysis in another, by the chunks that both hold. */
export function compareTopics(before: readonly TopicMembers[], after: readonly TopicMembers[]): Comparison {
  const chunks = inBoth(before, after);
  const a = labelling(before, chunks);
  const b = labelling(after, chunks);
  const sizesBefore = labelSizes(a.labels, a.count);
  const sizesAfter = labelSizes(b.labels, b.count);
  const matches = matchLabels(a, b);
  const passages = matches.map((match) => ({
    change: changeOf(match, sizesBefore, sizesAfter),
    before: match.before.map((topic) => compared(before[topic]!, sizesBefore[topic]!)),
    after: match.after.map((topic) => compared(after[topic]!, sizesAfter[topic]!)),
    shared: match.shared,
  }));
  const stayed = matches.reduce((sum, { shared }) => sum + shared, 0);
  return {
    chunks: chunks.size,
    ari: chunks.size === 0 ? 1 : adjustedRand(a.labels, b.labels),
    moved: chunks.size - stayed,
    passages: passages.toSorted((x, y) => y.shared - x.shared),
  };
}

/** The chunks that are in a topic both times, numbered. */
function inBoth(before: readonly TopicMembers[], after: readonly TopicMembers[]): Map<number, number> {
  const first = new Set<number>();
  for (const { chunks } of before) for (const chunk of chunks) first.add(chunk);
  const numbers = new Map<number, number>();
  for (const { chunks } of after)
    for (const chunk of chunks) if (first.has(chunk)) numbers.set(chunk, numbers.size);
  return numbers;
}

function labelling(topics: readonly TopicMembers[], numbers: ReadonlyMap<number, number>): Labelling {
  const labels = new Int32Array(numbers.size).fill(-1);
  for (const [topic, { chunks }] of topics.entries()) {
    for (const chunk of chunks) {
      const number = numbers.get(chunk);
      if (number !== undefined) labels[number] = topic;
    }
  }
  return { labels, count: topics.length };
}

function changeOf(
  { before, after, shared }: LabelMatch,
  sizesBefore: Int32Array,
  sizesAfter: Int32Array,
): TopicChange {
  if (before.length === 0) return "new";
  if (after.length === 0) return "gone";
  if (before.length > 1) return after.length > 1 ? "regrouped" : "merged";
  if (after.length > 1) return "split";
  const sizeBefore = sizesBefore[before[0]!]!;
  const sizeAfter = sizesAfter[after[0]!]!;
  if (shared >= leastInCommon * (sizeBefore + sizeAfter - shared)) return "same";
  return sizeAfter >= sizeBefore ? "grown" : "shrunk";
}

const compared = ({ id, name }: TopicMembers, size: number): ComparedTopic => ({ id, name, size });
