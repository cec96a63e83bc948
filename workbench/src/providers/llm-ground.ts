import type { Logger } from "pino";
import type { Allowances } from "./allowance.ts";
import type { Endpoints } from "./endpoint.ts";
import type { Ledger, ProviderRegistry } from "./provider-account.ts";
import type { RetryBudget } from "./retry-budget.ts";

/** The time as models are waited for. */
interface LlmClock {
  now(): Date;
  monotonicMs(): number;
  sleep(milliseconds: number, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}

export interface LlmLimits {
  /** Silence after which the next candidate is asked, too; longer where an endpoint usually takes longer. */
  readonly silenceMs: number;
  /** The longest that is put down to an endpoint's being slow. */
  readonly longestSilenceMs: number;
  /** Silence after which the last candidate is given up. */
  readonly lastSilenceMs: number;
}

export interface LlmOptions {
  readonly registry: ProviderRegistry;
  readonly ledger: Ledger;
  readonly clock: LlmClock;
  readonly log: Logger;
  /** By default providers are asked as often as there are questions. */
  readonly allowances?: Allowances;
  readonly limits?: Partial<LlmLimits>;
}

/** What every try stands on. */
export interface LlmGround extends Required<Omit<LlmOptions, "limits">> {
  readonly limits: LlmLimits;
  readonly endpoints: Endpoints;
  readonly budget: RetryBudget;
}
