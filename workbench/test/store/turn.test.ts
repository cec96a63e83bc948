import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { getDocument, listDocuments } from "../../src/corpus/actions.ts";
import { rolesOfChunks, turnsOf } from "../../src/store/turn.ts";
import { imported, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const app = await openTestApp({ chunkSize: 60, chunkOverlap: 10 });
const { context } = app;
const { db } = context;
const project = "chats";
const said = (role: string, text: string) => ({ role, content: text });
const log = [
  {
    id: "a",
    messages: [
      said("user", "My refund is late."),
      said("assistant", "The refund comes in May. 😀"),
      said("user", "Thanks."),
    ],
  },
  {
    id: "b",
    messages: [
      said("user", "Hello?"),
      said("assistant", `Your refund: ${"a sentence of words. ".repeat(60)}`),
    ],
  },
];

beforeAll(async () => {
  const folder = writeFiles(temporaryFolder(), {
    "log.jsonl": log.map((line) => JSON.stringify(line)).join("\n"),
    "letter.txt": "No conversation, but the refund is in it.",
  });
  await imported(app, { project, paths: [folder] });
});

const listed = async (filter: { text?: string; role?: string }) =>
  (await listDocuments(context, { project, limit: 10, ...filter })).documents
    .map(({ title }) => title)
    .toSorted();

test("what was said in a conversation is stored with its offsets, and named by what its user says first", async () => {
  const { documents, roles } = await listDocuments(context, { project, limit: 10 });
  expect(roles).toEqual(["assistant", "user"]);
  const { id } = documents.find(({ title }) => title === "My refund is late.")!;
  const turns = await turnsOf(db, id);
  expect(turns.map(({ role, text }) => [role, text])).toEqual([
    ["user", "My refund is late."],
    ["assistant", "The refund comes in May. 😀"],
    ["user", "Thanks."],
  ]);
  const detail = await getDocument(context, { project, document: id });
  expect(detail.turns.map((turn) => detail.text.slice(turn.said, turn.end))).toEqual(
    turns.map(({ text }) => text),
  );
  expect(detail.metadata).toMatchObject({ turns: 3, roles: ["user", "assistant"] });
});

test("conversations are found by who speaks in them, and by what one of them says", async () => {
  expect(await listed({ role: "user" })).toEqual(["Hello?", "My refund is late."]);
  expect(await listed({ role: "user", text: "refund" })).toEqual(["My refund is late."]);
  expect(await listed({ role: "assistant", text: "refund" })).toEqual(["Hello?", "My refund is late."]);
  expect(await listed({ text: "refund" })).toHaveLength(3);
  expect(await listed({ role: "tool" })).toEqual([]);
});

test("every chunk of a conversation knows who speaks in it; a long turn is cut at sentences", async () => {
  const { documents } = await listDocuments(context, { project, limit: 10, role: "user" });
  const long = await getDocument(context, {
    project,
    document: documents.find(({ title }) => title === "Hello?")!.id,
  });
  expect(long.chunks.length).toBeGreaterThan(2);
  const roles = await rolesOfChunks(
    db,
    long.chunks.map(({ id }) => id),
  );
  expect(long.chunks.map(({ id }) => roles.get(id))).toEqual([
    ["user"],
    ...long.chunks.slice(1).map(() => ["assistant"]),
  ]);
  for (const { end } of long.chunks.slice(1, -1)) expect(long.text.slice(0, end)).toMatch(/\. $/);
  const letter = (await listDocuments(context, { project, limit: 10, text: "No conversation" }))
    .documents[0]!;
  const { chunks, turns } = await getDocument(context, { project, document: letter.id });
  expect(turns).toEqual([]);
  expect(
    (
      await rolesOfChunks(
        db,
        chunks.map(({ id }) => id),
      )
    ).size,
  ).toBe(0);
});

const chats = new URL("../../../../shared/data/chats/", import.meta.url);

describe.runIf(existsSync(chats))("real chat logs", () => {
  test.each([
    ["oasst1-en-paths.jsonl", 538],
    ["sgd-dialogues.jsonl", 1_756],
  ])("%s are %i conversations of users and assistants", async (file, count) => {
    await imported(app, { project: file.slice(0, 3), paths: [new URL(file, chats).pathname] });
    const list = await listDocuments(context, { project: file.slice(0, 3), role: "user", limit: 1_000 });
    expect(list.total).toBe(count);
    expect(list.roles.toSorted()).toEqual(["assistant", "user"]);
    const detail = await getDocument(context, {
      project: file.slice(0, 3),
      document: list.documents[3]!.id,
    });
    expect(detail.turns.length).toBeGreaterThan(1);
    expect(detail.turns[0]?.role).toBe("user");
    expect(detail.turns.every(({ role }) => role === "user" || role === "assistant")).toBe(true);
  });
});
