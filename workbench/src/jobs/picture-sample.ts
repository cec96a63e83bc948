/**
 * Of a run that still reads, what a picture adds to what can be seen: so many documents are cut into chunks for it, and so
 * many of these embedded, ahead of the run's own stages. So its making takes seconds, however much was read.
 */
export const pictureSample = { documents: 1_000, letters: 2_000_000, chunks: 320, tokens: 200_000 } as const;

/** The first of a list that come to a size together; one at least, all where they stay below it. */
export function firstUpTo<T>(items: readonly T[], size: number, sizeOf: (item: T) => number): T[] {
  const first: T[] = [];
  let sum = 0;
  for (const item of items) {
    if (sum >= size) break;
    first.push(item);
    sum += sizeOf(item);
  }
  return first;
}
