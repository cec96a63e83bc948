import type { z } from "zod";
import type { LlmPurpose } from "../model.ts";

export interface LlmMessage {
  readonly role: "user" | "assistant";
  readonly content: string;
}

/** What a call is made for, as the ledger says. */
export interface LlmOccasion {
  readonly projectId: number;
  readonly runId?: number | undefined;
  readonly stage?: string | undefined;
  readonly topicId?: number | undefined;
}

export interface LlmAsk {
  readonly purpose: LlmPurpose;
  /** Name and version of the prompt, as `topic-name/2`: under another one, an answer that was paid is not taken. */
  readonly prompt: string;
  readonly system?: string;
  readonly messages: readonly LlmMessage[];
  /** By default 0.2. */
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly of: LlmOccasion;
  readonly signal?: AbortSignal | undefined;
}

/** Where an answer comes from, kept beside what is made of it. */
export interface LlmOrigin {
  readonly provider: string;
  readonly model: string;
  /** SHA-256 of the model, the prompt's version and the input, in hex: the paid answer's name. */
  readonly promptHash: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars; null where the price is not known. */
  readonly cost: number | null;
  /** Whether it had been paid for before. */
  readonly cached: boolean;
}

export interface LlmReply<T> {
  readonly value: T;
  readonly origin: LlmOrigin;
}

/** A piece of a streamed answer. After `restart`, what came so far counts no more. */
export type LlmPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "restart"; readonly reason: string }
  | { readonly type: "done"; readonly reply: LlmReply<string> };

/** Asks language models: routes, retries, fails over, keeps budgets, and never pays for one answer twice. */
export interface Llm {
  /** The model that would be asked, as `provider/model`; undefined where there is none and texts must do. */
  modelFor(purpose: LlmPurpose, of: LlmOccasion): Promise<string | undefined>;
  /**
   * Asks for a text.
   *
   * @throws ToposcopeError NO_LANGUAGE_MODEL, LANGUAGE_MODEL_UNAVAILABLE, LANGUAGE_MODEL_REFUSED, BUDGET_REACHED
   */
  text(ask: LlmAsk): Promise<LlmReply<string>>;
  /**
   * Asks for JSON of a shape, by what the model can: a schema, JSON mode, repair, one more question.
   *
   * @throws ToposcopeError as `text`, and LANGUAGE_MODEL_UNUSABLE when no answer fits the shape
   */
  json<T>(ask: LlmAsk, schema: z.ZodType<T>): Promise<LlmReply<T>>;
  /** Streams a text, whose last part is `done`: one that breaks off begins again, and never ends as if it were whole. */
  stream(ask: LlmAsk): AsyncIterable<LlmPart>;
  close(): Promise<void>;
}
