import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, test } from "vitest";
import { listDocuments, setDocumentAside } from "../../src/corpus/actions.ts";
import { type ExportInput, exportData } from "../../src/export/actions.ts";
import { sql } from "../../src/store/sql.ts";
import { listTopics } from "../../src/topics/actions.ts";
import { analyzed, imported, letter, letters, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "cases & more";
const app = await openTestApp();
const { context } = app;
const themes = ["sea", "kitchen", "law"] as const;
const count = 24;

async function exported(input: Omit<ExportInput, "project">, name = project): Promise<Buffer> {
  const { stream } = await exportData(context, { project: name, ...input });
  return Buffer.concat(await Array.fromAsync(stream));
}

type Line = Record<string, unknown>;
const linesOf = (bytes: Buffer): Line[] =>
  bytes
    .toString()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
const lines = async (what: ExportInput["what"], name = project) =>
  linesOf(await exported({ what, format: "jsonl" }, name));
const sheet = async (what: ExportInput["what"]): Promise<Record<string, string>[]> =>
  parse(await exported({ what, format: "csv" }), { columns: true });
const parquet = async (what: ExportInput["what"]): Promise<Line[]> => {
  const bytes = await exported({ what, format: "parquet" });
  return await parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
  });
};

const rows = Array.from({ length: count }, (_, i) => ({
  nr: `case-${i}`,
  heading: `=Case ${i}`,
  body: letter(themes[i % 3]!, i),
  when: `20${10 + (i % 10)}-03-0${1 + (i % 9)}`,
  court: ["north", "south"][i % 2],
  topic: "their own",
  score: i - 3.5,
  final: i % 2 === 0,
  tags: ["a", `t${i}`],
}));

beforeAll(async () => {
  const file = join(temporaryFolder(), "cases.jsonl");
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  const mapping = { id: "nr", title: "heading", text: "body", date: "when", label: "court" };
  await imported(app, { project, paths: [file], mapping });
});

test("before the first analysis documents and vectors can be taken away, topics and map cannot", async () => {
  const documents = await lines("documents");
  expect(documents).toHaveLength(count);
  expect(
    documents.every(
      ({ topic, topicName, strength }) => topic === null && topicName === null && strength === null,
    ),
  ).toBe(true);
  expect(await lines("vectors")).toHaveLength(count);
  for (const what of ["topics", "map"] as const) {
    await expect(exported({ what })).rejects.toMatchObject({ code: "NO_ANALYSIS" });
  }
});

