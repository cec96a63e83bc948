import { ToposcopeError } from "../errors.ts";
import type { Missing } from "../jobs/health.actions.ts";

const lookMs = 1_000;

/** Knows what the server lacks, so that requests are refused at once and not one by one after long waits. */
export class HealthWatch {
  readonly #look: () => Promise<Missing | undefined>;
  readonly #timer: NodeJS.Timeout;
  #looking = false;
  #missing: Missing | undefined;

  constructor(look: () => Promise<Missing | undefined>) {
    this.#look = look;
    this.#timer = setInterval(() => void this.look(), lookMs).unref();
  }

  get missing(): Missing | undefined {
    return this.#missing;
  }

  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      this.#missing = await this.#look();
    } catch (error) {
      this.#missing = { what: "database", detail: (error as Error).message };
    } finally {
      this.#looking = false;
    }
  }

  /** @throws ToposcopeError DATABASE_UNREACHABLE while nothing can be read */
  requireDatabase(): void {
    if (this.#missing?.what !== "database") return;
    throw new ToposcopeError("DATABASE_UNREACHABLE", this.#missing.detail, {
      hint: "nothing to do: it is tried again until the database is there; toposcope doctor says more",
    });
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
