import { type View, viewBetween } from "toposcope/drawing";

const durationMs = 480;

/** A smooth way from one view to another. */
export class Flight {
  readonly #from: View;
  readonly to: View;
  readonly #startedAt = performance.now();

  constructor(from: View, to: View) {
    this.#from = from;
    this.to = to;
  }

  /** @param now the frame's time, as `performance.now()` tells it */
  at(now: number): { view: View; isOver: boolean } {
    const share = Math.min(1, Math.max(0, (now - this.#startedAt) / durationMs));
    return { view: share === 1 ? this.to : viewBetween(this.#from, this.to, share), isOver: share === 1 };
  }
}