describe("after an analysis", () => {
  beforeAll(async () => {
    const { documents } = await listDocuments(context, { project, limit: 100 });
    await setDocumentAside(context, { project, document: documents[3]!.id, setAside: true });
    await analyzed(app, { project, topics: 3 });
    await context.db.run(sql`
      update membership
      set outlier = external_id = 'case-5'
      from chunk join document on document.id = document_id
      where chunk.id = chunk_id`);
  });

  test("from a strength on, weaker members are written without their topic, and nothing else changes", async () => {
    const all = await lines("documents");
    const strengths = all.flatMap(({ strength }) => (strength === null ? [] : [strength as number]));
    const least = strengths.toSorted((a, b) => a - b)[(strengths.length / 2) | 0]!;
    const firm = await exported({ what: "documents", format: "jsonl", strength: least });
    const isWeak = ({ strength }: Line) => strength !== null && (strength as number) < least;
    expect(all.some(isWeak)).toBe(true);
    expect(linesOf(firm)).toEqual(
      all.map((line) => (isWeak(line) ? { ...line, topic: null, topicName: null } : line)),
    );
  });

  test("a line a document: its id from the table, its topic of the suggested layer, and the table's columns", async () => {
    const documents = await lines("documents");
    const { topics, layers } = await listTopics(context, { project });
    const suggested = layers.find((layer) => layer.suggested)?.layer;
    const names = new Map(
      topics.filter(({ layer }) => layer === suggested).map(({ id, name }) => [id, name]),
    );
    for (const [i, line] of documents.entries()) {
      const { heading, court, topic, score, final, tags } = rows[i]!;
      expect(Object.keys(line).slice(0, 14)).toEqual(
        "id title topic topicName strength outlier path row date label language flags duplicateOf setAside".split(
          " ",
        ),
      );
      expect(line).toMatchObject({
        ...{ id: `case-${i}`, title: heading, path: "cases.jsonl", row: i + 1, label: court, language: "en" },
        ...{ "metadata.topic": topic, score, final, tags, duplicateOf: null, setAside: i === 3 },
      });
      if (i === 3) expect(line.topic).toBeNull();
      else {
        expect(line.topicName).toBe(names.get(line.topic as number));
        expect(line.strength).toBeGreaterThan(0);
      }
      expect(line.outlier).toBe(i === 3 ? null : i === 5);
    }
    expect(new Set(documents.map(({ topic }) => topic))).toEqual(new Set([0, 1, 2, null]));
  });

  test("CSV and Parquet say the same as JSONL", async () => {
    for (const what of ["documents", "topics"] as const) {
      const expected = await lines(what);
      const asText = await sheet(what);
      const asColumns = await parquet(what);
      expect([asText.length, asColumns.length]).toEqual([expected.length, expected.length]);
      for (const [i, line] of expected.entries()) {
        for (const [name, value] of Object.entries(line)) {
          expect(asText[i]![name], `${what} ${name}`).toBe(cellOf(value));
          expect(asColumns[i]![name] ?? null, `${what} ${name}`).toEqual(value);
        }
      }
    }
  });

  test("titles that a spreadsheet would run are neutralised in CSV, numbers below zero stay numbers", async () => {
    const [first] = await sheet("documents");
    expect(first).toMatchObject({ title: "'=Case 0", score: "-3.5" });
  });

  test("topics come as they are listed, the suggested layer first", async () => {
    const { topics } = await listTopics(context, { project });
    expect(await lines("topics")).toEqual(
      topics.map(({ id, layer, name, keywords, size, documents, parent, x, y }) => ({
        id,
        layer,
        name,
        size,
        documents,
        parent,
        x,
        y,
        keywords,
      })),
    );
  });

  test("vectors are of unit length, those of documents set aside left out", async () => {
    const vectors = await lines("vectors");
    expect(vectors).toHaveLength(count - 1);
    for (const { vector } of vectors) expect(Math.hypot(...(vector as number[]))).toBeCloseTo(1, 2);
    const ids = (await lines("documents")).filter(({ setAside }) => !setAside).map(({ id }) => id);
    expect(new Set(vectors.map(({ document }) => document))).toEqual(new Set(ids));
    const again = await parquet("vectors");
    expect(again.map(({ chunk, vector }) => ({ chunk, vector }))).toEqual(
      vectors.map(({ chunk, vector }) => ({ chunk, vector })),
    );
  });

  test("the map is a picture of the size asked for", async () => {
    const png = await exported({ what: "map", format: "png", resolution: 96 });
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    const print = await exported({ what: "map", format: "png", resolution: 192, theme: "dark" });
    expect(print.readUInt32BE(16)).toBe(2 * png.readUInt32BE(16));
    expect((await exported({ what: "map", format: "svg" })).toString()).toMatch(/^(<\?xml[^>]*>\s*)?<svg /);
  });

  test("what a thing cannot be exported as is refused before anything is written", async () => {
    for (const input of [
      { what: "topics", format: "png" },
      { what: "map", format: "csv" },
    ] as const) {
      await expect(exportData(context, { project, ...input })).rejects.toMatchObject({
        code: "EXPORT_FORMAT",
      });
    }
    await expect(exportData(context, { project: "none", what: "topics" })).rejects.toMatchObject({
      code: "PROJECT_NOT_FOUND",
    });
  });
});

test("documents without an id of their own get one that is unique", async () => {
  await imported(app, { project: "plain", paths: [writeFiles(temporaryFolder(), letters(2))] });
  const documents = await lines("documents", "plain");
  expect(new Set(documents.map(({ id }) => id)).size).toBe(6);
  expect(
    documents.every(
      ({ id, row, date, label }) =>
        /^\d+$/.test(String(id)) && row === null && date === null && label === null,
    ),
  ).toBe(true);
});

function cellOf(value: unknown): string {
  if (value === null) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return typeof value === "string" && text.startsWith("=") ? `'${text}` : text;
}
