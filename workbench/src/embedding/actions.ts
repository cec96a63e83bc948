import type { Context, EmbedInput } from "../context.ts";
import type { EmbeddingsResult } from "../contract.ts";

/** Embeds a batch of texts. @throws ToposcopeError MODEL_NOT_FOUND, EMBEDDING_REFUSED, EMBEDDING_UNAVAILABLE, EMBEDDING_FAILED */
export const embedTexts = ({ interactive }: Context, input: EmbedInput): Promise<EmbeddingsResult> =>
  interactive.embed(input);
