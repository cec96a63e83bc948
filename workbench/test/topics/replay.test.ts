import { beforeAll, expect, test } from "vitest";
import type { TopicEditRequest } from "../../src/topic-contract.ts";
import { listTopics } from "../../src/topics/actions.ts";
import { editTopics, listTopicEdits } from "../../src/topics/edit.actions.ts";
import { replayTopicEdits } from "../../src/topics/replay.actions.ts";
import { analyzed, imported, letter, letters, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { contradictions } from "./everything.ts";

const project = "letters";
const app = await openTestApp();
const { context } = app;
const folder = temporaryFolder();
/** One layer of topics, two of the three themes in one of them. */
const otherTopics = { clustering: "kmeans", topics: 2 } as const;
let firstRun = 0;

const edit = (asked: TopicEditRequest) => editTopics(context, { project, edit: asked });

/** The topic that holds the letters about a theme, by one of its keywords. */
async function topicOf(word: string): Promise<number> {
  const { topics } = await listTopics(context, { project });
  return topics.find(({ keywords }) => keywords.includes(word))!.id;
}

beforeAll(async () => {
  await imported(app, { project, paths: [writeFiles(folder, letters(12))] });
  ({ id: firstRun } = await analyzed(app, { project, topics: 3 }));
  await edit({ kind: "rename", topic: await topicOf("harbour"), name: "At sea" });
  await edit({ kind: "merge", topics: [await topicOf("court"), await topicOf("oven")], name: "Ashore" });
  const { edits } = await listTopicEdits(context, { project });
  await edit({ kind: "split", topic: edits[1]!.after[0]!.id, into: 2 });
  await edit({ kind: "exclude", topics: [await topicOf("oven")] });
});

test("the edits of an earlier analysis are done again, where its topics are found by their chunks", async () => {
  const more = { "sea-a.txt": letter("sea", 40), "sea-b.txt": letter("sea", 41) };
  await imported(app, { project, paths: [writeFiles(folder, more)] });
  await analyzed(app, { project, topics: 3, seed: 9 });
  expect((await listTopicEdits(context, { project })).edits).toEqual([]);
  const trial = await replayTopicEdits(context, { project, dryRun: true });
  expect((await listTopicEdits(context, { project })).edits).toEqual([]);
  const replay = await replayTopicEdits(context, { project });
  expect(replay.edits.map(({ applied, reason }) => [applied, reason])).toEqual(
    [1, 2, 3, 4].map((number) => [number, null]),
  );
  expect(trial).toMatchObject({ last: 4, edits: replay.edits });
  const list = await listTopics(context, { project });
  const topics = list.topics.filter(({ layer }) => layer === list.topics[0]!.layer);
  expect(topics.map(({ name }) => name)).toContain("At sea");
  expect(topics.find(({ name }) => name === "At sea")?.size).toBe(14);
  expect(topics.flatMap(({ keywords }) => keywords)).not.toContain("oven");
  expect(await contradictions(context, project)).toEqual([]);
});

test("what cannot be done again says why, and the rest is done", async () => {
  await analyzed(app, { project, ...otherTopics });
  const { edits, from } = await replayTopicEdits(context, { project, from: firstRun });
  expect(from).toBe(1);
  const reasons = edits.filter(({ applied }) => applied === null).map(({ reason }) => reason);
  expect(reasons.length).toBeGreaterThan(0);
  for (const reason of reasons)
    expect(reason).toMatch(/no topic here has 80 %|one topic here|different layers/);
  expect(await contradictions(context, project)).toEqual([]);
});

test("there must be something to replay", async () => {
  await expect(replayTopicEdits(context, { project, from: 987_654 })).rejects.toMatchObject({
    code: "RUN_NOT_FOUND",
  });
  const current = (await listTopics(context, { project })).run;
  const { id, number } = await analyzed(app, { project, ...otherTopics });
  expect(number).toBe(current);
  await expect(replayTopicEdits(context, { project, from: id })).rejects.toMatchObject({
    code: "NOTHING_TO_REPLAY",
  });
});
