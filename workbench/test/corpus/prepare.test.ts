import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importResult, listDocuments } from "../../src/corpus/actions.ts";
import { provenanceOf } from "../../src/store/provenance.ts";
import { sql } from "../../src/store/sql.ts";
import { imported, letter, type OpenedApp, openTestApp, writeFiles } from "../app.ts";
import { hasShared, sharedFolder } from "../shared.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { falseAlarms, missedFaults, type PlantedFaults } from "./planted-faults.ts";

const app = await openTestApp();
const { context } = app;

async function documentsOf(project: string) {
  return (await listDocuments(context, { project, limit: 100_000 })).documents;
}

async function flagsByPath(project: string) {
  const documents = await documentsOf(project);
  return new Map(documents.map(({ path, flags }) => [path, flags.map(({ flag }) => flag)]));
}

/** What an import says about each row of a table. */
async function findings({ context: { db } }: OpenedApp, project: string, source: number) {
  const found = new Map<number, Set<string>>();
  const add = (row: number, what: string) => found.set(row, (found.get(row) ?? new Set()).add(what));
  for (const { row = 0, reason, detail } of (await importResult(context, { project, source })).rejections) {
    add(row, reason);
    if (/is the same as row \d+/.test(detail)) add(row, "exact-duplicate");
  }
  const rows = await db.many<{ row: number; flag: string }>(sql`
    select row_number as row, note ->> 'flag' as flag from document, jsonb_array_elements(flags) as note
    where source_id = ${source}`);
  for (const { row, flag } of rows) add(row, flag);
  return found;
}

describe.skipIf(!hasShared)("a table of complaints with planted faults", () => {
  test("has every fault reported by row and reason after its import, with at most one false alarm in a hundred", async () => {
    const folder = join(sharedFolder, "data/complaints");
    const truth = JSON.parse(
      readFileSync(join(folder, "cfpb-loans-2023-dirty.truth.json"), "utf8"),
    ) as PlantedFaults;
    const paths = [join(folder, "cfpb-loans-2023-dirty.csv")];
    const source = (await imported(app, { project: "complaints", paths })) ?? expect.unreachable();
    const found = await findings(app, "complaints", source);
    expect(missedFaults(truth, found)).toEqual([]);
    const alarms = falseAlarms(truth, found);
    expect(alarms.length / truth.data_rows_well_formed, alarms.join(", ")).toBeLessThanOrEqual(0.01);
  });
});

test("a text far longer than the others is marked", async () => {
  const files = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.txt`, letter("sea", i)]));
  const long = Array.from({ length: 200 }, (_, i) => letter("law", i)).join("\n");
  const folder = writeFiles(temporaryFolder(), { ...files, "long.txt": long });
  await imported(app, { project: "long", paths: [folder] });
  const flags = await flagsByPath("long");
  expect(flags.get("long.txt")).toContain("very-long");
  expect([...flags.values()].flat().filter((flag) => flag === "very-long")).toHaveLength(1);
});

test("a copy is a copy no more when its original has changed", async () => {
  const folder = writeFiles(temporaryFolder(), { "a.txt": letter("sea", 1), "b.txt": letter("sea", 1) });
  await imported(app, { project: "copies", paths: [folder] });
  expect((await flagsByPath("copies")).get("b.txt")).toEqual(["exact-duplicate"]);
  writeFiles(folder, { "a.txt": letter("kitchen", 5) });
  await imported(app, { project: "copies", paths: [folder] });
  const documents = await documentsOf("copies");
  expect(documents.map(({ flags, duplicateOf, quality }) => [flags, duplicateOf, quality])).toEqual([
    [[], null, 1],
    [[], null, 1],
  ]);
});

test("an import that failed on its way is taken up by the next one of the same files", async () => {
  const folder = writeFiles(temporaryFolder(), { "a.txt": letter("sea", 1), "b.txt": letter("law", 1) });
  const input = { project: "failing", paths: [folder] };
  await context.db.run(sql`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$`);
  await context.db.run(
    sql`create trigger refuse before insert on chunk for each row execute function refuse()`,
  );
  await expect(imported(app, input)).rejects.toThrow("no room");
  await context.db.run(sql`drop trigger refuse on chunk`);
  expect(await imported(app, input)).toBeDefined();
  expect(await imported(app, input)).toBeUndefined();
  const { chunks, documents } = await context.db.one<{ chunks: number; documents: number }>(sql`
    select count(distinct chunk.id) as chunks, count(distinct document.id) as documents
    from project
    join document on document.project_id = project.id
    join chunk on document_id = document.id
    where project.name = 'failing'`);
  expect({ chunks, documents }).toEqual({ chunks: 2, documents: 2 });
});

test("vectors that no document uses go when the cache is full, and what the cache saved is told", async () => {
  const tight = await openTestApp({ cache: 0, workers: 1 });
  const { db } = tight.context;
  const folder = writeFiles(temporaryFolder(), { "a.txt": letter("sea", 1), "b.txt": letter("law", 1) });
  const vectors = async () =>
    (await db.one<{ count: number }>(sql`select count(*) as count from vector`)).count;
  const embeddingOf = async (source: number | undefined) => {
    const { id } = await db.one<{ id: number }>(sql`select id from run where source_id = ${source}`);
    return (await provenanceOf(db, id)).embedding;
  };
  const first = await imported(tight, { project: "cached", paths: [folder] });
  expect(await embeddingOf(first)).toMatchObject({ chunks: 2, cacheHits: 0, bytesSaved: 0 });
  writeFiles(folder, { "a.txt": letter("sea", 2), "c.txt": letter("law", 1) });
  const second = await imported(tight, { project: "cached", paths: [folder] });
  expect(await embeddingOf(second)).toMatchObject({ chunks: 3, cacheHits: 2, bytesSaved: 2 * 256 * 2 });
  expect(await vectors()).toBe(2);
});
