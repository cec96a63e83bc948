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
import { falseAlarms, missedFaults, type PlantedFaults } from "./planted-faults.ts";
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

describe.skipIf(!hasShared)("a table of complaints with planted faults", () => {
  let truth: PlantedFaults;
  let found: Map<number, Set<string>>;

  beforeAll(async () => {
    truth = JSON.parse(
      readFileSync(join(folder, "cfpb-loans-2023-dirty.truth.json"), "utf8"),
    ) as PlantedFaults;
    found = await findings("cfpb-loans-2023-dirty.csv");
  });

  test("has every fault reported by row and reason", () => {
    expect(missedFaults(truth, found)).toEqual([]);
  });

  test("raises at most one false alarm in a hundred rows", () => {
    const alarms = falseAlarms(truth, found);
    expect(alarms.length / truth.data_rows_well_formed, alarms.join(", ")).toBeLessThanOrEqual(0.01);
  });

  test("has nothing but real duplicates among the alarms about the clean table it was made from", async () => {
    const clean = await findings("cfpb-loans-2023.csv");
    const alarms = [...clean].flatMap(([row, reasons]) => [...reasons].map((reason) => `${row}: ${reason}`));
    expect(alarms.filter((alarm) => !/duplicate/.test(alarm))).toEqual([]);
    expect(alarms.length).toBeLessThanOrEqual(17);
  });
});
