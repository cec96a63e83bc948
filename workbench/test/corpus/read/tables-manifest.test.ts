import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hasShared, sharedFolder } from "../../shared.ts";
import { type FileContents, readFile } from "./read-file.ts";

const folder = join(sharedFolder, "data/files");
const read = (file: string) => readFile(join(folder, file));
const truth = <T>(file: string) => JSON.parse(readFileSync(join(folder, file), "utf8")) as T;

interface ManifestEntry {
  file: string;
  kind: string;
  expect: string;
}

const isTable = ({ kind, expect: wanted }: ManifestEntry) =>
  ["csv", "json", "jsonl", "parquet"].includes(kind) && !wanted.includes("not an input");
const tables = hasShared ? truth<{ files: ManifestEntry[] }>("manifest.json").files.filter(isTable) : [];

/** Every cell of a row, wherever it went: text, title, id, label, date or metadata. */
function values({ documents }: FileContents, row: number): string[] {
  const { text, title, externalId, label, date, metadata } = documents[row]!;
  return [text, title, externalId, label, date, ...Object.values(metadata)].map((value) =>
    String(value ?? ""),
  );
}

/** What the manifest's words about a file ask for. */
function judge({ file, expect: wanted }: ManifestEntry, found: FileContents): void {
  const { documents, rejections, warnings } = found;
  const reasons = rejections.map(({ reason }) => reason);
  const rows = /^accept: ([\d,]+) rows/.exec(wanted)?.[1]?.replace(",", "");
  if (wanted.includes("either way")) return;
  if (wanted.includes('no text column"')) {
    if (documents.length === 0) expect(reasons).toEqual(["no-text-column"]);
    else expect(documents.length).toBe(Number(rows ?? documents.length));
  } else if (wanted.startsWith("accept with a warning")) {
    expect(documents.length).toBeGreaterThan(0);
    expect(warnings.length + rejections.length).toBeGreaterThan(0);
  } else if (wanted.startsWith("accept")) {
    expect(rejections).toEqual([]);
    if (rows !== undefined) expect(documents).toHaveLength(Number(rows));
    if (wanted.includes("says so"))
      expect(warnings.map(({ message }) => message).join()).toMatch(/no column/);
    if (wanted.includes("expected.json")) judgeRows(file, found);
  } else if (wanted.startsWith("invalid JSON")) {
    expect(documents).toEqual([]);
    expect(rejections.at(-1)).toMatchObject({ detail: expect.stringMatching(/character \d+|0 bytes/) });
  } else if (wanted.startsWith("valid JSON")) {
    expect(documents).toEqual([]);
    expect(new Set(reasons)).toEqual(new Set(["no-text"]));
  } else {
    expect(documents).toEqual([]);
    const allowed = /encrypt/.test(wanted)
      ? ["encrypted"]
      : /no text column/.test(wanted)
        ? ["no-text-column", "corrupt"]
        : ["corrupt"];
    expect(allowed).toContain(reasons[0]);
  }
}

function judgeRows(file: string, found: FileContents): void {
  const expected = truth<Record<string, string>[]>(file.replace(/\.csv$/, ".expected.json"));
  expect(found.documents).toHaveLength(expected.length);
  for (const [i, row] of expected.entries()) {
    for (const value of Object.values(row))
      expect(values(found, i)).toContain(value.replaceAll("\r\n", "\n"));
  }
}

describe.skipIf(!hasShared)(
  "each table of the test collection is taken or rejected as its description asks",
  () => {
    test.each(tables.map((entry) => [entry.file, entry] as const))("%s", async (file, entry) => {
      judge(entry, await read(file));
    });

    test("a table in Windows-1252 with semicolons has its umlauts and its dates", async () => {
      const { documents } = await read("csv/excel-german-semicolon-cp1252.csv");
      expect(documents[0]?.text).toContain("an Würde und Rechten geboren");
      expect(documents.every(({ date }) => /^1948-12-\d\d$/.test(date ?? ""))).toBe(true);
    });

    test("every spoiled line of a JSONL file is reported by its number, but for the id that only the corpus knows", async () => {
      const spoiled = truth<{ line: number; dirt: string }[]>("jsonl/bad-lines.truth.json");
      const { documents, rejections, warnings } = await read("jsonl/bad-lines.jsonl");
      const reported = new Set([
        ...rejections.map(({ row }) => row),
        ...warnings.map(({ row }) => row),
        ...documents.filter(({ flags }) => flags && flags.length > 0).map(({ row }) => row),
      ]);
      const repeatedId = spoiled.find(({ dirt }) => dirt === "id used before")!.line;
      expect(documents.find(({ row }) => row === repeatedId)?.externalId).toBe(documents[0]?.externalId);
      expect([...reported, repeatedId].sort((a, b) => a! - b!)).toEqual(spoiled.map(({ line }) => line));
      expect(documents.length + rejections.length).toBe(201);
    });

    test("texts in untyped Parquet columns are decoded, also where the file leaves bytes out of a column's size", async () => {
      const { documents } = await read("parquet/nation.dict-malformed.parquet");
      expect(documents.map(({ title }) => title)).toContain("ALGERIA");
      expect(documents[0]?.text).toContain("final deposits detect slyly");
    });
  },
);
