const usedShare = 0.6;

/** Numbers pairs of integers from 0 on in the order in which they are first asked for. */
export class PairTable {
  #slots: Int32Array;
  #first: Int32Array;
  #second: Int32Array;
  #mask: number;
  size = 0;

  constructor() {
    this.#mask = 4_095;
    this.#slots = new Int32Array(4_096).fill(-1);
    this.#first = new Int32Array(2_458);
    this.#second = new Int32Array(2_458);
  }

  first(id: number): number {
    return this.#first[id];
  }

  second(id: number): number {
    return this.#second[id];
  }

  /** The number of a pair; a new one where it has none yet. */
  idOf(a: number, b: number): number {
    for (let slot = hash(a, b) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const id = this.#slots[slot];
      if (id < 0) return this.#insert(slot, a, b);
      if (this.#first[id] === a && this.#second[id] === b) return id;
    }
  }

  #insert(slot: number, a: number, b: number): number {
    const id = this.size++;
    this.#slots[slot] = id;
    this.#first[id] = a;
    this.#second[id] = b;
    if (this.size + 1 > (this.#mask + 1) * usedShare) this.#grow();
    return id;
  }

  #grow(): void {
    const capacity = (this.#mask + 1) * 2;
    this.#mask = capacity - 1;
    this.#slots = new Int32Array(capacity).fill(-1);
    this.#first = wider(this.#first, capacity);
    this.#second = wider(this.#second, capacity);
    for (let id = 0; id < this.size; id++) {
      let slot = hash(this.#first[id], this.#second[id]) & this.#mask;
      while (this.#slots[slot] >= 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = id;
    }
  }
}

function wider(values: Int32Array, length: number): Int32Array {
  const copy = new Int32Array(length);
  copy.set(values);
  return copy;
}

/** Mixes all bits of both numbers. @see Appleby, MurmurHash3 (the final mix) */
function hash(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
