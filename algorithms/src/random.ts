const golden = 0x9e3779b9;

/** Bijective mixing of 32 bits. @see Wellons 2018, "lowbias32" */
function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/**
 * Seeded random numbers. Each is a function of (key, counter) alone, so the same seed gives the same numbers
 * everywhere, and `split` gives independent streams whose numbers do not depend on how others are used.
 */
export class Random {
  readonly #low: number;
  readonly #high: number;
  #counter = 0;

  constructor(seed = 0, stream = 0) {
    this.#low = mix(mix(seed | 0) ^ golden);
    this.#high = mix(Math.imul(Math.floor(seed / 0x1_0000_0000) + stream, golden) ^ mix(this.#low + stream));
  }

  /** The stream of this name: same parent and name, same numbers. Does not advance this one. */
  split(name: number): Random {
    return new Random(mix(this.#low ^ Math.imul(name + 1, golden)), this.#high ^ mix(name));
  }

  /** A whole number, 0 ≤ x < 2³². */
  bits(): number {
    const counter = this.#counter++;
    return mix(mix((Math.imul(counter, golden) + this.#low) | 0) ^ this.#high) >>> 0;
  }

  /** A number, 0 ≤ x < 1. */
  uniform(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** A whole number, 0 ≤ x < limit, for limit ≤ 2³². */
  integer(limit: number): number {
    return Math.floor(this.uniform() * limit);
  }

  /** A number of the standard normal distribution. @see Box & Muller 1958 */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** 0..n-1 in random order. @see Fisher & Yates */
  permutation(n: number): Int32Array {
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  /** `count` different numbers of 0..n-1 in ascending order (all of them when count ≥ n). Cost O(n). */
  sample(n: number, count: number): Int32Array {
    const size = Math.min(n, count);
    const chosen = new Int32Array(size);
    let taken = 0;
    for (let i = 0; i < n && taken < size; i++) {
      if (this.uniform() * (n - i) < size - taken) chosen[taken++] = i;
    }
    return chosen;
  }
}
