import { nameTopics } from "@toposcope/algorithms";
import { mergeSums } from "./merge-to-count.ts";

/** What a topic gives to one that it is merged into. */
export interface MergePart {
  readonly id: number;
  readonly name: string;
  readonly isNamedByHand: boolean;
  readonly keywords: readonly ScoredKeyword[];
  readonly panel: readonly KeywordsByMethod[];
  readonly size: number;
  readonly documents: number;
  readonly parent: number | null;
  readonly centroid: Float32Array;
}

interface ScoredKeyword {
  readonly keyword: string;
  readonly score: number;
}

interface KeywordsByMethod {
  readonly method: string;
  readonly keywords: readonly ScoredKeyword[];
}

/** What its parts say of a merged topic; its passages and its place are found where they are stored. */
export interface MergedTopic {
  readonly keywords: readonly ScoredKeyword[];
  readonly panel: readonly KeywordsByMethod[];
  readonly size: number;
  readonly documents: number;
  /** That of the first part; only where all parts have the same is it known to be right. */
  readonly parent: number | null;
  readonly centroid: Float32Array;
}

/** Counts each part by its size: the same as if the topic had been found whole, as far as its parts can tell. */
export function mergeTopics(parts: readonly MergePart[]): MergedTopic {
  return {
    keywords: blendKeywords(parts),
    panel: blendPanels(parts),
    size: sum(parts.map(({ size }) => size)),
    documents: sum(parts.map(({ documents }) => documents)),
    parent: parts[0]?.parent ?? null,
    centroid: direction(weightedSums(parts), parts[0]!.centroid.length),
  };
}

/**
 * Which topics of a layer become one when only `wanted` are to be left, those most alike first.
 *
 * @returns the groups of two and more, as positions in `topics`
 */
export function groupsToMerge(topics: readonly MergePart[], wanted: number): number[][] {
  const cols = topics[0]?.centroid.length ?? 0;
  const sums = new Float64Array(topics.length * cols);
  for (const [at, topic] of topics.entries()) {
    for (let c = 0; c < cols; c++) sums[at * cols + c] = topic.centroid[c]! * topic.size;
  }
  const into = mergeSums(sums, { count: topics.length, cols, wanted });
  const groups = Map.groupBy(topics.keys(), (at) => into[at]!);
  return [...groups.values()].filter((group) => group.length > 1);
}

const usualKeywords = 3;

/** A name of the best keywords that no other topic has, case aside; more keywords, or at last a number, tell it apart. */
export function freeName(keywords: readonly ScoredKeyword[], taken: readonly string[]): string {
  const known = new Set(taken.map((name) => name.toLowerCase()));
  const words = keywords.map(({ keyword, score }) => ({ text: keyword, score, count: 1 }));
  const nameOf = (count: number) => nameTopics([words], { keywords: count })[0]!;
  for (let count = usualKeywords; count <= words.length; count++) {
    if (!known.has(nameOf(count).toLowerCase())) return nameOf(count);
  }
  const name = nameOf(usualKeywords);
  if (!known.has(name.toLowerCase())) return name;
  let number = 2;
  while (known.has(`${name} (${number})`.toLowerCase())) number++;
  return `${name} (${number})`;
}

/** The name that somebody gave the largest part that has one. */
export function nameByHand(parts: readonly MergePart[]): string | undefined {
  return parts.filter(({ isNamedByHand }) => isNamedByHand).toSorted((a, b) => b.size - a.size)[0]?.name;
}

/** Each method's keywords blended, in the order in which the parts have them. */
function blendPanels(parts: readonly MergePart[]): KeywordsByMethod[] {
  const methods = new Set(parts.flatMap(({ panel }) => panel.map(({ method }) => method)));
  return [...methods].map((method) => {
    const having = parts.map(({ panel, size }) => ({
      size,
      keywords: panel.find((one) => one.method === method)?.keywords ?? [],
    }));
    return { method, keywords: blendKeywords(having) };
  });
}

function blendKeywords(parts: readonly Pick<MergePart, "keywords" | "size">[]): ScoredKeyword[] {
  const total = sum(parts.map(({ size }) => size));
  const blended = new Map<string, { keyword: string; score: number }>();
  for (const { keywords, size } of parts) {
    for (const { keyword, score } of keywords) {
      const known = blended.get(keyword.toLowerCase());
      const share = (score * size) / Math.max(1, total);
      if (known) known.score += share;
      else blended.set(keyword.toLowerCase(), { keyword, score: share });
    }
  }
  const sorted = [...blended.values()].sort(
    (a, b) => b.score - a.score || (a.keyword < b.keyword ? -1 : Number(a.keyword > b.keyword)),
  );
  return distinct(sorted, Math.max(0, ...parts.map(({ keywords }) => keywords.length)));
}

/** Leaves out what is a part of a better keyword, or has one as its part. */
function distinct(keywords: readonly ScoredKeyword[], count: number): ScoredKeyword[] {
  const chosen: ScoredKeyword[] = [];
  for (const candidate of keywords) {
    if (chosen.length === count) break;
    if (!chosen.some(({ keyword }) => isPart(keyword, candidate.keyword))) chosen.push(candidate);
  }
  return chosen;
}

function isPart(one: string, other: string): boolean {
  const [a, b] = [` ${one.toLowerCase()} `, ` ${other.toLowerCase()} `];
  return a.includes(b) || b.includes(a);
}

function weightedSums(parts: readonly MergePart[]): Float64Array {
  const sums = new Float64Array(parts[0]!.centroid.length);
  for (const { centroid, size } of parts) {
    for (let c = 0; c < sums.length; c++) sums[c]! += centroid[c]! * size;
  }
  return sums;
}

function direction(sums: Float64Array, cols: number): Float32Array {
  const length = Math.hypot(...sums);
  return Float32Array.from({ length: cols }, (_, c) => (length > 0 ? sums[c]! / length : 0));
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
