const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Ends the call in good order at the first signal, and at once at the second. */
export class Interrupts {
  readonly #controller = new AbortController();
  #exitCode = 0;

  /** Also listens for the end of a process that started this one and is only a shell around it. */
  listen(): void {
    for (const [signal, number] of Object.entries(signals)) {
      process.on(signal as keyof typeof signals, () => this.#stop(128 + number));
    }
    if (process.channel !== undefined && process.channel !== null) {
      process.once("disconnect", () => this.#stop(128 + signals.SIGHUP));
      process.channel.unref();
    }
  }

  get exitCode(): number {
    return this.#exitCode;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  #stop(exitCode: number): void {
    if (this.#controller.signal.aborted) process.exit(exitCode);
    this.#exitCode = exitCode;
    this.#controller.abort();
  }
}
