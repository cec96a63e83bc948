import type { Labelling } from "../labels.ts";

/**
 * For each group the group of the other labelling that holds most of its points, equal ones by the lower label.
 *
 * Cost O(n).
 */
export function parentsOf(fine: Labelling, coarse: Labelling): Int32Array {
  const parents = new Int32Array(fine.count).fill(-1);
  const most = new Int32Array(fine.count);
  const held = new Int32Array(fine.count * coarse.count);
  for (let i = 0; i < fine.labels.length; i++) {
    if (fine.labels[i] >= 0 && coarse.labels[i] >= 0)
      held[fine.labels[i] * coarse.count + coarse.labels[i]]++;
  }
  for (let topic = 0; topic < fine.count; topic++) {
    for (let parent = 0; parent < coarse.count; parent++) {
      const count = held[topic * coarse.count + parent];
      if (count <= most[topic]) continue;
      most[topic] = count;
      parents[topic] = parent;
    }
  }
  return parents;
}
