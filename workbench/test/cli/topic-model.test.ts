import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  combinedTopics,
  documentSpans,
  predictedText,
  savedModel,
  topicSearchResult,
} from "../../src/topic-contract.ts";
import { letter, letters, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

const data = temporaryFolder();
const folder = temporaryFolder();
const own = ["--data", data, "--model", "static"];
const saved = join(folder, "letters.topics");

beforeAll(async () => {
  const files = writeFiles(temporaryFolder(), letters(8));
  const explored = await call(["explore", files, "--no-open", "--topics", "3", "--json", ...own]);
  expect(explored.code, explored.stderr).toBe(0);
  const { code, stdout, stderr } = await call(["topics", "save", saved, "--json", "--data", data]);
  expect(code, stderr).toBe(0);
  expect(savedModel.parse(JSON.parse(stdout))).toMatchObject({ file: saved, topics: 3, texts: 24 });
});

const linesOf = (stdout: string) =>
  stdout
    .trim()
    .split("\n")
    .map((line) => predictedText.parse(JSON.parse(line)));

describe("texts are placed", () => {
  test("from standard input, one JSON line for each, by the project or by a saved model alike", async () => {
    const input = [letter("sea", 30), letter("law", 30), letter("sea", 31)].join("\n");
    const byProject = await call(["topics", "predict", "-", "--json", ...own], { input });
    expect([byProject.code, byProject.stderr]).toEqual([0, ""]);
    const [first, second, third] = linesOf(byProject.stdout);
    expect(first!.topic).toBe(third!.topic);
    expect(first!.topic).not.toBe(second!.topic);
    const elsewhere = ["--data", temporaryFolder(), "--model", "static"];
    const byFile = await call(["topics", "predict", "-", "--json", "--from", saved, ...elsewhere], { input });
    expect(byFile.stdout).toBe(byProject.stdout);
  });

  test("from a file of JSON lines, as a table", async () => {
    const path = join(folder, "new.jsonl");
    writeFileSync(path, `${JSON.stringify({ text: letter("kitchen", 30) })}\nplain words about an oven\n`);
    const { code, stdout } = await call(["topics", "predict", "--file", path, ...own]);
    expect(code).toBe(0);
    expect(stdout).toContain("strength");
    expect(stdout).toContain("plain words about an oven".slice(0, 5));
  });
});

test("topics are searched, models combined, and documents cut into spans", async () => {
  const search = await call([
    "topics",
    "search",
    "judges",
    "and",
    "courts",
    "--limit",
    "1",
    "--json",
    ...own,
  ]);
  const { hits } = topicSearchResult.parse(JSON.parse(search.stdout));
  expect(hits).toHaveLength(1);
  const output = join(folder, "both.topics");
  const combined = await call([
    "topics",
    "combine",
    saved,
    saved,
    "--output",
    output,
    "--json",
    "--data",
    data,
  ]);
  expect(combinedTopics.parse(JSON.parse(combined.stdout)).topics).toHaveLength(3);
  expect(existsSync(output)).toBe(true);
  const { stdout } = await call(["documents", "--text", "law-1", "--json", "--data", data]);
  const [{ id }] = (JSON.parse(stdout) as { documents: [{ id: number }] }).documents;
  const spans = await call(["documents", "spans", String(id), "--json", ...own]);
  expect(documentSpans.parse(JSON.parse(spans.stdout)).topics[0]!.id).toBe(hits[0]!.id);
});

test("an analysis is guided by given names and continues the one that is shown", async () => {
  const names = join(folder, "names.txt");
  writeFileSync(names, "ships and sailors\n");
  const guided = ["--topic-names", names, "--similarity", "0.3", "--update", "--json"];
  const { code, stderr } = await call(["analyze", ...guided, ...own]);
  expect(code, stderr).toBe(0);
  const { stdout } = await call(["topics", "--json", "--data", data]);
  expect(stdout).toContain('"ships and sailors"');
});

describe("wrong usage ends with 2 and says what is wrong", () => {
  const seeds = join(folder, "seeds.json");
  writeFileSync(seeds, '{"a": "no list"}');
  test.each([
    [["topics", "predict"], "there is no text"],
    [["topics", "predict", "a", "--file", saved], "do not go together"],
    [["topics", "predict", "a", "--from", saved, "--project", "b"], "do not go together"],
    [["topics", "combine", saved], "two files"],
    [["topics", "combine", saved, saved], "--output"],
    [["analyze", "--seeds", seeds], "no seed words"],
    [["analyze", "--labels", "a", "--clusters", "b"], "do not go together"],
    [["analyze", "--supervised"], "--labels"],
    [["analyze", "--topic-names", "a, a"], "each name once"],
  ])("%s", async (parameters, message) => {
    const result = await call([...parameters, "--data", data]);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(message);
  });
});
