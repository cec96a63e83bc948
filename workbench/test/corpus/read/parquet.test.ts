import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { describeTable } from "../../../src/corpus/read/describe-table.ts";
import { bytesInput } from "../../../src/corpus/read/file-input.ts";
import { parserPool } from "../../../src/corpus/read/parse-file.ts";
import { readBytes } from "./read-file.ts";

const count = 3_000;
const rows = Array.from({ length: count }, (_, i) => i);
const sentence = (i: number) => `Row ${i} tells of a bank and of the letter it sent.`;
const file = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: "id", data: rows.map((i) => BigInt(i)), type: "INT64" },
      { name: "text", data: rows.map(sentence), type: "STRING" },
      {
        name: "created",
        data: rows.map((i) => new Date(Date.UTC(2023, 3, 1 + (i % 28)))),
        type: "TIMESTAMP",
      },
      { name: "big", data: rows.map((i) => 2n ** 60n + BigInt(i)), type: "INT64" },
      { name: "facts", data: rows.map((i) => ({ page: i, tags: ["a", "b"] })), type: "JSON" },
    ],
    rowGroupSize: 700,
  }),
);

describe("a Parquet file", () => {
  test("gives a document a row, its types made plain", async () => {
    const { documents, rejections } = await readBytes("t.parquet", file);
    expect(rejections).toEqual([]);
    expect(documents).toHaveLength(count);
    expect(documents[2_999]).toMatchObject({
      text: sentence(2_999),
      externalId: "2999",
      date: "2023-04-04",
      row: count,
      metadata: { big: String(2n ** 60n + 2_999n), "facts.page": 2_999, "facts.tags": ["a", "b"] },
    });
  });

  test("is read on after any row", async () => {
    const { documents } = await readBytes("t.parquet", file, { resumeAfterRow: 2_990 });
    expect(documents.map(({ row }) => row)).toEqual(Array.from({ length: 10 }, (_, i) => 2_991 + i));
  });

  test("is described from its footer and its first rows", async () => {
    const description = await describeTable(bytesInput("t.parquet", file), "parquet");
    expect(description).toMatchObject({
      rows: count,
      rowsAreExact: true,
      guess: { mapping: { text: "text", id: "id" } },
    });
  });

  test.each([4, 100, 5_000])("is rejected when %d bytes are missing at its end", async (missing) => {
    const { documents, rejections } = await readBytes("t.parquet", file.subarray(0, file.length - missing));
    expect(documents).toEqual([]);
    expect(rejections).toMatchObject([{ reason: "corrupt" }]);
  });

  const small = new Uint8Array(
    parquetWriteBuffer({
      columnData: [{ name: "text", data: rows.slice(0, 20).map(sentence), type: "STRING" }],
    }),
  );
  const withWrongByte = (at: number) => small.with(at, (small[at] ?? 0) ^ 0xff);

  test("is rejected or read as far as it goes, whichever byte of it is wrong", async () => {
    for (let at = 24; at < small.length; at += 3) {
      const { documents, rejections } = await readBytes("t.parquet", withWrongByte(at));
      expect(documents.length + rejections.length).toBeGreaterThan(0);
    }
  });

  test("that sends the parser round in circles is given up by the parser child", async () => {
    const folder = await mkdtemp(join(tmpdir(), "toposcope-parquet-"));
    const pool = parserPool({ children: 1, limits: { silenceMs: 2_000 } });
    try {
      const location = join(folder, "circles.parquet");
      await writeFile(location, withWrongByte(22));
      const events = await Array.fromAsync(pool.read(location));
      expect(events).toMatchObject([{ type: "rejection", reason: "timed-out" }]);
      await expect(pool.describe(location)).rejects.toMatchObject({ reason: "timed-out" });
    } finally {
      await pool.close();
      await rm(folder, { recursive: true });
    }
  });
});
