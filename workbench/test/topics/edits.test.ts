import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { TopicListItem } from "../../src/contract.ts";
import { getDocument, listDocuments } from "../../src/corpus/actions.ts";
import { listEvents } from "../../src/events/actions.ts";
import { exportData } from "../../src/export/actions.ts";
import type { TopicEditRequest } from "../../src/topic-contract.ts";
import { getTopic, listTopics, topicGraph } from "../../src/topics/actions.ts";
import { editTopics, listTopicEdits, redoTopicEdit, undoTopicEdit } from "../../src/topics/edit.actions.ts";
import { analyzed, explored, imported, openTestApp } from "../app.ts";
import { contradictions, everything, labelsNow } from "./everything.ts";

const project = "speeches";
const app = await openTestApp({ chunkTokens: 200, chunkOverlap: 20 });
const { context } = app;
const speeches = fileURLToPath(new URL("../../../examples/sotu/", import.meta.url));

beforeAll(async () => {
  await imported(app, { project, paths: [speeches] });
  await analyzed(app, { project });
});

const edit = async (asked: TopicEditRequest) => await editTopics(context, { project, edit: asked });
const undo = () => undoTopicEdit(context, { project });
const redo = () => redoTopicEdit(context, { project });
const shownNow = () => everything(context, project);

/** The topics of the suggested layer, or of another. */
async function topicsNow(layer?: number): Promise<TopicListItem[]> {
  const { topics } = await listTopics(context, { project });
  return topics.filter((topic) => topic.layer === (layer ?? topics[0]!.layer));
}

async function undoAll(): Promise<void> {
  const { edits } = await listTopicEdits(context, { project });
  for (const _ of edits.filter(({ undone }) => !undone)) await undo();
}

afterEach(undoAll);

