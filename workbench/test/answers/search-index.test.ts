import { expect, test } from "vitest";
import { loadSearchIndex } from "../../src/answers/search-index.actions.ts";
import { deleteDocuments } from "../../src/corpus/delete.actions.ts";
import { requireProject } from "../../src/store/project.ts";
import { searchedProject, segmentIds, sumSearchChanges } from "../../src/store/search-index.ts";
import { sql } from "../../src/store/sql.ts";
import { imported, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const app = await openTestApp();
const { db } = app.context;
const project = "indexed";

const words = ["anchor", "butter", "court", "desert", "engine", "forest"];
const add = (names: readonly string[]) =>
  imported(app, {
    project,
    paths: [
      writeFiles(
        temporaryFolder(),
        Object.fromEntries(names.map((name) => [`${name}.txt`, `A note on the ${name} and nothing else.`])),
      ),
    ],
  });

const load = async () => {
  const { project: row, version } = await searchedProject(db, project);
  return await loadSearchIndex(app.context, row, { version });
};

async function finds(word: string): Promise<number> {
  const index = await load();
  const scores = new Float32Array(index.chunks.length);
  index.words.addScores([word], scores);
  return scores.filter((score) => score > 0).length;
}

test("chunks are indexed once and loaded by whoever comes later; what comes since is added, what is deleted goes", async () => {
  await add(words.slice(0, 4));
  const { id } = await requireProject(db, project);
  expect(await segmentIds(db, id)).toEqual([]);
  expect(await finds("anchor")).toBe(1);
  const first = await segmentIds(db, id);
  expect(first).toHaveLength(1);
  expect(await finds("butter")).toBe(1);
  expect(await segmentIds(db, id)).toEqual(first);

  await add(words.slice(4));
  expect(await finds("forest")).toBe(1);
  expect(await finds("anchor")).toBe(1);
  const { document } = await db.one<{ document: number }>(
    sql`select id as document from document where text like '%anchor%'`,
  );
  await deleteDocuments(app.context, { project, documents: [document] });
  expect(await finds("anchor")).toBe(0);
  expect(await finds("court")).toBe(1);
  for (const segment of await segmentIds(db, id)) {
    const { data } = await db.one<{ data: Buffer }>(
      sql`select data from search_segment where id = ${segment}`,
    );
    expect(data.includes("anchor")).toBe(false);
  }
});

test("the version changes with the chunks, and not when its count is summed up", async () => {
  const before = await searchedProject(db, project);
  await sumSearchChanges(db, before.project.id);
  expect(await searchedProject(db, project)).toEqual(before);
  await add(["glacier"]);
  expect((await searchedProject(db, project)).version).not.toBe(before.version);
});
