/** A list of 32-bit integers that grows as it is filled. */
export class GrowingIntegers {
  #values = new Int32Array(1_024);
  length = 0;

  /** What was pushed so far; a view that the next push may leave behind. */
  get values(): Int32Array {
    return this.#values.subarray(0, this.length);
  }

  at(index: number): number {
    return this.#values[index];
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = new Int32Array(this.length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.length++] = value;
  }
}
