import type { ModelStamp } from "../model.ts";

/** Turns texts into vectors under one model stamp. */
export interface Embedder {
  readonly stamp: ModelStamp;
  /** Texts handed over in one call at most. */
  readonly maxBatchTexts: number;
  /** Tokens of a text as this model counts them, without special tokens. */
  countTokens(text: string): number;
  /**
   * Embeds texts of any length; a text longer than the model's window is embedded in windows and averaged by token count.
   *
   * @returns texts.length × dimensions, row-major, rows of unit length; a text without tokens gives a zero row
   */
  embed(texts: readonly string[], options?: { signal?: AbortSignal }): Promise<EmbedResult>;
  close(): Promise<void>;
}

export interface EmbedResult {
  readonly vectors: Float32Array;
  /** Tokens that went through the model, windows' special tokens not counted. */
  readonly tokens: number;
}

/** Opens embedders by the name in a setting: `minilm`, `static`, a model folder, or an http(s) address. */
export interface EmbedderSource {
  open(model: string): Promise<Embedder>;
  close(): Promise<void>;
}
