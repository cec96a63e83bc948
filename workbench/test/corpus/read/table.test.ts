import { expect, test } from "vitest";
import { profileColumns } from "../../../src/corpus/read/column-profile.ts";
import { guessColumns } from "../../../src/corpus/read/columns.ts";
import { describeTable } from "../../../src/corpus/read/describe-table.ts";
import { bytesInput } from "../../../src/corpus/read/file-input.ts";
import type { FileInput } from "../../../src/corpus/read/reader.ts";
import { readBytes } from "./read-file.ts";

const sentence = (i: number) => `Complaint ${i} is about a loan that was never paid back in full.`;
const complaints = Array.from({ length: 60 }, (_, i) => ({
  "Complaint ID": String(7_000 + i),
  Subject: `Loan ${i}`,
  Product: ["loan", "card", "account"][i % 3],
  "Date received": `${String((i % 12) + 1).padStart(2, "0")}/${String((i % 28) + 1).padStart(2, "0")}/23`,
  Narrative: sentence(i),
  ZIP: `0${8_000 + i}`,
  Amount: String(i * 1.5),
  Paid: i % 2 ? "true" : "FALSE",
}));

function csv(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  return [names, ...rows.map((row) => names.map((name) => row[name]))]
    .map((cells) => cells.join(","))
    .join("\n");
}

test("text, title, date, label and id are guessed, each with its reason", () => {
  const { mapping, reasons } = guessColumns(profileColumns(complaints));
  expect(mapping).toEqual({
    text: "Narrative",
    title: "Subject",
    date: "Date received",
    label: "Product",
    id: "Complaint ID",
  });
  expect(Object.keys(reasons).sort()).toEqual(["date", "id", "label", "text", "title"]);
  expect(reasons.date).toContain("MM/DD/YY");
});

test("with a title and an abstract, the text is the abstract, however it is called by position", () => {
  const rows = complaints.map(({ Narrative }, i) => ({
    authors: "A. Author, B. Author, C. Author, D. Author, E. Author and others",
    abstract: Narrative,
    title: `On loans, ${i}`,
  }));
  expect(guessColumns(profileColumns(rows)).mapping).toMatchObject({ text: "abstract", title: "title" });
});

test("other columns keep their types: numbers, truth values and dates; what only looks like a number stays text", async () => {
  const { documents } = await readBytes("t.csv", csv(complaints));
  expect(documents[3]).toMatchObject({
    text: sentence(3),
    title: "Loan 3",
    externalId: "7003",
    label: "loan",
    date: "2023-04-04",
    row: 4,
    metadata: { ZIP: "08003", Amount: 4.5, Paid: true },
  });
});

test("columns named by the user are taken, in any case; null means none", async () => {
  const mapping = { text: "subject", label: "ZIP", date: null, id: null };
  const { documents } = await readBytes("t.csv", csv(complaints), { mapping });
  expect(documents[0]).toMatchObject({ text: "Loan 0", label: "08000" });
  expect(documents[0]).not.toHaveProperty("date");
  expect(documents[0]?.metadata).toMatchObject({ "Complaint ID": 7_000, "Date received": "2023-01-01" });
});

test("a text column that does not exist is a rejection that lists the columns there are", async () => {
  const { documents, rejections } = await readBytes("t.csv", csv(complaints), { mapping: { text: "story" } });
  expect(documents).toEqual([]);
  expect(rejections).toMatchObject([
    { reason: "no-text-column", detail: expect.stringMatching(/story.*Narrative/) },
  ]);
});

test("another column that does not exist is a warning, and the rows are taken", async () => {
  const { documents, warnings } = await readBytes("t.csv", csv(complaints), { mapping: { date: "when" } });
  expect(documents).toHaveLength(60);
  expect(warnings).toMatchObject([{ message: expect.stringContaining("when") }]);
});

test("records without prose are taken with their short texts joined, and the user is told", async () => {
  const { documents, warnings } = await readBytes("t.csv", "id,name,city,age\n1,John,Paris,30\n2,,Rome,31\n");
  expect(documents.map(({ text, externalId }) => [text, externalId])).toEqual([
    ["John\nParis", "1"],
    ["Rome", "2"],
  ]);
  expect(documents[0]).toMatchObject({ title: "John", metadata: { city: "Paris", age: 30 } });
  expect(warnings[0]?.message).toContain("“city”");
});

