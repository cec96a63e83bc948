import { type ChunkText, chunkTexts } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { type DescribableTopic, evidenceOf, surroundingsOf } from "../store/topic-description.ts";
import { mainLanguage } from "./extract-insight.ts";
import { labelPassages } from "./topic-prompt.ts";

/** So many passages of a topic a model is shown. */
export const passagesAsked = 10;
const nearbyShown = 4;

/** A topic with all that goes into saying what it is about. */
export interface GatheredTopic extends DescribableTopic {
  readonly passages: readonly (ChunkText & { readonly label: string })[];
  /** The topics of its layer that are most like it. */
  readonly nearby: readonly DescribableTopic[];
  /** Names of the finer topics in it. */
  readonly parts: readonly string[];
  readonly language: string;
}

/**
 * Gathers what goes into saying what topics are about.
 *
 * @param topics all that are shown of one layer
 * @param wanted ids of those to gather for
 * @param passages wanted for each
 */
export async function gatherTopics(
  db: Db,
  runId: number,
  topics: readonly DescribableTopic[],
  { wanted, passages: count }: { readonly wanted: readonly number[]; readonly passages: number },
): Promise<GatheredTopic[]> {
  if (wanted.length === 0) return [];
  const evidence = await evidenceOf(db, { runId, topics: wanted, count });
  const chunksOf = new Map(evidence.map(({ topic, chunks }) => [topic, chunks]));
  const texts = await chunkTexts(db, [...new Set(evidence.flatMap(({ chunks }) => chunks))]);
  const textOf = new Map(texts.map((text) => [text.id, text]));
  const surroundings = await surroundingsOf(db, { runId, topics: wanted, near: nearbyShown });
  const around = new Map(surroundings.map((one) => [one.topic, one]));
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  return wanted.flatMap((id): GatheredTopic[] => {
    const topic = byId.get(id);
    if (!topic) return [];
    const passages = labelPassages((chunksOf.get(id) ?? []).flatMap((chunk) => textOf.get(chunk) ?? []));
    const nearby = (around.get(id)?.near ?? []).flatMap((near) => byId.get(near) ?? []);
    const parts = around.get(id)?.parts ?? [];
    return [{ ...topic, passages, nearby, parts, language: mainLanguage(passages) }];
  });
}
