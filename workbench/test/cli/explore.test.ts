import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  documentList,
  exploreResult,
  importResult,
  project,
  topicCard,
  topicGraph,
  topicList,
  topicTree,
} from "../../src/contract.ts";
import { routes } from "../../src/routes.ts";
import { searchResult } from "../../src/search-contract.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { type Called, call } from "./call.ts";

const data = temporaryFolder();
const input = temporaryFolder();
const corpus = join(input, "letters");

const themes = {
  sea: ["ship", "harbour", "sailor", "tide", "anchor", "captain", "storm", "lighthouse", "cargo", "deck"],
  kitchen: ["oven", "flour", "butter", "recipe", "sugar", "bread", "kitchen", "baker", "dough", "cake"],
  law: ["court", "judge", "statute", "verdict", "lawyer", "appeal", "contract", "jury", "tribunal", "clause"],
};
const perTheme = 8;

/** Sentences in which every document of a theme has its own mix of the theme's words. */
function letter(words: readonly string[], seed: number): string {
  const word = (i: number) => words[(seed * 3 + i * 7) % words.length];
  const sentences = Array.from(
    { length: 12 },
    (_, i) =>
      `The ${word(i)} and the ${word(i + 1)} were known for the ${word(i + 2)} in the year ${1900 + seed * 12 + i}.`,
  );
  return sentences.join(" ");
}

const run = (...parameters: string[]) => call([...parameters, "--data", data, "--model", "static"]);
const read = (...parameters: string[]) =>
  call([...parameters, "--data", data, "--project", "letters", "--json"]);
let first: Called;

beforeAll(async () => {
  mkdirSync(join(corpus, "more"), { recursive: true });
  for (const [theme, words] of Object.entries(themes)) {
    for (let i = 0; i < perTheme; i++) {
      const folder = i % 2 === 0 ? corpus : join(corpus, "more");
      writeFileSync(join(folder, `${theme}-${i}.txt`), letter(words, i));
    }
  }
  writeFileSync(join(corpus, "empty.txt"), "");
  writeFileSync(join(corpus, "picture.xyz"), Buffer.from([0, 1, 2, 3, 255]));
  first = await run("explore", corpus, "--json", "--no-open");
});

describe("explore", () => {
  test("prints one object with topics and rejections, and nothing else on standard output", () => {
    expect(first.code, first.stderr).toBe(0);
    const result = exploreResult.strict().parse(JSON.parse(first.stdout));
    expect(result).toMatchObject({ project: "letters", run: 1, documents: 3 * perTheme });
    expect(result.topics.length).toBeGreaterThanOrEqual(2);
    expect(Object.keys(result.topics[0] ?? {})).toEqual(["id", "layer", "name", "keywords", "size"]);
    expect(result.rejections.map(({ path, reason }) => [path, reason]).sort()).toEqual([
      ["empty.txt", "empty"],
      ["picture.xyz", "unsupported-type"],
    ]);
    for (const { hint } of result.rejections) expect(hint).toMatch(/\w/);
  });

  test("again on the same data adds nothing and prints the same", async () => {
    const second = await run("explore", corpus, "--json", "--no-open");
    expect(second).toEqual({ code: 0, stdout: first.stdout, stderr: "" });
  });

  test("prints a table, what was not taken, and how to see the page, where there is no terminal", async () => {
    const { code, stdout } = await run("explore", corpus);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^id +topic +chunks +keywords\n/);
    expect(stdout).toContain("not taken (empty): 1: empty.txt\n  hint: ");
    expect(stdout).toContain("24 documents");
    expect(stdout).toContain("page: toposcope serve, then http://127.0.0.1:7700/?project=letters");
  });

  test("takes standard input, with columns named", async () => {
    const rows = Object.values(themes).flatMap((words) =>
      Array.from({ length: 4 }, (_, i) => JSON.stringify({ nr: i, body: letter(words, i), other: "x" })),
    );
    const { code, stdout, stderr } = await call(
      [
        "explore",
        "-",
        "--text",
        "body",
        "--project",
        "piped",
        "--data",
        data,
        "--model",
        "static",
        "--json",
        "--no-open",
      ],
      { input: rows.join("\n") },
    );
    expect(code, stderr).toBe(0);
    expect(exploreResult.parse(JSON.parse(stdout))).toMatchObject({
      project: "piped",
      documents: 12,
      rejections: [],
    });
  });

  test("of what is not there fails with a hint", async () => {
    const { code, stdout, stderr } = await run("explore", join(input, "nowhere"), "--no-open");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^error\[PATH_NOT_FOUND\]: .*nowhere.*\nhint: /);
  });

  test("of what holds nothing that can be taken fails, and says why", async () => {
    const { code, stderr } = await run("explore", join(corpus, "empty.txt"), "--no-open", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ code: "NOTHING_IMPORTED" });
  });
});

