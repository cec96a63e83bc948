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
  const { slots, count } = slotsOf(labels);
  const sizes = labelSizes(slots, count);
  const order = Int32Array.from(sizes.keys()).sort((a, b) => sizes[b] - sizes[a] || a - b);
  const ranks = new Int32Array(count);
  for (let rank = 0; rank < count; rank++) ranks[order[rank]] = rank;
  for (let i = 0; i < slots.length; i++) if (slots[i] >= 0) slots[i] = ranks[slots[i]];
  return { labels: slots, count };
}

/** Labels as 0..count-1 in order of their lowest members, negative ones as -1. */
function slotsOf(labels: Int32Array): { slots: Int32Array<ArrayBuffer>; count: number } {
  const slots = new Int32Array(labels.length).fill(-1);
  const slotOf = labels.every((label) => label < labels.length)
    ? new Int32Array(labels.length).fill(-1)
    : undefined;
  const slotOfAny = new Map<number, number>();
  let count = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (label < 0) continue;
    let slot = slotOf ? slotOf[label] : (slotOfAny.get(label) ?? -1);
    if (slot < 0) {
      slot = count++;
      if (slotOf) slotOf[label] = slot;
      else slotOfAny.set(label, slot);
    }
    slots[i] = slot;
  }
  return { slots, count };
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
