import { InputError } from "./input-error.ts";
import { type Labelling, labelSizes } from "./labels.ts";

/** Topics of two groupings that pass into each other: several before where some merged, several after where one split. */
export interface LabelMatch {
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Points that are in one of the topics before and in one of those after. */
  readonly shared: number;
}

/**
 * Matches the topics of two groupings of the same points by their members. A topic passes into another when at least
 * half of the one's members are in the other; topics that are tied so, directly or through others, are one match.
 *
 * @param before n labels, -1 for none
 * @param after n labels
 * @returns every topic of either in just one match, by the topics before and then by those after
 * @throws InputError when the two have different lengths
 *
 * Cost O(n + pairs of topics with a point in common). @see Spiliopoulou et al., KDD 2006 (MONIC, transitions of clusters)
 */
export function matchLabels(before: Labelling, after: Labelling): LabelMatch[] {
  if (before.labels.length !== after.labels.length) {
    throw new InputError(
      `groupings of ${before.labels.length} and ${after.labels.length} points do not compare`,
    );
  }
  const overlaps = sharedPoints(before, after);
  const beforeSizes = labelSizes(before.labels, before.count);
  const afterSizes = labelSizes(after.labels, after.count);
  const group = Int32Array.from({ length: before.count + after.count }, (_, topic) => topic);
  const rootOf = (topic: number): number => (group[topic] === topic ? topic : rootOf(group[topic]));
  for (const [pair, shared] of overlaps) {
    const a = Math.floor(pair / after.count);
    const b = pair % after.count;
    if (2 * shared < beforeSizes[a] && 2 * shared < afterSizes[b]) continue;
    const [low, high] = [rootOf(a), rootOf(before.count + b)].sort((x, y) => x - y);
    group[high] = low;
  }
  const matches = new Map<number, { before: number[]; after: number[]; shared: number }>();
  for (let topic = 0; topic < group.length; topic++) {
    const root = rootOf(topic);
    const match = matches.get(root) ?? { before: [], after: [], shared: 0 };
    if (topic < before.count) match.before.push(topic);
    else match.after.push(topic - before.count);
    matches.set(root, match);
  }
  for (const [pair, shared] of overlaps) {
    const root = rootOf(Math.floor(pair / after.count));
    const match = matches.get(root);
    if (match && root === rootOf(before.count + (pair % after.count))) match.shared += shared;
  }
  return [...matches.values()];
}

/** For each pair of topics with common points how many they have. */
function sharedPoints(before: Labelling, after: Labelling): Map<number, number> {
  const shared = new Map<number, number>();
  for (let i = 0; i < before.labels.length; i++) {
    if (before.labels[i] < 0 || after.labels[i] < 0) continue;
    const pair = before.labels[i] * after.count + after.labels[i];
    shared.set(pair, (shared.get(pair) ?? 0) + 1);
  }
  return shared;
}
