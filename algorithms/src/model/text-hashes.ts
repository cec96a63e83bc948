import { InputError } from "../input-error.ts";

/** Bytes of a text's hash that are kept: by chance two of a million texts share them once in 10²⁶ models. */
export const hashBytes = 16;

/** Hashes of texts in ascending order, `hashBytes` bytes each. */
export interface TextHashes {
  readonly count: number;
  readonly data: Uint8Array;
}

/**
 * Sorts hashes, so that they can be looked up.
 *
 * @returns the hashes, and which of those given each of them is
 * @throws InputError when one is shorter than `hashBytes`
 *
 * Cost O(n·log n).
 */
export function textHashes(hashes: readonly Uint8Array[]): {
  order: Int32Array<ArrayBuffer>;
  texts: TextHashes;
} {
  for (const hash of hashes) {
    if (hash.length < hashBytes)
      throw new InputError(`a hash has ${hash.length} bytes, ${hashBytes} are needed`);
  }
  const order = Int32Array.from(hashes, (_, i) => i).sort(
    (a, b) => compareAt(hashes[a], 0, hashes[b], 0) || a - b,
  );
  const data = new Uint8Array(hashes.length * hashBytes);
  for (let i = 0; i < order.length; i++) data.set(hashes[order[i]].subarray(0, hashBytes), i * hashBytes);
  return { order, texts: { count: hashes.length, data } };
}

/** Where a hash stands among those of a model, -1 where it does not. Cost O(log n). */
export function findText({ count, data }: TextHashes, hash: Uint8Array): number {
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareAt(data, middle * hashBytes, hash, 0);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function compareAt(a: Uint8Array, from: number, b: Uint8Array, to: number): number {
  for (let i = 0; i < hashBytes; i++) {
    const difference = a[from + i] - b[to + i];
    if (difference !== 0) return difference;
  }
  return 0;
}
