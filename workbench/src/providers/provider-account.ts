import type { LlmPurpose, ProviderKind, Routing } from "../model.ts";
import type { LlmOccasion } from "./llm.ts";
import type { Price } from "./prices.ts";

/** A provider as it is set up: where it is, how to be let in, what to ask there. */
export interface ProviderAccount {
  readonly id: number;
  readonly name: string;
  readonly kind: ProviderKind;
  /** Where it is, if not where its kind usually is; a compatible one always has it. */
  readonly baseUrl?: string | undefined;
  readonly key?: string | undefined;
  /** Lower ones are asked first. */
  readonly priority: number;
  readonly requestsPerMinute?: number | undefined;
  readonly tokensPerMinute?: number | undefined;
  readonly concurrency?: number | undefined;
}

/** A model at a provider. */
export interface Candidate {
  readonly account: ProviderAccount;
  readonly model: string;
  /** US dollars per million tokens; undefined where it is not known. */
  readonly price?: Price | undefined;
}

/** Says which models there are for what: by run, by project, by the settings of all. */
export interface ProviderRegistry {
  candidates(
    purpose: LlmPurpose,
    of: LlmOccasion,
  ): Promise<{ readonly routing: Routing; readonly candidates: readonly Candidate[] }>;
}

/** What is known of a call once it is over, or has failed. */
export interface ProviderCall {
  readonly of: LlmOccasion;
  readonly purpose: LlmPurpose;
  readonly prompt: string;
  readonly promptHash: string;
  readonly provider: string;
  readonly model: string;
  readonly attempt: number;
  readonly inputTokens: number;
  /** Of the input, those that the provider had in its own cache. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly cost: number | null;
  readonly latencyMs: number;
  readonly cached: boolean;
  /** Why it failed, in words without secrets; null for an answer. */
  readonly error: string | null;
}

/** Keeps what was paid for and what it cost, and refuses what the budget does not allow. */
export interface Ledger {
  /** What was answered to this very input earlier, with what it cost then; `call.error` says why it did not fit. */
  paid(promptHash: string): Promise<{ readonly text: string; readonly call: ProviderCall } | undefined>;
  /**
   * Sets aside what a call may cost at most, under the budgets of run, day and project.
   *
   * @throws ToposcopeError BUDGET_REACHED
   * @returns gives it back; `book` replaces it by what it did cost
   */
  reserve(of: LlmOccasion, mostCost: number | null): Promise<() => Promise<void>>;
  /**
   * Claims answers for one who is about to ask: all of them, or none.
   *
   * @returns lets go of them, however often it is called; undefined while somebody else asks for one of them
   */
  claim(promptHashes: readonly string[]): Promise<(() => Promise<void>) | undefined>;
  /** Writes the call down, and what was answered in full, in one transaction. */
  book(call: ProviderCall, text: string | null): Promise<void>;
}
