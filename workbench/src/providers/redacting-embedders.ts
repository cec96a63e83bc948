import type { EmbedderSource } from "./embedder.ts";
import { withoutPersonalData } from "./redaction.ts";

/**
 * Opens embedders that send no personal data to an endpoint while that is wanted. Nothing is put back into a vector, so the
 * kind alone stands in a value's place, and equal texts have equal vectors in all projects.
 */
export function redactingEmbedders(source: EmbedderSource, isWanted: () => Promise<boolean>): EmbedderSource {
  return {
    async open(model) {
      const embedder = await source.open(model);
      if (embedder.stamp.pooling !== "remote") return embedder;
      return {
        ...embedder,
        embed: async (texts, options) =>
          embedder.embed((await isWanted()) ? texts.map(withoutPersonalData) : texts, options),
      };
    },
    close: () => source.close(),
  };
}
