import { expect, test } from "vitest";
import { search, searchMany } from "../../src/answers/actions.ts";
import { ask } from "../../src/answers/ask.actions.ts";
import { rerank } from "../../src/answers/rerank.actions.ts";
import { reordered, scoresInOrder } from "../../src/answers/rerank.ts";
import type { Clock } from "../../src/context.ts";
import { saveProjectSettings } from "../../src/jobs/project-settings.actions.ts";
import type { Reranker } from "../../src/providers/reranker.ts";
import { imported, openTestApp, writeFiles } from "../app.ts";
import { writeCrossEncoder } from "../native/cross-encoder-folder.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const app = await openTestApp({ reranker: writeCrossEncoder(temporaryFolder(), { window: 128 }) });
const { context } = app;
const project = "houses";
const filler = "Houses stand by the river and nobody counts them. ".repeat(60);
const files = Object.fromEntries(
  ["fence", "window", "door", "garden", "cellar", "roof"].map((part, i) => [
    `${part}.txt`,
    `${"A house has many parts. ".repeat(i)}${part === "roof" ? filler : ""} The owner paints the ${part} of the house.`,
  ]),
);
await imported(app, { project, paths: [writeFiles(temporaryFolder(), files)] });
const question = "which owner paints the roof";

test("the best passages stand in the cross-encoder's order, with its scores, and the result says so", async () => {
  const { hits, reranking } = await search(context, { project, query: question, limit: 4 });
  expect(reranking).toEqual({ model: "overlap@1", passages: 6, note: null });
  expect(hits).toHaveLength(4);
  expect(hits[0]?.text).toMatch(/paints the roof of/);
  const scores = hits.map(({ rerank }) => rerank ?? Number.NaN);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  for (const { score } of hits) expect(score).toBeGreaterThan(0);
});

test("words only, and what is like a passage, stay as they are", async () => {
  const words = await search(context, { project, query: question, limit: 4, meaning: 0 });
  expect([words.reranking, words.hits[0]?.rerank]).toEqual([null, null]);
  const like = { chunk: words.hits[0]!.chunk };
  expect((await search(context, { project, query: "", like, limit: 4 })).reranking).toBeNull();
});

test("many queries at once are reordered too, and their scores go down with the order", async () => {
  const queries = [{ id: "q1", text: question }];
  const [first] = await searchMany(context, { project, queries, limit: 5 });
  expect(first?.reranking).toEqual({ model: "overlap@1", passages: 6, note: null });
  const scores = first!.documents.map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
});

test("an answer rests on the reordered passages, and says so", async () => {
  const events = (await ask(context, { project, question: "Who paints the roof of the house?" }))(
    new AbortController().signal,
  );
  const all = await Array.fromAsync(events);
  const done = all.at(-1);
  expect(done?.type).toBe("done");
  if (done?.type !== "done" || done.answer.kind !== "answer") throw new Error(JSON.stringify(done));
  expect(done.answer.reranking).toMatchObject({ model: "overlap@1", note: null });
  expect(done.answer.sentences[0]?.text).toContain("roof");
});

test("a project has a cross-encoder of its own; one that cannot be used is told, and the search goes on without it", async () => {
  await saveProjectSettings(context, { project, patch: { reranker: "/no/such/folder" } });
  const { hits, reranking } = await search(context, { project, query: question, limit: 4 });
  expect(reranking).toEqual({ model: null, passages: 0, note: expect.stringContaining("/no/such/folder") });
  expect(hits).toHaveLength(4);
  const broken = writeCrossEncoder(temporaryFolder(), { output: "scores" });
  await saveProjectSettings(context, { project, patch: { reranker: broken } });
  const other = await search(context, { project, query: question, limit: 4 });
  expect(other.reranking?.note).toMatch(/does not run as its manifest says/);
  expect(other.hits.map(({ chunk }) => chunk)).toEqual(hits.map(({ chunk }) => chunk));
  await saveProjectSettings(context, { project, patch: { reranker: null } });
  expect((await search(context, { project, query: question, limit: 4 })).reranking?.model).toBe("overlap@1");
});

test("where time runs out, what was scored stands before the rest, which stays in its order", async () => {
  let now = 0;
  const slow: Reranker = {
    name: "slow@1",
    async score(_, passages) {
      now += 2_000;
      return Float32Array.from(passages, (_, at) => at);
    },
    close: async () => {},
  };
  const clock = { monotonicMs: () => now } as Clock;
  const rerankers = { open: async () => slow, close: async () => {} };
  const hits = Array.from({ length: 40 }, (_, row) => ({ row, score: 40 - row }));
  const asked = { folder: "slow", question, hits, chunks: hits.map(() => 0) };
  const { db } = context;
  const waited = await rerank({ db, rerankers, clock }, { ...asked, isInteractive: true });
  expect(waited.reranking).toEqual({
    model: "slow@1",
    passages: 16,
    note: expect.stringMatching(/16 of 40/),
  });
  const rows = waited.hits.map(({ row }) => row);
  expect(rows.slice(0, 4)).toEqual([7, 15, 6, 14]);
  expect(rows.slice(16)).toEqual(hits.slice(16).map(({ row }) => row));
  const patient = await rerank({ db, rerankers, clock }, { ...asked, isInteractive: false });
  expect(patient.reranking).toMatchObject({ passages: 40, note: null });
});

test("equal scores keep the order that was there, and one list of scores goes down through both parts", () => {
  const hits = [5, 4, 3, 2].map((score, row) => ({ row, score: score / 5 }));
  const found = reordered(hits, [-1, 2, -1]);
  expect(found.map(({ row }) => row)).toEqual([1, 0, 2, 3]);
  const scores = scoresInOrder(found);
  expect(scores).toEqual([2, -1, -1, -2 + 0.4]);
  expect(scoresInOrder(hits)).toEqual([1, 0.8, 0.6, 0.4]);
});
