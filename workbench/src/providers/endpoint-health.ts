/** How an endpoint has been doing; the breaker that leaves a broken one alone for a while. */
export class EndpointHealth {
  /** Of the last answers and failures, the latest last. */
  #outcomes: boolean[] = [];
  #failuresInRow = 0;
  #timesOpened = 0;
  #openUntilMs = 0;
  /** Typical time to the first piece of an answer. */
  #firstMs: number | undefined;

  succeeded(firstMs: number): void {
    this.#note(true);
    this.#failuresInRow = 0;
    this.#timesOpened = 0;
    this.#openUntilMs = 0;
    this.#firstMs = this.#firstMs === undefined ? firstMs : 0.8 * this.#firstMs + 0.2 * firstMs;
  }

  failed(nowMs: number, { isLasting }: { isLasting: boolean }): void {
    this.#note(false);
    this.#failuresInRow += 1;
    const isBroken =
      isLasting || this.#failuresInRow >= failuresInRowToOpen || this.errorRate > errorRateToOpen;
    if (!isBroken || this.isOpen(nowMs)) return;
    const openMs = Math.min(longestOpenMs, firstOpenMs * 2 ** this.#timesOpened);
    this.#openUntilMs = nowMs + (isLasting ? longestOpenMs : openMs);
    this.#timesOpened += 1;
  }

  /** Whether it is to be left alone. */
  isOpen(nowMs: number): boolean {
    return nowMs < this.#openUntilMs;
  }

  /** Whether it was broken when last seen, so that others are asked before it. */
  get isDoubtful(): boolean {
    return this.#timesOpened > 0;
  }

  opensAgainInMs(nowMs: number): number {
    return Math.max(0, this.#openUntilMs - nowMs);
  }

  /** 0 as long as there is too little to tell. */
  get errorRate(): number {
    if (this.#outcomes.length < outcomesToTell) return 0;
    return this.#outcomes.filter((isGood) => !isGood).length / this.#outcomes.length;
  }

  /** Undefined before the first answer. */
  get firstMs(): number | undefined {
    return this.#firstMs;
  }

  #note(isGood: boolean): void {
    this.#outcomes.push(isGood);
    if (this.#outcomes.length > outcomesKept) this.#outcomes.shift();
  }
}

const outcomesKept = 20;
const outcomesToTell = 10;
const failuresInRowToOpen = 3;
const errorRateToOpen = 0.5;
const firstOpenMs = 5_000;
const longestOpenMs = 60_000;
