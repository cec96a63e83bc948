import { centroidsOf, type Matrix, normaliseRows } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { chunkTexts } from "../store/chunk.ts";
import type { Meaning } from "./words.ts";

/** Embeds words and exemplars: comes along, and is quick. */
export const wordModel = "static";

/** What words and topics mean under the quick model; a topic means what its exemplars do. */
export async function meaningOf(
  { db, embedders }: Pick<Context, "db" | "embedders">,
  exemplars: readonly (readonly number[])[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Meaning> {
  const embedder = await embedders.open(wordModel);
  const embed = async (texts: readonly string[]): Promise<Matrix> => {
    const { vectors } = await embedder.embed(texts, { signal });
    return { rows: texts.length, cols: embedder.stamp.dimensions, data: vectors };
  };
  const chunks = exemplars.flat();
  const texts = new Map((await chunkTexts(db, [...new Set(chunks)])).map(({ id, text }) => [id, text]));
  const topicOf = Int32Array.from(exemplars.flatMap((own, topic) => own.map(() => topic)));
  const vectors = await embed(chunks.map((chunk) => texts.get(chunk) ?? ""));
  return { embed, topics: normaliseRows(centroidsOf(vectors, topicOf, exemplars.length)) };
}
