import { expect, test } from "vitest";
import { insertDocumentTopics, topicsOfDocument } from "../../src/store/document-topic.ts";
import { chunkTopics, insertMemberships } from "../../src/store/membership.ts";
import { migrate } from "../../src/store/migrate.ts";
import { insertTopics, topicsOf } from "../../src/store/topic.ts";
import {
  changeTopics,
  insertTopicEdit,
  lockEdits,
  putInForce,
  topicEditsOf,
  topicStates,
} from "../../src/store/topic-edit.ts";
import { insertTopicLinks, topicLinks } from "../../src/store/topic-link.ts";
import { createTestDatabase } from "../postgres.ts";
import { createCorpus, newDocument, now, storeAnalysis, storeChunks } from "./corpus.ts";

const { db, drop } = await createTestDatabase();

test("going back to before edits leaves the analysis as it was found", async () => {
  const corpus = await createCorpus(db, "p", [newDocument("one text of words"), newDocument("another text")]);
  const runId = await storeAnalysis(db, corpus);
  const [document] = corpus.documentIds as [number, number];
  const chunks = await storeChunks(db, { projectId: corpus.projectId, document, text: "one text of words" }, [
    [0, 17],
  ]);
  const member = { chunk: chunks[0]!, strength: 0.5, outlier: false };
  await insertMemberships(db, runId, 1, [{ ...member, topic: 0 }]);
  const shown = async () => ({
    topics: await topicsOf(db, runId),
    chunks: await chunkTopics(db, runId, chunks),
    documents: await topicsOfDocument(db, runId, document),
    links: await topicLinks(db, { runId, layer: 1, threshold: -1 }),
  });
  const before = await shown();
  await splitByHand(runId, document, member);
  const after = await shown();
  expect(after.topics.map(({ name }) => name)).toContain("part");
  expect(after.chunks).toEqual([{ chunk: chunks[0], topic: 4, strength: 0.5 }]);
  expect(after.links).toHaveLength(1);
  await migrate(db, { to: 1 });
  await migrate(db);
  expect(await shown()).toEqual(before);
  expect(await topicEditsOf(db, runId)).toEqual([]);
  await drop();
});

/** What splitting topic 0 of the second layer writes, with one part only. */
async function splitByHand(
  runId: number,
  document: number,
  member: { chunk: number; strength: number; outlier: boolean },
): Promise<void> {
  await db.transaction(async (tx) => {
    const { nextEdit: edit, nextTopic: id } = await lockEdits(tx, runId);
    expect([edit, id]).toEqual([1, 4]);
    const counts = { size: 1, documents: 1, parent: null, x: null, y: null };
    const part = { id, layer: 1, name: "part", keywords: [], ...counts };
    await insertTopics(tx, runId, [{ ...part, centroid: new Float32Array(2), exemplars: [] }], edit);
    await insertMemberships(tx, runId, 1, [{ ...member, topic: id }]);
    const about = { document, topic: id, relevance: 0.9, main: true, rank: "primary" as const };
    await insertDocumentTopics(tx, { runId, layer: 1, since: edit }, [about]);
    await insertTopicLinks(tx, runId, 1, [{ source: 1, target: id, similarity: 0.5 }]);
    const [topic] = await topicStates(tx, runId);
    await changeTopics(tx, { runId, edit }, [{ ...topic!, shownAs: null }]);
    const view = { id: 0, name: "topic 0", size: 1 };
    const row = { kind: "split" as const, layer: 1, asked: {}, before: [view], after: [], createdAt: now };
    await insertTopicEdit(tx, { ...row, runId, edit });
    await putInForce(tx, runId, edit);
  });
}