describe("demand 17: merging, splitting, renaming, leaving out and reducing keep labels, names and sizes in step", () => {
  afterEach(async () => {
    expect(await contradictions(context, project)).toEqual([]);
  });

  test("merged topics are one, wherever one looks", async () => {
    const [a, b, ...others] = await topicsNow();
    const finerBefore = (await listTopics(context, { project })).topics.filter(
      ({ parent }) => parent === a!.id || parent === b!.id,
    );
    const before = await labelsNow(context, project);
    const { edit: done } = await edit({ kind: "merge", topics: [a!.id, b!.id] });
    const [made] = done.after;
    expect(made).toMatchObject({ size: a!.size + b!.size });
    const expectedIds = [...others.map(({ id }) => id), made!.id].toSorted();
    expect((await topicsNow()).map(({ id }) => id).toSorted()).toEqual(expectedIds);
    const card = await getTopic(context, { project, topic: made!.id });
    expect(card.keywords.length).toBeGreaterThan(5);
    expect(card.representations.map(({ method }) => method)).toEqual(
      (await getTopic(context, { project, topic: others[0]!.id })).representations.map(
        ({ method }) => method,
      ),
    );
    for (const passage of card.passages) expect(passage.topic).toBe(made!.id);
    const labels = (await labelsNow(context, project)).layers.get(a!.layer)!;
    const expected = before.layers
      .get(a!.layer)!
      .map((label) => (label === a!.id || label === b!.id ? made!.id : label));
    expect(labels).toEqual(expected);
    const { documents, total } = await listDocuments(context, { project, topic: made!.id, limit: 1_000 });
    expect(total).toBe(documents.length);
    expect(documents.filter(({ topic }) => topic === made!.id)).toHaveLength(card.documents);
    const graph = await topicGraph(context, { project, threshold: -1 });
    expect(graph.nodes.map(({ id }) => id).toSorted()).toEqual(expectedIds);
    const linked = graph.edges.filter(({ source, target }) => source === made!.id || target === made!.id);
    expect(linked.length).toBeGreaterThan(0);
    const finer = (await listTopics(context, { project })).topics.filter(({ parent }) => parent === made!.id);
    expect(card.children.map(({ id }) => id).toSorted()).toEqual(finer.map(({ id }) => id).toSorted());
    expect(finer.map(({ id }) => id)).toEqual(finerBefore.map(({ id }) => id));
    const detail = await getDocument(context, { project, document: documents[0]!.id });
    expect(detail.topics.map(({ id }) => id)).toContain(made!.id);
    expect(new Set(detail.topics.map(({ id }) => id)).size).toBe(detail.topics.length);
  });

  test("a topic that is gone is not found, and one is told where it went", async () => {
    const [a, b] = await topicsNow();
    const { edit: done } = await edit({ kind: "merge", topics: [a!.id, b!.id], name: "Both" });
    await expect(getTopic(context, { project, topic: a!.id })).rejects.toMatchObject({
      code: "TOPIC_NOT_FOUND",
    });
    await expect(edit({ kind: "rename", topic: b!.id, name: "b" })).rejects.toMatchObject({
      code: "TOPIC_NOT_FOUND",
      message: expect.stringContaining(`merged into ${done.after[0]!.id}`),
    });
  });

  test("a name given by hand stays with the topic that it is merged into", async () => {
    const [a, b, c] = await topicsNow();
    await edit({ kind: "rename", topic: b!.id, name: "By hand" });
    const { edit: done } = await edit({ kind: "merge", topics: [a!.id, b!.id] });
    expect(done.after[0]!.name).toBe("By hand");
    const { edit: other } = await edit({ kind: "merge", topics: [done.after[0]!.id, c!.id], name: "All" });
    expect(other.after[0]!.name).toBe("All");
    expect((await topicsNow()).map(({ name }) => name)).toContain("All");
  });

  test("names are unique within a layer, case aside", async () => {
    const [a, b] = await topicsNow();
    const taken = { kind: "rename", topic: a!.id, name: b!.name.toUpperCase() } as const;
    await expect(edit(taken)).rejects.toMatchObject({ code: "TOPIC_NAME_TAKEN" });
    await edit({ kind: "rename", topic: a!.id, name: a!.name.toUpperCase() });
    expect((await topicsNow())[0]!.name).toBe(a!.name.toUpperCase());
    const renamed = await listDocuments(context, { project, limit: 1_000 });
    expect(renamed.documents.map(({ topicName }) => topicName)).toContain(a!.name.toUpperCase());
  });

  test("the chunks of a topic left out have none, and its documents are counted under what else they hold", async () => {
    const [a, ...others] = await topicsNow();
    const before = await listDocuments(context, { project, limit: 1_000 });
    await edit({ kind: "exclude", topics: [a!.id] });
    expect((await topicsNow()).map(({ id }) => id)).toEqual(others.map(({ id }) => id));
    const { documents } = await listDocuments(context, { project, limit: 1_000 });
    const moved = documents.filter((document, at) => document.topic !== before.documents[at]!.topic);
    expect(moved.length).toBeGreaterThan(0);
    expect(documents.map(({ topic }) => topic)).not.toContain(a!.id);
    for (const { topic, strength } of moved) expect(strength === null).toBe(topic === null);
    const { layers } = await listTopics(context, { project });
    const total = others.reduce((sum, { size }) => sum + size, a!.size);
    expect(layers.find(({ suggested }) => suggested)!.coverage).toBeCloseTo(1 - a!.size / total, 5);
    const { topics } = await listTopics(context, { project });
    expect(topics.filter(({ parent }) => parent === a!.id)).toEqual([]);
  });

  test("a topic splits into parts that share out its chunks, with words and places of their own", async () => {
    const [a, ...others] = await topicsNow();
    const before = (await labelsNow(context, project)).layers.get(a!.layer)!;
    const { edit: done } = await edit({ kind: "split", topic: a!.id, into: 3 });
    expect(done.after).toHaveLength(3);
    expect(done.after.reduce((sum, { size }) => sum + size, 0)).toBe(a!.size);
    const parts = new Set(done.after.map(({ id }) => id));
    const now = (await labelsNow(context, project)).layers.get(a!.layer)!;
    for (const [at, label] of now.entries()) {
      if (before[at] === a!.id) expect(parts).toContain(label);
      else expect(label).toBe(before[at]);
    }
    const topics = await topicsNow();
    expect(topics).toHaveLength(others.length + 3);
    for (const topic of topics.filter(({ id }) => parts.has(id))) {
      expect(topic.keywords.length).toBeGreaterThan(2);
      expect(topic.x).not.toBeNull();
      const card = await getTopic(context, { project, topic: topic.id });
      for (const passage of card.passages) expect(passage.topic).toBe(topic.id);
    }
  });

  test("splitting the same topic again gives the same parts", async () => {
    const [a] = await topicsNow();
    const labels = async () => (await labelsNow(context, project)).layers.get(a!.layer)!;
    const first = await edit({ kind: "split", topic: a!.id, into: 2 });
    const before = await labels();
    await undo();
    const second = await edit({ kind: "split", topic: a!.id, into: 2 });
    const renumbered = new Map(first.edit.after.map(({ id }, at) => [id, second.edit.after[at]!.id]));
    expect(await labels()).toEqual(before.map((label) => renumbered.get(label ?? -1) ?? label));
  });

  test("a topic does not split into more parts than it has different texts", async () => {
    const fine = await topicsNow(0);
    const least = fine.at(-1)!;
    await expect(edit({ kind: "split", topic: least.id, into: 20 })).rejects.toMatchObject({
      code: "TOPIC_NOT_SPLITTABLE",
    });
  });

  test.each([1, 2, 5, 13])(
    "demand 20: reducing the finest layer to %d topics leaves exactly so many",
    async (to) => {
      const before = await topicsNow(0);
      const labelsBefore = (await labelsNow(context, project)).layers.get(0)!;
      const { edit: done } = await edit({ kind: "reduce", to, layer: 0 });
      const after = await topicsNow(0);
      expect(after).toHaveLength(to);
      const now = (await labelsNow(context, project)).layers.get(0)!;
      const holders = before.map(({ id }) => new Set(now.filter((_, at) => labelsBefore[at] === id)));
      for (const own of holders) expect(own.size).toBe(1);
      expect(done.before.length - done.after.length).toBe(before.length - to);
    },
  );

  test("demand 20: more topics than there are cannot be reduced to", async () => {
    const { length } = await topicsNow();
    await expect(edit({ kind: "reduce", to: length })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  test("topics of two layers do not merge, nor one with itself", async () => {
    const [coarse] = await topicsNow();
    const [fine] = await topicsNow(0);
    for (const topics of [
      [coarse!.id, fine!.id],
      [coarse!.id, coarse!.id],
    ]) {
      await expect(edit({ kind: "merge", topics })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    }
  });

  test("exploring again prints the topics as they are shown", async () => {
    const [a, b] = await topicsNow();
    await edit({ kind: "merge", topics: [a!.id, b!.id], name: "Both" });
    const { result } = await explored(app, { project, paths: [speeches] });
    const { topics } = await listTopics(context, { project });
    expect(result.topics.map(({ name }) => name)).toEqual(topics.map(({ name }) => name));
    expect(topics.map(({ name }) => name)).toContain("Both");
  });

  test("exports tell the topics as they are shown", async () => {
    const [a, b] = await topicsNow();
    const { edit: done } = await edit({ kind: "merge", topics: [a!.id, b!.id], name: "Both" });
    const topics = await exported("topics");
    expect(topics.map((row) => row.id)).toContain(done.after[0]!.id);
    expect(topics.map((row) => row.id)).not.toContain(a!.id);
    const documents = await exported("documents");
    expect(documents.map((row) => row.topicName)).toContain("Both");
    const { stream } = await exportData(context, { project, what: "map", format: "svg" });
    expect((await text(stream)).toLowerCase()).toContain("both");
  });
});

async function text(stream: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(stream)).toString();
}

async function exported(what: "topics" | "documents"): Promise<Record<string, unknown>[]> {
  const { stream } = await exportData(context, { project, what, format: "jsonl" });
  return (await text(stream))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("undo and redo", () => {
  test("undo takes an edit of each kind back to the byte, and redo puts it in force again", async () => {
    const [a, b] = await topicsNow();
    const kinds: TopicEditRequest[] = [
      { kind: "merge", topics: [a!.id, b!.id] },
      { kind: "split", topic: a!.id, into: 2 },
      { kind: "rename", topic: a!.id, name: "Another" },
      { kind: "exclude", topics: [b!.id] },
      { kind: "reduce", to: 1, layer: 0 },
    ];
    for (const asked of kinds) {
      const before = await shownNow();
      await edit(asked);
      const after = await shownNow();
      expect(after).not.toBe(before);
      await undo();
      expect(await shownNow()).toBe(before);
      await redo();
      expect(await shownNow()).toBe(after);
      await undo();
    }
  });

  test("an edit, its undo and its redo are told as they come into force", async () => {
    const [a] = await topicsNow();
    const { last } = await edit({ kind: "rename", topic: a!.id, name: "Told of" });
    await undo();
    await redo();
    const wanted = { project, types: ["topic.changed" as const], limit: 3 };
    const events = await listEvents(context, wanted);
    expect(events.map(({ data }) => data.edit)).toEqual([last, 0, last]);
  });

  test("there is an end to both", async () => {
    await expect(undo()).rejects.toMatchObject({ code: "NOTHING_TO_UNDO" });
    const [a] = await topicsNow();
    await edit({ kind: "rename", topic: a!.id, name: "Another" });
    await expect(redo()).rejects.toMatchObject({ code: "NOTHING_TO_REDO" });
  });

  test("an edit after an undo throws away what was undone, and no number is used twice", async () => {
    const [a, b] = await topicsNow();
    const first = await edit({ kind: "merge", topics: [a!.id, b!.id] });
    await undo();
    const second = await edit({ kind: "merge", topics: [a!.id, b!.id] });
    expect(second.edit.edit).toBeGreaterThan(first.edit.edit);
    expect(second.edit.after[0]!.id).toBeGreaterThan(first.edit.after[0]!.id);
    await expect(redo()).rejects.toMatchObject({ code: "NOTHING_TO_REDO" });
    const { edits, last } = await listTopicEdits(context, { project });
    expect(edits.map((one) => one.edit)).toEqual([second.edit.edit]);
    expect(last).toBe(second.edit.edit);
    await expect(getTopic(context, { project, topic: first.edit.after[0]!.id })).rejects.toMatchObject({
      code: "TOPIC_NOT_FOUND",
    });
  });

  test("any sequence of edits and undos keeps to its model, and can be taken back step by step", async () => {
    const start = await shownNow();
    const { layers } = await listTopics(context, { project });
    const command = fc.record({
      kind: fc.constantFrom("merge", "split", "rename", "exclude", "reduce", "undo", "redo"),
      layer: fc.constantFrom(...layers.map(({ layer }) => layer)),
      first: fc.nat({ max: 1_000 }),
      second: fc.nat({ max: 1_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 8 }), async (commands) => {
        await undoAll();
        await edit({ kind: "rename", topic: 0, name: "Before" });
        const past = [await shownNow()];
        let future: string[] = [];
        for (const one of commands) {
          if (one.kind === "undo" || one.kind === "redo") {
            const [from, to] = one.kind === "undo" ? [past, future] : [future, past];
            if (one.kind === "undo" ? past.length === 1 : future.length === 0) continue;
            to.push(from.pop()!);
            await (one.kind === "undo" ? undo() : redo());
            expect(await shownNow()).toBe(past.at(-1));
          } else {
            if (!(await isDone(await requestFor(one)))) continue;
            expect(await contradictions(context, project)).toEqual([]);
            past.push(await shownNow());
            future = [];
          }
        }
        while (past.length > 0) {
          expect(await shownNow()).toBe(past.pop());
          await undo();
        }
        expect(await shownNow()).toBe(start);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});

interface Command {
  readonly kind: string;
  readonly layer: number;
  readonly first: number;
  readonly second: number;
}

async function requestFor({ kind, layer, first, second }: Command): Promise<TopicEditRequest> {
  const topics = await topicsNow(layer);
  const pick = (at: number) => topics[at % Math.max(1, topics.length)]?.id ?? 0;
  switch (kind) {
    case "merge":
      return { kind, topics: [pick(first), pick(second)] };
    case "split":
      return { kind, topic: pick(first), into: 2 + (second % 2) };
    case "rename":
      return { kind, topic: pick(first), name: `Name ${second}` };
    case "exclude":
      return { kind, topics: [pick(first)] };
    default:
      return { kind: "reduce", layer, to: Math.max(1, topics.length - 1 - (second % 3)) };
  }
}

/** Whether an edit was done; one that cannot be says so in the words of the catalogue. */
async function isDone(asked: TopicEditRequest): Promise<boolean> {
  try {
    await edit(asked);
    return true;
  } catch (error) {
    expect(error).toMatchObject({
      code: expect.stringMatching(/^(TOPIC_NOT_FOUND|TOPIC_NAME_TAKEN|TOPIC_NOT_SPLITTABLE|INVALID_INPUT)$/),
    });
    return false;
  }
}

describe("edits at once", () => {
  test("are done one after the other", async () => {
    const [a, b] = await topicsNow(0);
    const both = [a!, b!].map(({ id }, at) => edit({ kind: "rename", topic: id, name: `Name ${at}` }));
    const done = await Promise.all(both);
    expect(new Set(done.map(({ edit: one }) => one.edit)).size).toBe(2);
    const names = (await topicsNow(0)).map(({ name }) => name);
    expect(names).toContain("Name 0");
    expect(names).toContain("Name 1");
    await undo();
  });

  test("of the same topics are not both done", async () => {
    const [a, b] = await topicsNow(0);
    const merge = () => edit({ kind: "merge", topics: [a!.id, b!.id] });
    const outcomes = await Promise.allSettled([merge(), merge()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "TOPIC_NOT_FOUND" },
    });
  });

  test("that name the edit they saw are refused when another came between", async () => {
    const { edit: seen } = await listTopics(context, { project });
    const [a, b] = await topicsNow(0);
    await edit({ kind: "rename", topic: a!.id, name: "First", after: seen });
    const late = edit({ kind: "rename", topic: b!.id, name: "Second", after: seen });
    await expect(late).rejects.toMatchObject({ code: "EDIT_OUT_OF_DATE" });
    await undo();
    await edit({ kind: "rename", topic: b!.id, name: "Second", after: seen });
  });

  test("that were asked of another analysis are refused", async () => {
    const { run } = await listTopics(context, { project });
    const [a] = await topicsNow(0);
    const late = edit({ kind: "rename", topic: a!.id, name: "First", run: run + 1 });
    await expect(late).rejects.toMatchObject({ code: "EDIT_OUT_OF_DATE" });
    await edit({ kind: "rename", topic: a!.id, name: "First", run });
  });
});
