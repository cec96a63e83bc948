import { expect, test } from "vitest";
import { deleteFiles, earlierVersions } from "../../src/store/deletion.ts";
import { advanceFile, filesOfSource, isKnownFile, openFile } from "../../src/store/file.ts";
import { insertRejections, rejectionsOf } from "../../src/store/rejection.ts";
import { insertSource, sourceById, sourcesOf } from "../../src/store/source.ts";
import { sql } from "../../src/store/sql.ts";
import { testDb } from "../postgres.ts";
import { createCorpus, hashOf, newDocument, now } from "./corpus.ts";

const db = await testDb();
const corpus = await createCorpus(db, "files", [newDocument("one")]);
const { projectId, sourceId } = corpus;
const identity = {
  projectId,
  sourceId,
  path: "t.csv",
  location: "/in/t.csv",
  bytes: 10,
  contentHash: hashOf("content"),
  mappingHash: hashOf("{}"),
};

test("a source remembers its column mapping, and the newest comes first", async () => {
  const mapping = { text: "body", title: null };
  const { id } = await insertSource(db, { projectId, kind: "table", location: "t.csv", mapping, now });
  expect(await sourceById(db, id)).toMatchObject({ kind: "table", mapping, createdAt: now });
  expect((await sourcesOf(db, projectId)).map((source) => source.id)).toEqual([id, sourceId]);
});

test("opening a file again gives it back as far as it was read", async () => {
  const opened = await openFile(db, identity);
  expect(opened).toMatchObject({ state: "waiting", cursor: { member: 0, row: 0 }, warnings: [] });
  const advance = (member: number, row: number, warnings: readonly string[] = []) =>
    advanceFile(db, { id: opened.id, cursor: { member, row }, documents: 1, warnings, read: false });
  const reached = async () => (await openFile(db, identity)).cursor;
  await advance(0, 500, ["row 3: odd\0"]);
  await advance(0, 400);
  expect(await openFile(db, identity)).toMatchObject({
    id: opened.id,
    state: "waiting",
    cursor: { member: 0, row: 500 },
    documents: 2,
    warnings: ["row 3: odd\uFFFD"],
  });
  await advance(2, 30);
  expect(await reached()).toEqual({ member: 2, row: 30 });
  await advance(1, 700);
  expect(await reached()).toEqual({ member: 2, row: 30 });
  expect((await filesOfSource(db, sourceId)).map(({ path }) => path)).toEqual(["a.txt", "t.csv"]);
});

test("a file is known by content, place and mapping once it was read to its end", async () => {
  const { sourceId: _, ...anywhere } = identity;
  expect(await isKnownFile(db, anywhere)).toBe(false);
  const { id } = await openFile(db, identity);
  await advanceFile(db, { id, cursor: { member: 0, row: 0 }, documents: 0, warnings: [], read: true });
  expect(await isKnownFile(db, anywhere)).toBe(true);
  expect(await isKnownFile(db, identity)).toBe(false);
  expect(await isKnownFile(db, { ...anywhere, contentHash: hashOf("changed") })).toBe(false);
  expect(await isKnownFile(db, { ...anywhere, mappingHash: hashOf("other") })).toBe(false);
  expect(await isKnownFile(db, { ...anywhere, path: "else", location: "/elsewhere" })).toBe(false);
});

test("a changed file's earlier documents go with their file, and only those", async () => {
  const later = await insertSource(db, { projectId, kind: "files", location: "a.txt", mapping: {}, now });
  const again = { ...identity, sourceId: later.id, path: "a.txt", location: "/files/a.txt" };
  const earlier = await earlierVersions(db, again);
  await db.transaction((tx) => deleteFiles(tx, { projectId, files: earlier, now }));
  const { count } = await db.one<{ count: number }>(sql`select count(*) as count from document`);
  expect(count).toBe(0);
  expect((await filesOfSource(db, sourceId)).map(({ path }) => path)).toEqual(["t.csv"]);
});

test("rejections are listed by file and row, of a source or of the whole project", async () => {
  const other = await insertSource(db, { projectId, kind: "files", location: "b", mapping: {}, now });
  const rows = [
    { path: "b.csv", row: 12, reason: "bad-row", detail: "three cells" },
    { path: "b.csv", row: null, reason: "bad-encoding", detail: "" },
    { path: "a.pdf", row: null, reason: "encrypted", detail: "" },
  ] as const;
  await insertRejections(db, { projectId, sourceId: other.id, fileId: null }, rows);
  await insertRejections(db, { projectId, sourceId, fileId: null }, []);
  const listed = await rejectionsOf(db, { sourceId: other.id });
  expect(listed.map(({ path, row }) => [path, row])).toEqual([
    ["a.pdf", null],
    ["b.csv", null],
    ["b.csv", 12],
  ]);
  expect(await rejectionsOf(db, { projectId })).toEqual(listed);
});
