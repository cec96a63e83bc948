import { InputError } from "../input-error.ts";

/** Stretches of time one after the other, and which of them each moment falls into. */
export interface TimeBins {
  /** Where each bin starts; one more for the end of the last. */
  readonly edges: Float64Array;
  /** Bin of each moment, -1 for one that is not known. */
  readonly bins: Int32Array;
}

/**
 * Parts time into bins of equal length from the first moment to the last.
 *
 * @param times milliseconds, or NaN where it is not known
 * @param count 1 or more; one bin is enough where all moments are the same, none where none is known
 * @throws InputError for fewer than one bin
 *
 * Cost O(n).
 */
export function equalTimeBins(times: ArrayLike<number>, count: number): TimeBins {
  if (!(count >= 1)) throw new InputError(`${count} bins are none`);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < times.length; i++) {
    if (!Number.isFinite(times[i])) continue;
    first = Math.min(first, times[i]);
    last = Math.max(last, times[i]);
  }
  if (first > last) return { edges: new Float64Array(0), bins: new Int32Array(times.length).fill(-1) };
  const wanted = first === last ? 1 : Math.floor(count);
  const width = (last - first) / wanted;
  const edges = Float64Array.from({ length: wanted + 1 }, (_, bin) =>
    bin === wanted ? last : first + bin * width,
  );
  const bins = Int32Array.from(times, (time) =>
    Number.isFinite(time) ? (width === 0 ? 0 : Math.min(wanted - 1, Math.floor((time - first) / width))) : -1,
  );
  return { edges, bins };
}

/**
 * Makes every moment that occurs a bin of its own.
 *
 * @param times milliseconds, or NaN where it is not known
 *
 * Cost O(n log n).
 */
export function ownTimeBins(times: ArrayLike<number>): TimeBins {
  const moments = [...new Set(Array.from(times).filter(Number.isFinite))].sort((a, b) => a - b);
  const binOf = new Map(moments.map((moment, bin) => [moment, bin]));
  const edges = Float64Array.from(moments.length === 0 ? [] : [...moments, moments.at(-1)!]);
  return { edges, bins: Int32Array.from(times, (time) => binOf.get(time) ?? -1) };
}
