import { decodeTopicModel, type TopicModel } from "@toposcope/algorithms";
import type { Db } from "../store/db.ts";
import { regroupedChunks } from "../store/membership.ts";
import { modelTopics, textHashesOf, topicModelFile } from "../store/topic-model.ts";
import { relabelModel } from "./relabel-model.ts";

/** What an analysis left behind to place other texts, under its topics as they are shown now; undefined where it left none. */
export async function shownTopicModel(db: Db, runId: number): Promise<TopicModel | undefined> {
  const file = await topicModelFile(db, runId);
  if (!file) return undefined;
  const regrouped = await Promise.all(
    (await regroupedChunks(db, runId)).map(async ({ layer, topic, chunks }) => ({
      layer,
      topic,
      hashes: await textHashesOf(db, [...chunks]),
    })),
  );
  return relabelModel(decodeTopicModel(file), await modelTopics(db, runId), regrouped);
}
