import type { Logger } from "pino";
import type { Settings } from "./config.ts";
import type { EmbedderSource } from "./providers/embedder.ts";
import type { Db } from "./store/db.ts";

/** Tells the time; a test hands in its own. */
export interface Clock {
  now(): Date;
  /** Milliseconds from a fixed point, never going back: for durations. */
  monotonicMs(): number;
}

/** Everything an action or a step may touch besides its arguments. Built in app.ts, nowhere else. */
export interface Context {
  readonly db: Db;
  readonly settings: Settings;
  readonly log: Logger;
  readonly clock: Clock;
  /** A fresh unguessable id. */
  readonly newId: () => string;
  /** Where uploaded files wait for their import. */
  readonly uploadFolder: string;
  readonly embedders: EmbedderSource;
}