test("rows whose text is empty, blank or a placeholder are rejected by number, and the one repeated is named", async () => {
  const { documents, rejections } = await readBytes(
    "t.csv",
    `id,text\n1,${sentence(1)}\n2,\n3,"  \n "\n4,N/A\n2,\n5,${sentence(5)}\n`,
  );
  expect(documents).toHaveLength(2);
  expect(rejections.map(({ row, reason }) => [row, reason])).toEqual(
    [2, 3, 4, 5].map((row) => [row, "no-text"]),
  );
  expect(rejections[3]?.detail).toContain("the same as row 2");
});

test("a date is judged by how the column writes them: impossible, missing, or written otherwise", async () => {
  const days = ["08/16/23", "08/03/23", "13/45/2023", "", "2023-02-18", "09/30/23", "10/01/23"];
  const file = `date,text\n${days.map((day, i) => `${day},${sentence(i)}`).join("\n")}\n`;
  const { documents } = await readBytes("t.csv", file);
  expect(documents.map(({ date }) => date)).toEqual([
    "2023-08-16",
    "2023-08-03",
    undefined,
    undefined,
    "2023-02-18",
    "2023-09-30",
    "2023-10-01",
  ]);
  expect(documents.map(({ flags }) => flags?.[0]?.flag)).toEqual([
    undefined,
    undefined,
    "bad-date",
    "empty-date",
    "odd-date-format",
    undefined,
    undefined,
  ]);
  expect(documents[2]?.metadata.date).toBe("13/45/2023");
});

test("reading goes on after the row where it was left, with the columns taken as before", async () => {
  const rows = Array.from({ length: 1_300 }, (_, i) => ({
    id: i,
    note: i < 600 ? sentence(i) : "x",
    other: "short",
  }));
  const whole = await readBytes("t.csv", csv(rows));
  const rest = await readBytes("t.csv", csv(rows), { resumeAfterRow: 700 });
  expect(rest.documents).toEqual(whole.documents.filter(({ row }) => row! > 700));
  expect(rest.warnings).toEqual([]);
});

test("a table is described from its beginning: columns, examples, and how many rows there may be", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => ({ id: i, text: sentence(i), day: "2023-04-01" }));
  let read = 0;
  const input = bytesInput("t.csv", Buffer.from(csv(rows)));
  const counting = {
    ...input,
    async *stream(start?: number) {
      for await (const piece of input.stream(start)) {
        read += piece.length;
        yield piece;
      }
    },
  };
  const description = await describeTable(counting, "csv");
  expect(description.columns.map(({ name, type }) => [name, type])).toEqual([
    ["id", "number"],
    ["text", "text"],
    ["day", "date"],
  ]);
  expect(description.rowsAreExact).toBe(false);
  expect(Math.abs(description.rows - 20_000)).toBeLessThan(2_000);
  expect(description.guess.mapping).toMatchObject({ text: "text", date: "day", id: "id" });
  expect(description.sample[0]).toEqual({ id: "0", text: sentence(0), day: "2023-04-01" });
  expect(read).toBeLessThan(input.size * 2);
});

test("of a table of a terabyte only the beginning is read", async () => {
  const rows = Array.from({ length: 500 }, (_, i) => ({ id: i, text: sentence(i), day: "2023-04-01" }));
  const [header, ...body] = csv(rows).split("\n");
  const piece = Buffer.from(`${body.join("\n")}\n`);
  const start = Buffer.concat([Buffer.from(`${header}\n`), piece]);
  let read = 0;
  const endless: FileInput = {
    name: "t.csv",
    size: 1e12,
    bytes: () => Promise.reject(new Error("too large to be read whole")),
    slice: async (from, to) => start.subarray(from, to),
    async *stream() {
      for (let next = start; ; next = piece) {
        read += next.length;
        yield next;
      }
    },
  };
  const description = await describeTable(endless, "csv");
  expect(description.guess.mapping).toMatchObject({ text: "text", date: "day", id: "id" });
  expect(description.rows).toBeGreaterThan(1e8);
  expect(read).toBeLessThan(200_000_000);
});

test("a small table's rows are counted", async () => {
  const { rows, rowsAreExact } = await describeTable(
    bytesInput("t.csv", Buffer.from(csv(complaints))),
    "csv",
  );
  expect([rows, rowsAreExact]).toEqual([60, true]);
});
