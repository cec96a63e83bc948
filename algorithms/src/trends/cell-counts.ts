import { InputError } from "../input-error.ts";

/**
 * Counts the points of each topic in each cell: a stretch of time, a class.
 *
 * @param topics n topics, -1 for none
 * @param cells n cells, -1 for none
 * @returns topics × cells, row-major
 * @throws InputError when the two differ in number
 */
export function cellCounts(
  topics: Int32Array,
  cells: Int32Array,
  { topicCount, cellCount }: { readonly topicCount: number; readonly cellCount: number },
): Int32Array {
  if (topics.length !== cells.length)
    throw new InputError(`${topics.length} topics do not fit ${cells.length} cells`);
  const counts = new Int32Array(topicCount * cellCount);
  for (let i = 0; i < topics.length; i++)
    if (topics[i] >= 0 && cells[i] >= 0) counts[topics[i] * cellCount + cells[i]]++;
  return counts;
}
