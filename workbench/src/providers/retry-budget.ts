/** What each question adds: retries stay well below a fifth of the load. */
const earnedPerQuestion = 0.15;
/** So many are free after a silence. */
const most = 5;

/** Lets so many retries through for so many questions: where much fails, asking more makes it worse. */
export class RetryBudget {
  #left = most;

  /** A question was asked. */
  earn(): void {
    this.#left = Math.min(most, this.#left + earnedPerQuestion);
  }

  /** @returns whether there is a retry left, which is then taken */
  take(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
