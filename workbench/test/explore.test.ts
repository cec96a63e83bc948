import { appendFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { ExploreResult, Run } from "../src/contract.ts";
import { importResult, listDocuments, listSources } from "../src/corpus/actions.ts";
import { explore } from "../src/explore.ts";
import { provenanceOf } from "../src/store/provenance.ts";
import { sql } from "../src/store/sql.ts";
import { listRuns } from "../src/topics/actions.ts";
import { explored, letter, letters, openTestApp, writeFiles } from "./app.ts";
import { makeZip } from "./corpus/read/make-zip.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const app = await openTestApp();
const { context } = app;
const speeches = fileURLToPath(new URL("../../examples/sotu", import.meta.url));

const exploreAs = (project: string, paths: string | readonly string[], other: object = {}) =>
  explored(app, { project, paths: [paths].flat(), ...other });
const documentsOf = async (project: string) =>
  (await listDocuments(context, { project, limit: 5_000 })).documents;
const vectorCount = async () =>
  (await context.db.one<{ count: number }>(sql`select count(*) as count from vector`)).count;

describe("real speeches", () => {
  let first: ExploreResult;
  let runs: Run[];

  beforeAll(async () => {
    ({ result: first, runs } = await exploreAs("speeches", speeches));
  });

  test("become one object of the promised shape, topics of the suggested layer first", () => {
    expect(Object.keys(first)).toEqual(["project", "run", "documents", "chunks", "topics", "rejections"]);
    expect(first).toMatchObject({ project: "speeches", run: 1, documents: 46, rejections: [] });
    expect(first.chunks).toBeGreaterThan(300);
    for (const topic of first.topics) {
      expect(Object.keys(topic)).toEqual(["id", "layer", "name", "keywords", "size"]);
      expect(topic.name).toMatch(/\p{L}/u);
      expect(topic.keywords.length).toBeGreaterThan(2);
    }
    const ids = first.topics.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const [{ layer: suggested = -1 } = {}] = first.topics;
    const layers = first.topics.map(({ layer }) => layer);
    const others = layers.slice(layers.lastIndexOf(suggested) + 1);
    expect(layers.slice(0, layers.length - others.length).every((layer) => layer === suggested)).toBe(true);
    expect(others).toEqual(others.toSorted((a, b) => a - b));
    for (const layer of new Set(layers)) {
      const sizes = first.topics.filter((topic) => topic.layer === layer).map(({ size }) => size);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(first.chunks);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }
  });

  test("again: nothing is read, embedded or analysed, and the object is the same", async () => {
    const before = await vectorCount();
    const again = await exploreAs("speeches", speeches);
    expect(again).toEqual({ result: first, runs: [] });
    expect(await vectorCount()).toBe(before);
    expect(await listRuns(context, { project: "speeches" })).toHaveLength(runs.length);
    expect(await listSources(context, { project: "speeches" })).toHaveLength(1);
  });

  test("keep what they came from: inputs, model, seed, versions, durations, and what the cache saved", async () => {
    const [importRun, analysis] = runs.map(({ id }) => id) as [number, number];
    const read = await provenanceOf(context.db, importRun);
    expect(read.inputs).toMatchObject({ files: 46, hash: expect.stringMatching(/^[\da-f]{64}$/) });
    expect(read.embedding).toMatchObject({ chunks: first.chunks });
    const found = await provenanceOf(context.db, analysis);
    expect(found).toMatchObject({
      seed: 0,
      inputs: { chunks: first.chunks, hash: expect.stringMatching(/^[\da-f]{64}$/) },
      embedding: { model: "minilm-static-256", chunks: first.chunks, cacheHits: first.chunks },
      versions: { toposcope: expect.stringMatching(/^\d/), node: process.versions.node },
    });
    expect(found.embedding?.bytesSaved).toBe(first.chunks * 256 * 2);
    expect(Object.keys(found.milliseconds ?? {}).sort()).toEqual(["cluster", "map", "name", "neighbors"]);
  });

  test("keep the map and the neighbours of an analysis, and nothing that only its stages needed", async () => {
    const kept = await context.db.many<{ name: string; bytes: number }>(
      sql`select name, length(data) as bytes from artifact where run_id = ${runs[1]!.id} order by name`,
    );
    expect(kept.map(({ name }) => name)).toEqual([
      "chunks",
      "documents",
      "firsts",
      "map",
      "model",
      "neighbor indices",
      "neighbor similarities",
      "points",
      "positions",
    ]);
    const bytesPerChunk = (isModel: boolean) =>
      kept.reduce((sum, { name, bytes }) => sum + (isModel === (name === "model") ? bytes : 0), 0) /
      first.chunks;
    expect(bytesPerChunk(false)).toBeLessThan(200);
    const staticDimensions = 256;
    expect(bytesPerChunk(true)).toBeLessThan(4 * staticDimensions);
  });
});

describe("a folder that changes", () => {
  const folder = writeFiles(temporaryFolder(), letters(6));

  test("has only its changed file read again, and only the changed chunks embedded", async () => {
    const long = Array.from({ length: 60 }, (_, i) => letter("law", i + 100)).join("\n\n");
    writeFileSync(join(folder, "long.txt"), long);
    const { result: before } = await exploreAs("changing", folder);
    const documents = await documentsOf("changing");
    const vectors = await vectorCount();
    appendFileSync(join(folder, "long.txt"), "\n\nThe harbour was closed by the court.");
    const { result, runs } = await exploreAs("changing", folder);
    expect(runs.map(({ kind }) => kind)).toEqual(["import", "analysis"]);
    expect(result).toMatchObject({ run: before.run + 1, documents: 19 });
    const untouched = documents.filter(({ path }) => path !== "long.txt").map(({ id }) => id);
    const now = (await documentsOf("changing")).filter(({ path }) => path !== "long.txt").map(({ id }) => id);
    expect(now).toEqual(untouched);
    expect((await vectorCount()) - vectors).toBe(1);
    const [latest] = await listSources(context, { project: "changing" });
    expect(latest?.files).toEqual([{ path: "long.txt", documents: 1, warnings: [] }]);
  });

  test("lists a bad file that came beside the good ones, which are not analysed again for it", async () => {
    writeFiles(folder, { "sub/picture.xyz": Buffer.from([0, 1, 2, 255]), "empty.txt": "" });
    const { result, runs } = await exploreAs("changing", folder);
    expect(runs.map(({ kind }) => kind)).toEqual(["import"]);
    expect(result.documents).toBe(19);
    expect(result.rejections).toEqual([
      { path: "empty.txt", reason: "empty", detail: expect.any(String), hint: expect.stringMatching(/\w/) },
      {
        path: "sub/picture.xyz",
        reason: "unsupported-type",
        detail: expect.any(String),
        hint: expect.stringMatching(/\w/),
      },
    ]);
    expect((await exploreAs("changing", folder)).runs).toEqual([]);
  });
});

test("members of an archive have paths of their own, and a table in it is read whole", async () => {
  const rows = Array.from({ length: 1_200 }, (_, i) => `${i},"${letter("sea", i).slice(0, 60)} ${i}"`);
  const folder = writeFiles(temporaryFolder(), {
    "box.zip": makeZip([
      { name: "notes/a.txt", content: letter("sea", 1) },
      { name: "rows.csv", content: `id,text\n${rows.join("\n")}\n` },
      { name: "late.txt", content: letter("law", 1) },
      { name: "bad.pdf", content: "%PDF-1.7 broken" },
    ]),
  });
  const { result } = await exploreAs("archive", folder);
  const paths = Map.groupBy(await documentsOf("archive"), ({ path }) => path);
  expect([...paths.keys()].sort()).toEqual(["box.zip/late.txt", "box.zip/notes/a.txt", "box.zip/rows.csv"]);
  expect(result.documents).toBe(1_202);
  expect(result.rejections).toMatchObject([{ path: "box.zip/bad.pdf", reason: "corrupt" }]);
  const { cursor } = await context.db.one<{ cursor: number }>(
    sql`select cursor_row as cursor from file where path = 'box.zip'`,
  );
  expect(cursor).toBe(0);
});

test("a large archive is stored in parts, tables in it too, and a part that was stored is not stored again", async () => {
  const rows = Array.from({ length: 1_200 }, (_, i) => `${i},"${letter("sea", i).slice(0, 60)} ${i}"`);
  const notes = Array.from({ length: 560 }, (_, i) => ({
    name: `${i}.txt`,
    content: `${letter("law", i)} ${i}`,
  }));
  const folder = writeFiles(temporaryFolder(), {
    "large.zip": makeZip([
      ...notes,
      { name: "rows.csv", content: `id,text\n${rows.join("\n")}\n` },
      { name: "late.txt", content: letter("kitchen", 1) },
    ]),
  });
  const { db } = context;
  await db.run(sql`create sequence part`);
  await db.run(sql`
    create function fail_third_part() returns trigger language plpgsql as $$
    begin
      if nextval('part') = 3 then raise exception 'the third part is not taken at once'; end if;
      return null;
    end $$`);
  await db.run(
    sql`create trigger fail_third_part before insert on document for each statement execute function fail_third_part()`,
  );
  const { result } = await exploreAs("parts", folder);
  await db.run(sql`drop trigger fail_third_part on document`);
  expect(result).toMatchObject({ documents: 1_761, rejections: [] });
  const found = await documentsOf("parts");
  expect(found.filter(({ path }) => path === "large.zip/rows.csv")).toHaveLength(1_200);
  expect(new Set(found.map(({ path }) => path)).size).toBe(562);
  const { parts } = await db.one<{ parts: number }>(sql`select last_value as parts from part`);
  expect(parts).toBe(5);

  // What was read in one go is said again to other projects, without the members' numbers: what fails there is done again as a whole.
  await exploreAs("parts kept", folder);
  await db.run(sql`select setval('part', 1)`);
  await db.run(
    sql`create trigger fail_third_part before insert on document for each statement execute function fail_third_part()`,
  );
  const again = await exploreAs("parts again", folder);
  await db.run(sql`drop trigger fail_third_part on document`);
  expect(again.result).toMatchObject({ documents: 1_761, rejections: [] });
});

test("files of the same name in two folders are both read", async () => {
  const [one, two] = [temporaryFolder(), temporaryFolder()];
  writeFiles(one, { "notes.txt": letter("sea", 1) });
  writeFiles(two, { "notes.txt": letter("law", 2) });
  const { result } = await exploreAs("twins", [one, two]);
  expect(result).toMatchObject({ documents: 2, rejections: [] });
  expect((await exploreAs("twins", [one, two])).runs).toEqual([]);
});

test("copies and poor rows stay documents with a topic, marked; only what has no text is not taken", async () => {
  const rows = [
    ["a", letter("sea", 1)],
    ["b", letter("sea", 1)],
    ["c", `${letter("sea", 1)} Indeed.`],
    ["d", "=HYPERLINK(1)"],
    ["e", "=HYPERLINK(1)"],
    ["f", "ok"],
    ["g", " "],
    ["h", letter("law", 1)],
    ["a", letter("kitchen", 3)],
  ];
  const file = join(temporaryFolder(), "rows.csv");
  writeFileSync(file, `nr,body\n${rows.map(([id, text]) => `${id},"${text}"`).join("\n")}\n`);
  const { result } = await exploreAs("poor", file, { mapping: { text: "body", id: "nr" } });
  expect(result.rejections).toMatchObject([{ path: "rows.csv", row: 7 }]);
  const documents = await documentsOf("poor");
  const flagsOf = new Map(documents.map(({ row, flags }) => [row, flags.map(({ flag }) => flag)]));
  expect(flagsOf.get(1)).toEqual([]);
  expect(flagsOf.get(2)).toContain("exact-duplicate");
  expect(flagsOf.get(3)).toContain("near-duplicate");
  expect(flagsOf.get(4)).toContain("formula");
  expect(flagsOf.get(5)).not.toContain("exact-duplicate");
  expect(flagsOf.get(6)).toContain("too-short");
  expect(flagsOf.get(9)).toEqual(["id-used-before"]);
  for (const { topic } of documents) expect(topic).not.toBeNull();
  const [original, copy] = documents;
  expect(copy?.duplicateOf).toBe(original?.id);
  expect(copy?.quality).toBeLessThan(original?.quality ?? 0);
});

test.each([
  ["one document", 1, () => letter("sea", 1)],
  ["two documents", 2, (i: number) => letter(i === 0 ? "sea" : "law", i)],
  ["thirty documents", 30, (i: number) => letter((["sea", "law", "kitchen"] as const)[i % 3]!, i)],
  ["twelve times the same text", 12, () => letter("sea", 1)],
])("%s: every document has a topic", async (name, count, text) => {
  const files = Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}.txt`, text(i)]));
  const folder = writeFiles(temporaryFolder(), files);
  const { result } = await exploreAs(name, folder);
  expect(result).toMatchObject({ documents: count, chunks: count });
  expect(result.topics.length).toBeGreaterThan(0);
  for (const { topic } of await documentsOf(name)) expect(topic).not.toBeNull();
  expect((await exploreAs(name, folder)).runs).toEqual([]);
});

test("an empty folder, or one of which nothing can be taken, is an error that says so", async () => {
  await expect(exploreAs("nothing", temporaryFolder())).rejects.toMatchObject({ code: "NOTHING_IMPORTED" });
  const folder = writeFiles(temporaryFolder(), { "empty.txt": "", "blank.csv": 'text\n" "\n' });
  await expect(exploreAs("nothing", folder)).rejects.toMatchObject({
    code: "NOTHING_IMPORTED",
    message: expect.stringContaining("empty.txt: empty"),
  });
  await expect(exploreAs("nothing", folder)).rejects.toMatchObject({ code: "NOTHING_IMPORTED" });
  expect(await listRuns(context, { project: "nothing" })).toMatchObject([{ kind: "import" }]);
});

test("a path that is not there is an error before anything is made", async () => {
  const paths = [speeches, join(temporaryFolder(), "nowhere")];
  await expect(exploreAs("missing", paths)).rejects.toMatchObject({ code: "PATH_NOT_FOUND" });
  await expect(listRuns(context, { project: "missing" })).rejects.toMatchObject({
    code: "PROJECT_NOT_FOUND",
  });
});

test("what comes through a pipe is read, once, and its copy is gone afterwards", async () => {
  const send = async () => {
    const folder = join(context.uploadFolder, context.newId());
    const stdin = join(folder, "stdin");
    const lines = (["sea", "law"] as const).map((theme) => JSON.stringify({ text: letter(theme, 4) }));
    writeFiles(folder, { stdin: lines.join("\n") });
    const { result, runs } = await exploreAs("piped", [], { stdin });
    return { result, runs: runs.length, left: readdirSync(context.uploadFolder) };
  };
  const first = await send();
  expect(first).toMatchObject({ result: { documents: 2, rejections: [] }, runs: 2, left: [] });
  expect(await send()).toEqual({ ...first, runs: 0 });
});

test("a result of one project is not told under the name of another", async () => {
  const [source] = await listSources(context, { project: "poor" });
  expect(await importResult(context, { project: "poor", source: source!.id })).toMatchObject({
    project: "poor",
  });
  await expect(importResult(context, { project: "twins", source: source!.id })).rejects.toMatchObject({
    code: "SOURCE_NOT_FOUND",
  });
});

test("first topics come from the quick model, then those of the project's own take their place", async () => {
  const slow = await openTestApp({ model: "minilm", workers: 1 });
  const folder = writeFiles(temporaryFolder(), letters(2));
  const first: ExploreResult[] = [];
  const states: string[] = [];
  const call = () =>
    explore(
      slow.context,
      { project: "both", paths: [folder] },
      {
        async onRun({ kind, model }) {
          states.push(`${kind} ${model}`);
          await slow.workers.start();
        },
        onFirst: (result) => void first.push(result),
      },
    );
  const result = await call();
  expect(states).toEqual(["import static", "analysis static", "analysis minilm"]);
  expect(first).toMatchObject([{ run: 1, documents: 6 }]);
  expect(result).toMatchObject({ run: 2, documents: 6 });
  expect(await call()).toEqual(result);
  expect(states).toHaveLength(3);
  expect(first).toHaveLength(1);
});
