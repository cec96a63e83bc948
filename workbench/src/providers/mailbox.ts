/** Timers can be no longer. */
const longestTimerMs = 2 ** 31 - 1;

/** Messages in the order in which they came, for one who waits for them. */
export class Mailbox<T> {
  readonly #messages: T[] = [];
  #wake: (() => void) | undefined;

  put(message: T): void {
    this.#messages.push(message);
    this.wake();
  }

  /** Ends a wait, with or without a message. */
  wake(): void {
    this.#wake?.();
  }

  /** @returns undefined when none came in time, or the wait was ended */
  async take(withinMs: number): Promise<T | undefined> {
    if (this.#messages.length === 0)
      await new Promise<void>((resolve) => {
        // What came in while this process was busy is heard before it is said that nothing came.
        const timer = setTimeout(
          () => setImmediate(() => setImmediate(resolve)),
          Math.min(Math.max(0, withinMs), longestTimerMs),
        );
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#wake = undefined;
    return this.#messages.shift();
  }
}
