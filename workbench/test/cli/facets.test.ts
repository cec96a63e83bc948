import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { documentList, run as runShape } from "../../src/contract.ts";
import { facet, facetDetail, facetEstimate } from "../../src/facet-contract.ts";
import { searchResult } from "../../src/search-contract.ts";
import { letter } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

const data = temporaryFolder();
const input = join(temporaryFolder(), "letters");
const run = (...parameters: string[]) => call([...parameters, "--data", data]);

async function read<S extends z.ZodObject>(shape: S, ...parameters: string[]): Promise<z.infer<S>> {
  const { code, stdout, stderr } = await run(...parameters, "--json");
  expect(code, stderr).toBe(0);
  return shape.strict().parse(JSON.parse(stdout)) as z.infer<S>;
}

beforeAll(async () => {
  mkdirSync(input);
  for (const theme of ["sea", "law"] as const)
    for (let i = 0; i < 3; i++) writeFileSync(join(input, `${theme}-${i}.txt`), letter(theme, i));
  const { code, stderr } = await run("import", input, "--model", "static");
  expect(code, stderr).toBe(0);
});

test("a facet is added, asked and shown", async () => {
  const values = "sea: ship, harbour, sailor, tide; law: court, judge, statute";
  await read(facet, "facets", "add", "matter", "--question", "What is it about?", "--values", values);
  expect(await read(facetEstimate, "facets", "run", "--estimate")).toMatchObject({ documents: 6, calls: 0 });
  expect(await read(runShape, "facets", "run")).toMatchObject({ kind: "facets", state: "completed" });
  const shown = await read(facetDetail, "facets", "show", "matter");
  expect(shown.groups).toMatchObject([
    { label: "sea", documents: 3 },
    { label: "law", documents: 3 },
  ]);
});

test("documents, searches and questions are narrowed by it, and documents are listed with it", async () => {
  const shown = await read(documentList, "documents", "--facets", "Matter", "--where", "matter=sea");
  expect(shown.documents.map(({ answers }) => answers)).toMatchObject(
    Array.from({ length: 3 }, () => [{ facet: "matter", value: "sea", how: "extraction" }]),
  );
  expect((await read(documentList, "documents")).documents[0]?.answers).toEqual([]);
  expect((await run("documents", "--facets", "matter")).stdout).toMatch(/law ~/);
  const found = await read(searchResult, "search", "year", "--where", "matter=law");
  expect(found.hits.every(({ title }) => title.startsWith("law"))).toBe(true);
  expect(found.hits).toHaveLength(3);
  const narrowed = await run("ask", "how many documents are there?", "--where", "matter=law");
  expect(narrowed.stdout).toContain("There are 3 documents. (matter=law)");
  expect(narrowed.stderr).toContain("narrowed to: matter=law");
  const unknown = await run("ask", "why?", "--where", "nothing=law");
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("FACET_NOT_FOUND") });
});

test("documents are narrowed by it, and a change of its values takes its answers away", async () => {
  expect((await read(documentList, "documents", "--where", "matter=sea", "matter!=law")).total).toBe(3);
  expect(await read(facet, "facets", "change", "matter", "--values", "sea; law")).toMatchObject({ open: 6 });
  expect((await run("facets")).stdout).toMatch(/matter +category +0 +0 +6 +What is it about\?/);
});

test("what is wrong with a facet or a condition is said", async () => {
  const empty = await run("facets", "add", "x", "--type", "category", "--question", "Which?");
  expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining("at least two values") });
  const odd = await run("documents", "--where", "nothing");
  expect(odd).toMatchObject({ code: 2, stderr: expect.stringContaining("no condition such as") });
});
