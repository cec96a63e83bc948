import { type ChunkText, chunkTexts } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { childTopics } from "../store/topic.ts";
import { type DescribableTopic, evidenceOf } from "../store/topic-description.ts";
import { topicLinks } from "../store/topic-link.ts";
import { mainLanguage } from "./extract-insight.ts";
import { labelPassages } from "./topic-prompt.ts";

/** So many passages of a topic a model is shown. */
export const passagesAsked = 10;
const nearbyShown = 4;
const anySimilarity = -1;

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
  const [first] = topics;
  if (!first || wanted.length === 0) return [];
  const evidence = await evidenceOf(db, { runId, topics: wanted, count });
  const chunksOf = new Map(evidence.map(({ topic, chunks }) => [topic, chunks]));
  const texts = await chunkTexts(db, [...new Set(evidence.flatMap(({ chunks }) => chunks))]);
  const textOf = new Map(texts.map((text) => [text.id, text]));
  const nearby = await nearbyTopics(db, runId, topics, first.layer);
  const gathered: GatheredTopic[] = [];
  for (const topic of topics.filter(({ id }) => wanted.includes(id))) {
    const passages = labelPassages(
      (chunksOf.get(topic.id) ?? []).flatMap((chunk) => textOf.get(chunk) ?? []),
    );
    gathered.push({
      ...topic,
      passages,
      nearby: nearby.get(topic.id) ?? [],
      parts: topic.layer === 0 ? [] : (await childTopics(db, runId, topic.id)).map(({ name }) => name),
      language: mainLanguage(passages),
    });
  }
  return gathered;
}

/** For each topic of a layer those most like it, most like it first. */
async function nearbyTopics(
  db: Db,
  runId: number,
  topics: readonly DescribableTopic[],
  layer: number,
): Promise<ReadonlyMap<number, DescribableTopic[]>> {
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const nearby = new Map<number, DescribableTopic[]>();
  const add = (id: number, other: number) => {
    const found = nearby.get(id) ?? [];
    const topic = byId.get(other);
    if (topic && found.length < nearbyShown) nearby.set(id, [...found, topic]);
  };
  for (const { source, target } of await topicLinks(db, { runId, layer, threshold: anySimilarity })) {
    add(source, target);
    add(target, source);
  }
  return nearby;
}
