import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { evaluation, overview, topicsOverTime, topicsPerClass } from "../../src/topic-contract.ts";
import { letter } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

const data = temporaryFolder();
const input = join(temporaryFolder(), "letters");
const run = (...parameters: string[]) => call([...parameters, "--data", data]);

beforeAll(async () => {
  mkdirSync(input);
  const rows = (["sea", "kitchen", "law"] as const).flatMap((theme, at) =>
    Array.from({ length: 8 }, (_, i) => [letter(theme, i), `20${10 + at}-0${1 + i}-01`, theme].join("\t")),
  );
  writeFileSync(join(input, "letters.tsv"), ["text\tdate\ttheme", ...rows].join("\n"));
  const { code, stderr } = await call([
    ...["explore", input, "--no-open", "--json", "--data", data, "--model", "static", "--topics", "3"],
    ...["--text", "text", "--date", "date", "--label", "theme"],
  ]);
  expect(code, stderr).toBe(0);
});

test("what there is to see is told in a few lines: largest topics, duplicates, languages, odd ones out", async () => {
  const { code, stdout } = await run("overview", "--json");
  expect(code).toBe(0);
  const found = overview.strict().parse(JSON.parse(stdout));
  expect(found).toMatchObject({
    run: 1,
    provisional: null,
    documents: 24,
    chunks: 24,
    analysed: 24,
    topics: 3,
    duplicates: { exact: 0, near: 0, groups: [] },
    languages: [{ language: "en", documents: 24 }],
  });
  expect(found.largest.map(({ size }) => size)).toEqual([8, 8, 8]);
  expect(found.odd).toHaveLength(10);
  const shown = await run("overview");
  expect(shown.stdout).toMatch(/24 documents, 24 passages, 3 topics/);
  expect(shown.stdout).toMatch(/largest topics:[\s\S]*odd ones out:/);
});

test("topics over time are counted and drawn, and refused for topics that are written wrongly", async () => {
  const { code, stdout } = await run("topics", "over-time", "--bins", "3", "--json");
  expect(code).toBe(0);
  const found = topicsOverTime.strict().parse(JSON.parse(stdout));
  expect(found.bins.map(({ documents }) => documents)).toEqual([8, 8, 8]);
  const shown = await run("topics", "over-time", "--bins", "3", "--no-evolution");
  expect(shown.stdout).toMatch(/2010-01-01 to 2012-08-01/);
  expect(shown.stdout).toMatch(/[▁-█]/);
  expect((await run("topics", "over-time", "--topics", "x")).code).toBe(2);
});

test("topics per class are counted, by the label where no column is named", async () => {
  const { code, stdout } = await run("topics", "per-class", "--json");
  expect(code).toBe(0);
  const found = topicsPerClass.strict().parse(JSON.parse(stdout));
  expect(found.classes.map(({ value }) => value)).toEqual(["kitchen", "law", "sea"]);
  expect((await run("topics", "per-class", "--column", "theme")).stdout).toMatch(/sea 8/);
  const none = await run("topics", "per-class", "--column", "none");
  expect(none).toMatchObject({ code: 1 });
  expect(none.stderr).toContain("error[INVALID_INPUT]");
});

test("topics are evaluated, with labels and without", async () => {
  const { code, stdout } = await run("evaluate", "topics", "--labels", "theme", "--json");
  expect(code).toBe(0);
  const { labels } = evaluation.strict().parse(JSON.parse(stdout));
  expect(labels).toMatchObject({ labels: 3, documents: 24, ari: 1 });
  const shown = (await run("evaluate", "topics")).stdout;
  for (const measure of ["coverage", "silhouette", "NPMI", "C_v", "diversity", "stop words"])
    expect(shown).toContain(measure);
  expect(shown).not.toContain("AMI");
});