describe("the parts", () => {
  test("import prints files and rejections, says what it does on standard error, and adds nothing twice", async () => {
    const parameters = ["import", corpus, "--project", "imported"];
    const imported = await run(...parameters, "--json");
    expect(imported.code, imported.stderr).toBe(0);
    const result = importResult.strict().parse(JSON.parse(imported.stdout));
    expect(result.files.filter(({ documents }) => documents > 0)).toHaveLength(3 * perTheme);
    expect(result.files).toContainEqual({ path: "more/sea-1.txt", documents: 1, warnings: [] });
    expect(result.rejections).toHaveLength(2);
    const again = await run(...parameters, "--json");
    expect(JSON.parse(again.stdout)).toEqual(result);
    const inWords = await run(...parameters);
    expect(inWords.stdout).toContain("24 documents from 24 files");
  });

  test("progress goes to standard error, one line as a stage starts and ends", async () => {
    const { code, stdout, stderr } = await run(
      "import",
      join(corpus, "sea-0.txt"),
      "--project",
      "one",
      "--timings",
    );
    expect(code, stderr).toBe(0);
    for (const stage of ["Read files", "Check documents", "Cut into chunks", "Embed chunks"]) {
      expect(stderr).toContain(`  ${stage}: `);
      expect(stdout).not.toContain(stage);
    }
    expect(stderr).toMatch(/part +count +mean +min +max +total\n/);
    expect(stderr).toMatch(/\nread +1 /);
  });

  test("search needs no analysis", async () => {
    const { code, stdout, stderr } = await call([
      "search",
      "flour",
      "and",
      "sugar",
      "--project",
      "imported",
      "--data",
      data,
      "--model",
      "static",
      "--json",
      "--limit",
      "3",
    ]);
    expect(code, stderr).toBe(0);
    const { hits } = searchResult.parse(JSON.parse(stdout));
    expect(hits).toHaveLength(3);
    for (const hit of hits) expect(hit.title).toContain("kitchen");
  });

  test("analyze finds topics with the settings it is given", async () => {
    const { code, stdout, stderr } = await run("analyze", "--project", "imported", "--topics", "3", "--json");
    expect(code, stderr).toBe(0);
    expect(routes.analyze.reply.parse(JSON.parse(stdout))).toMatchObject({
      state: "completed",
      model: expect.any(String),
    });
  });

  test("topics are listed, shown and linked", async () => {
    const { topics } = topicList.parse(JSON.parse((await read("topics")).stdout));
    const [topic] = topics;
    const card = topicCard.parse(JSON.parse((await read("topics", "show", String(topic?.id))).stdout));
    expect(card.name).toBe(topic?.name);
    expect(card.passages.length).toBeGreaterThan(0);
    const graph = topicGraph.parse(JSON.parse((await read("topics", "graph", "--threshold", "-1")).stdout));
    expect(graph.edges.length).toBeGreaterThan(0);
    const tree = topicTree.parse(JSON.parse((await read("topics", "tree")).stdout));
    expect(tree.topics.map(({ id }) => id).sort()).toEqual(topics.map(({ id }) => id).sort());
    expect((await read("topics", "show", "9999")).code).toBe(1);
  });

  test("documents are listed, shown, set aside and taken back", async () => {
    const { documents, total } = documentList.parse(
      JSON.parse((await read("documents", "--limit", "5")).stdout),
    );
    expect([documents.length, total]).toEqual([5, 3 * perTheme]);
    const id = String(documents[0]?.id);
    expect(JSON.parse((await read("documents", "show", id)).stdout).text).toContain("were known for");
    expect(JSON.parse((await read("documents", "set-aside", id)).stdout)).toMatchObject({ setAside: true });
    const aside = documentList.parse(JSON.parse((await read("documents", "--set-aside")).stdout));
    expect(aside.documents.map((document) => String(document.id))).toEqual([id]);
    expect(JSON.parse((await read("documents", "take-back", id)).stdout)).toMatchObject({ setAside: false });
  });

  test("an export goes to standard output, or whole into a file", async () => {
    const exported = await call([
      "export",
      "documents",
      "--format",
      "jsonl",
      "--project",
      "letters",
      "--data",
      data,
    ]);
    const lines = exported.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(3 * perTheme);
    expect(Object.keys(lines[0])).toEqual(
      expect.arrayContaining(["id", "title", "topic", "topicName", "strength"]),
    );
    const file = join(input, "topics.csv");
    expect(
      (
        await call([
          "export",
          "topics",
          "--format",
          "csv",
          "--output",
          file,
          "--project",
          "letters",
          "--data",
          data,
        ])
      ).code,
    ).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(/^id,/);
    const refused = await call([
      "export",
      "topics",
      "--format",
      "png",
      "--output",
      `${file}2`,
      "--project",
      "letters",
      "--data",
      data,
    ]);
    expect([refused.code, existsSync(`${file}2`)]).toEqual([1, false]);
    expect(refused.stderr).toContain("error[EXPORT_FORMAT]");
  });

  test("projects are created, shown, renamed and deleted, the last only when confirmed", async () => {
    const on = (...parameters: string[]) => call(["projects", ...parameters, "--data", data, "--json"]);
    expect(project.parse(JSON.parse((await on("create", "fresh")).stdout)).name).toBe("fresh");
    expect((await on("create", "fresh")).code).toBe(1);
    expect(JSON.parse((await on("rename", "fresh", "older")).stdout).name).toBe("older");
    const shown = JSON.parse((await on("show", "letters")).stdout);
    expect(shown).toMatchObject({ name: "letters", imports: [{ kind: "folder" }], notTaken: [{}, {}] });
    const unconfirmed = await on("delete", "older");
    expect([unconfirmed.code, JSON.parse(unconfirmed.stderr).hint]).toEqual([2, "add --yes"]);
    expect(JSON.parse((await on("delete", "older", "--yes")).stdout)).toEqual({ deleted: "older" });
    const names = JSON.parse((await on()).stdout).map(({ name }: { name: string }) => name);
    expect(names).not.toContain("older");
    expect((await on("show", "older")).code).toBe(1);
  });

  test("runs are listed and shown, their timings shown and forgotten", async () => {
    const runs = routes.listRuns.reply.parse(JSON.parse((await read("runs")).stdout));
    expect(runs.map(({ kind }) => kind)).toContain("analysis");
    const { id = 0 } = runs.find(({ kind }) => kind === "import") ?? {};
    const of = (verb: string, ...more: string[]) => call(["runs", verb, String(id), "--data", data, ...more]);
    expect(routes.getRun.reply.parse(JSON.parse((await of("show", "--json")).stdout)).id).toBe(id);
    expect((await of("show")).stdout).toMatch(/^Import \(run \d+\)\ncompleted\nRead files: /);
    const timings = routes.runTimings.reply.parse(JSON.parse((await of("timings", "--json")).stdout));
    expect(timings.map(({ stage }) => stage)).toContain("read");
    expect((await of("timings")).stdout).toMatch(/^part +count +mean +min +max +total\nread +\d/);
    expect(JSON.parse((await of("reset-timings", "--json")).stdout)).toEqual({ reset: id });
    expect((await of("timings")).stdout).toBe(`run ${id} has no timings\n`);
    const missing = await call(["runs", "reset-timings", "999999", "--data", data]);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining("error[RUN_NOT_FOUND]")]);
    expect((await call(["runs", "--project", "letters", "--data", data])).stdout).toMatch(
      /^run +kind +name +state/,
    );
  });

  test("a verb that needs a project asks for one where there are several", async () => {
    const { code, stderr } = await call(["topics", "--data", data]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/projects and none was named\nhint: name one: --project "/);
  });
});
