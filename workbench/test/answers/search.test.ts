import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { search } from "../../src/answers/actions.ts";
import { getDocument, listDocuments, setDocumentAside } from "../../src/corpus/actions.ts";
import { analyzed, explored, imported, letter, openTestApp, writeFiles } from "../app.ts";
import { hasShared, sharedFolder } from "../shared.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { gainAt10, readJudgements } from "./retrieval.ts";

const app = await openTestApp();
const { context } = app;
const find = async (project: string, query: string, limit = 3) =>
  (await search(context, { project, query, limit })).hits;

describe("letters", () => {
  const project = "letters";
  const folder = temporaryFolder();

  beforeAll(async () => {
    const files = Object.fromEntries(
      (["sea", "kitchen", "law"] as const).flatMap((theme) =>
        Array.from({ length: 8 }, (_, i) => [`${theme}-${i}.txt`, letter(theme, i)]),
      ),
    );
    writeFiles(folder, {
      ...files,
      "code.txt": "Part number XK-4711-B is kept in the shed behind the house.",
    });
    await imported(app, { project, paths: [folder] });
  });

  test("are found right after their import, without an analysis", async () => {
    const { query, model, hits } = await search(context, { project, query: "a ship in a storm", limit: 5 });
    expect({ query, model }).toEqual({ query: "a ship in a storm", model: "static" });
    expect(hits).toHaveLength(5);
    for (const { document, text, topic, score } of hits) {
      const { path, text: whole } = await getDocument(context, { project, document });
      expect(path).toMatch(/^sea-/);
      expect(whole).toContain(text);
      expect(topic).toBeNull();
      expect(score).toBeGreaterThan(0);
    }
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  test("are found by meaning where no word is the same", async () => {
    for (const { text } of await find(project, "lawsuits before magistrates"))
      expect(text).toContain("verdict");
  });

  test("are found by a rare word that means nothing", async () => {
    expect((await find(project, "4711"))[0]?.text).toContain("XK-4711-B");
  });

  test("a query of any letters is answered", async () => {
    for (const query of [
      "",
      " ",
      "'; drop table chunk; --",
      "!!! & | <->",
      "日本語",
      "a".repeat(5_000),
      "\0",
    ]) {
      expect(await find(project, query, 2)).toHaveLength(2);
    }
  });

  test("what is set aside is not found, by words or meaning, until it is taken back", async () => {
    const { documents } = await listDocuments(context, { project, text: "XK-4711", limit: 1 });
    const found = async () =>
      (await find(project, "part number XK-4711-B", 30)).some(({ text }) => text.includes("4711"));
    expect(await found()).toBe(true);
    await setDocumentAside(context, { project, document: documents[0]!.id, setAside: true });
    expect(await found()).toBe(false);
    const { documents: others } = await listDocuments(context, { project, text: "baker", limit: 1 });
    await setDocumentAside(context, { project, document: others[0]!.id, setAside: true });
    await setDocumentAside(context, { project, document: documents[0]!.id, setAside: false });
    expect(await found()).toBe(true);
  });

  test("what was imported since is found, and after an analysis passages have their topics", async () => {
    writeFiles(folder, { "new.txt": "A volcano threw ashes and lava over the island." });
    expect((await find(project, "eruption of a volcano"))[0]?.text).not.toContain("lava");
    await imported(app, { project, paths: [folder] });
    expect((await find(project, "eruption of a volcano"))[0]?.text).toContain("lava");
    await analyzed(app, { project });
    for (const { topic, strength } of await find(project, "storm")) {
      expect(topic).not.toBeNull();
      expect(strength).toBeGreaterThan(0);
    }
  });

  test("of one project are not found in another, and a project without any has nothing to search in", async () => {
    await imported(app, {
      project: "other",
      paths: [writeFiles(temporaryFolder(), { "a.txt": "Only bees and honey here." })],
    });
    expect((await find("other", "ship", 10)).map(({ text }) => text)).toEqual(["Only bees and honey here."]);
    await expect(find("none", "ship")).rejects.toMatchObject({ code: "PROJECT_NOT_FOUND" });
    const empty = writeFiles(temporaryFolder(), { "empty.txt": "" });
    await explored(app, { project: "empty", paths: [empty] }).catch(() => undefined);
    await expect(find("empty", "ship")).rejects.toMatchObject({ code: "PROJECT_EMPTY" });
  });
});

describe.skipIf(!hasShared)("claims about scientific papers", () => {
  test("find the papers that judge them: nDCG@10 of at least 0.6 among 700 papers", async () => {
    const { queries, judged } = readJudgements();
    const wanted = queries.slice(0, 60);
    const needed = new Set(wanted.flatMap(({ id }) => [...judged.get(id)!]));
    const lines = readFileSync(join(sharedFolder, "data/retrieval-scifact/corpus.jsonl"), "utf8")
      .trimEnd()
      .split("\n");
    const kept = lines.filter(
      (line, i) => i % 8 === 0 || needed.has((JSON.parse(line) as { _id: string })._id),
    );
    const file = join(temporaryFolder(), "papers.jsonl");
    writeFileSync(file, kept.join("\n"));
    await imported(app, {
      project: "papers",
      paths: [file],
      mapping: { id: "_id", text: "text", title: "title" },
    });
    const { documents } = await listDocuments(context, { project: "papers", limit: 10_000 });
    const externalId = new Map(documents.map(({ id, externalId }) => [id, externalId ?? ""]));
    let gain = 0;
    for (const { id, text } of wanted) {
      const hits = await find("papers", text, 10);
      gain += gainAt10(
        hits.map(({ document }) => externalId.get(document)!),
        judged.get(id)!,
      );
    }
    expect(gain / wanted.length).toBeGreaterThan(0.6);
  });
});
