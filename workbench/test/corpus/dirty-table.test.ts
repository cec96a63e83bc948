import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  exactDuplicates,
  nearDuplicates,
  shingles,
  signature,
  textHash,
} from "../../src/corpus/duplicates.ts";
import { quality } from "../../src/corpus/quality.ts";
import type { ExtractedDocument } from "../../src/model.ts";
import { hasShared, sharedFolder } from "../shared.ts";
import { readFile } from "./read/read-file.ts";

const folder = join(sharedFolder, "data/complaints");

/** What is said about each row of a table, by the same steps as in an import. */
async function findings(name: string): Promise<Map<number, Set<string>>> {
  const { documents, rejections } = await readFile(join(folder, name));
  const found = new Map<number, Set<string>>();
  const add = (row: number, what: string) => found.set(row, (found.get(row) ?? new Set()).add(what));
  for (const { row = 0, reason, detail } of rejections) {
    add(row, reason);
    if (/is the same as row \d+/.test(detail)) add(row, "exact-duplicate");
  }
  for (const { text, flags, row } of documents) {
    for (const { flag } of quality(text, { found: flags }).flags) add(row!, flag);
  }
  const comparable = documents.filter(({ row }) => !found.get(row!)?.has("formula"));
  for (const [row, flag] of await duplicates(comparable)) add(row, flag);
  return found;
}

async function duplicates(documents: readonly ExtractedDocument[]): Promise<[row: number, flag: string][]> {
  const exact = exactDuplicates(documents.map(({ text }) => textHash(text)));
  const copies = new Set(exact.map(({ index }) => index));
  const signatures = documents.map(({ text }, index) => (copies.has(index) ? null : signature(text)));
  const near = await nearDuplicates(signatures, (index) => shingles(documents[index]!.text));
  const rowOf = (index: number) => documents[index]!.row!;
  return [
    ...exact.map(({ index }): [number, string] => [rowOf(index), "exact-duplicate"]),
    ...near.map(({ index }): [number, string] => [rowOf(index), "near-duplicate"]),
  ];
}

const expected: Readonly<Record<string, string>> = {
  "HTML tags and entities in narrative": "html-tags",
  "empty date": "empty-date",
  "whitespace-only narrative": "no-text",
  "date in ISO form, others are MM/DD/YY": "odd-date-format",
  "placeholder narrative (N/A)": "no-text",
  "empty narrative": "no-text",
  "spreadsheet formula as narrative": "formula",
  "injected (fictitious) personal data": "personal-data",
  "impossible date": "bad-date",
  "exact duplicate of the row above": "exact-duplicate",
  "very long narrative (repeated x40)": "repetitive",
  "near duplicate of the row above (case/space), new id": "near-duplicate",
  "mojibake in narrative": "mojibake",
};

describe.skipIf(!hasShared)("a table of complaints with planted faults", () => {
  interface Truth {
    injected: { data_row: number; dirt: string }[];
    data_rows_well_formed: number;
  }
  let truth: Truth;
  let found: Map<number, Set<string>>;

  beforeAll(async () => {
    truth = JSON.parse(readFileSync(join(folder, "cfpb-loans-2023-dirty.truth.json"), "utf8")) as Truth;
    found = await findings("cfpb-loans-2023-dirty.csv");
  });

  test("has every fault reported by row and reason", () => {
    const missed = truth.injected.filter(({ data_row, dirt }) => !found.get(data_row)?.has(expected[dirt]!));
    expect(missed).toEqual([]);
    const tail = [1, 2, 3, 4].map((after) => [...(found.get(truth.data_rows_well_formed + after) ?? [])]);
    expect(tail).toEqual([["bad-row"], ["bad-row"], ["bad-row"], ["bad-row"]]);
  });

  test("raises at most one false alarm in a hundred rows", () => {
    const planted = new Map<number, Set<string>>();
    for (const { data_row, dirt } of truth.injected) {
      planted.set(data_row, (planted.get(data_row) ?? new Set()).add(expected[dirt]!));
    }
    const alarms: string[] = [];
    for (const [row, reasons] of found) {
      if (row > truth.data_rows_well_formed) continue;
      const real = planted.get(row) ?? new Set();
      const isCopy = real.has("exact-duplicate") || real.has("near-duplicate");
      for (const reason of reasons) {
        if (real.has(reason) || (isCopy && planted.get(row - 1)?.has(reason))) continue;
        alarms.push(`${row}: ${reason}`);
      }
    }
    expect(alarms.length / truth.data_rows_well_formed, alarms.join(", ")).toBeLessThanOrEqual(0.01);
  });

  test("has nothing but real duplicates among the alarms about the clean table it was made from", async () => {
    const clean = await findings("cfpb-loans-2023.csv");
    const alarms = [...clean].flatMap(([row, reasons]) => [...reasons].map((reason) => `${row}: ${reason}`));
    expect(alarms.filter((alarm) => !/duplicate/.test(alarm))).toEqual([]);
    expect(alarms.length).toBeLessThanOrEqual(17);
  });
});
