import type { ToposcopeError } from "../errors.ts";
import type { Failure } from "./failure.ts";
import type { Candidate } from "./provider-account.ts";

export interface Misfit {
  readonly why: string;
  /** Whether not even the schema was kept to. */
  readonly isOffSchema: boolean;
}

/** How a model is asked for JSON: by a schema, by JSON mode, or by words alone. */
export const rungs = ["schema", "json", "words"] as const;
export type Rung = (typeof rungs)[number];

/** One try at one candidate. */
export interface Turn {
  readonly candidate: Candidate;
  /** Waited for before. */
  readonly afterMs: number;
  /** From 1, over all candidates. */
  readonly attempt: number;
  /** Nothing else can be asked. */
  readonly isLast: boolean;
  readonly rung: Rung;
  /** An answer that did not fit, and why: asked to be put right. */
  readonly correction?: { readonly text: string; readonly why: string } | undefined;
}

export interface TurnFailure extends Failure {
  /** An answer that did not fit, and why. */
  readonly unfit?: Misfit & { readonly text: string };
  /** Nothing was asked: this very try was made and paid for earlier, with this answer. */
  readonly isKnown?: boolean;
  /** Nothing was asked: it might have cost more than is left. */
  readonly budget?: ToposcopeError;
  /** Nothing was asked: there was no room under the provider's limits. */
  readonly isUnsent?: boolean;
}
