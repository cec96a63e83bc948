/** How an endpoint has been doing; the breaker that leaves a broken one alone for a while. */
export class EndpointHealth {
  /** Of the last answers and failures, the latest last. */
  #outcomes: boolean[] = [];
  #failuresInRow = 0;
  #timesOpened = 0;
  #openUntilMs = 0;
  #lastTrialMs = 0;
  /** Of the last answers, the time to the first piece. */
  readonly #firstMs: number[] = [];

  succeeded(firstMs: number): void {
    this.#note(true);
    this.#failuresInRow = 0;
    this.#timesOpened = 0;
    this.#openUntilMs = 0;
    this.#firstMs.push(firstMs);
    if (this.#firstMs.length > firstsKept) this.#firstMs.shift();
  }

  failed(nowMs: number, { isLasting }: { isLasting: boolean }): void {
    this.#note(false);
    this.#failuresInRow += 1;
    const isBroken =
      isLasting || this.#failuresInRow >= failuresInRowToOpen || this.errorRate > errorRateToOpen;
    if (!isBroken || this.isOpen(nowMs)) return;
    this.#lastTrialMs = nowMs;
    const openMs = Math.min(longestOpenMs, firstOpenMs * 2 ** this.#timesOpened);
    this.#openUntilMs = nowMs + (isLasting ? longestOpenMs : openMs);
    this.#timesOpened += 1;
  }

  /** Whether it is to be left alone. */
  isOpen(nowMs: number): boolean {
    return nowMs < this.#openUntilMs;
  }

  /** Where there is nothing else, one question now and then may find out that it is well again. */
  takesTrial(nowMs: number): boolean {
    if (nowMs - this.#lastTrialMs < trialEveryMs) return false;
    this.#lastTrialMs = nowMs;
    return true;
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

  /** The median time to the first piece of the last answers; undefined before the first one. */
  get firstMs(): number | undefined {
    return this.#firstMs.toSorted((a, b) => a - b)[Math.floor((this.#firstMs.length - 1) / 2)];
  }

  #note(isGood: boolean): void {
    this.#outcomes.push(isGood);
    if (this.#outcomes.length > outcomesKept) this.#outcomes.shift();
  }
}

const outcomesKept = 20;
const outcomesToTell = 10;
const firstsKept = 9;
const failuresInRowToOpen = 3;
const errorRateToOpen = 0.5;
const firstOpenMs = 5_000;
const longestOpenMs = 60_000;
const trialEveryMs = 1_000;
