/** Larger segments stay as they are. */
const largestMerged = 50_000;

/**
 * Which segments of an index to make one of, by their place: the smallest, as long as the next one is no larger than those
 * before it together. So there are never many, and a text is written anew a few times only.
 *
 * @param sizes texts in each
 * @returns two places or more; none where there is nothing to merge
 */
export function segmentsToMerge(sizes: readonly number[]): number[] {
  const bySize = sizes
    .map((size, place) => ({ size, place }))
    .filter(({ size }) => size < largestMerged)
    .sort((a, b) => a.size - b.size);
  let together = 0;
  let count = 0;
  let merged = 0;
  for (const { size } of bySize) {
    if (count > 0 && size <= together) merged = count + 1;
    together += size;
    count++;
  }
  return bySize.slice(0, merged).map(({ place }) => place);
}
