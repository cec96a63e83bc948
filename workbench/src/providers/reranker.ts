/** Says how well passages answer a question, looking at both at once. */
export interface Reranker {
  /** The model and its revision, as `id@revision`. */
  readonly name: string;
  /**
   * Scores passages of any length; one that is longer than the model's window is scored in windows, and the best counts.
   *
   * @returns a score a passage, higher is better; comparable within one model only
   * @throws ToposcopeError INVALID_INPUT when the question leaves no room for a passage in the model's window
   */
  score(question: string, passages: readonly string[]): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens rerankers by the folder in a setting. */
export interface RerankerSource {
  /** @throws ToposcopeError MODEL_NOT_FOUND, MODEL_INVALID */
  open(folder: string): Promise<Reranker>;
  close(): Promise<void>;
}
