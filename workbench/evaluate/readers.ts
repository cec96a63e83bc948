import type { Random } from "@toposcope/algorithms";
import type { Reading } from "../src/answers/reading-weights.ts";

export interface ReaderOptions {
  readonly readers: number;
  readonly random: Random;
  /** Share of readings that have to do with the reader's interests. */
  readonly interested?: number;
}

const mostInterests = 3;
const leastReadings = 6;
const mostReadings = 20;
const days = 60;
const dayMs = 86_400_000;
/** Some documents are read more than others, whatever they are about: by their place in an order of no meaning. */
const popularityExponent = 0.5;

/**
 * Readers with known interests: each reads mostly what one to three of the interests hold, popular documents more than others,
 * and now and then anything.
 *
 * @param interests the documents of each
 * @returns what each reader read, no document twice, over two months
 */
export function generateReaders(
  documents: number,
  interests: readonly (readonly number[])[],
  { readers, random, interested = 0.85 }: ReaderOptions,
): Reading[][] {
  const popularity = Float64Array.from(
    random.permutation(documents),
    (place) => (place + 1) ** -popularityExponent,
  );
  const everything = Array.from({ length: documents }, (_, row) => row);
  const pick = (rows: readonly number[]) => drawn(rows, popularity, random);
  return Array.from({ length: readers }, () => {
    const own = Array.from(
      { length: 1 + random.integer(mostInterests) },
      () => interests[random.integer(interests.length)]!,
    );
    const wanted = leastReadings + random.integer(mostReadings - leastReadings + 1);
    const read = new Set<number>();
    while (read.size < wanted)
      read.add(pick(random.uniform() < interested ? own[random.integer(own.length)]! : everything));
    return Array.from(read, (row, at) => ({
      row,
      weight: 1,
      at: Math.round(((at + 1) / wanted) * days * dayMs),
    }));
  });
}

/** One of some rows, in proportion to their weights. */
function drawn(rows: readonly number[], weights: Float64Array, random: Random): number {
  const whole = rows.reduce((sum, row) => sum + weights[row]!, 0);
  let left = random.uniform() * whole;
  for (const row of rows) {
    left -= weights[row]!;
    if (left <= 0) return row;
  }
  return rows.at(-1)!;
}
