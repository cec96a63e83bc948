/** What a clustering says of n points: labels 0..count-1, or -1 for none. */
export interface Labelling {
  readonly labels: Int32Array;
  readonly count: number;
}

/**
 * Renames labels to 0..count-1 by decreasing size, equal sizes by the lowest member; negative ones stay -1.
 * Cost O(n + k·log k).
 */
export function orderBySize(labels: Int32Array): { labels: Int32Array<ArrayBuffer>; count: number } {
  const slotOf = new Map<number, number>();
  const originals: number[] = [];
  const sizes: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] < 0) continue;
    const slot = slotOf.get(labels[i]);
    if (slot === undefined) {
      slotOf.set(labels[i], originals.length);
      originals.push(labels[i]);
      sizes.push(1);
    } else sizes[slot]++;
  }
  const order = originals.map((_, slot) => slot).sort((a, b) => sizes[b] - sizes[a] || a - b);
  const renamed = new Map(order.map((slot, rank) => [originals[slot], rank]));
  return { labels: Int32Array.from(labels, (label) => renamed.get(label) ?? -1), count: order.length };
}

/** How many points have each label 0..count-1. */
export function labelSizes(labels: Int32Array, count: number): Int32Array {
  const sizes = new Int32Array(count);
  for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) sizes[labels[i]]++;
  return sizes;
}

/** The points of each label in ascending order: those of label l are at starts[l] up to starts[l + 1]. */
export function membersByLabel(
  labels: Int32Array,
  count: number,
): { starts: Int32Array; members: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) starts[labels[i] + 1]++;
  for (let label = 0; label < count; label++) starts[label + 1] += starts[label];
  const next = starts.slice(0, count);
  const members = new Int32Array(starts[count]);
  for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) members[next[labels[i]]++] = i;
  return { starts, members };
}
