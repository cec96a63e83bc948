import fc from "fast-check";
import { expect, test } from "vitest";
import { type CsvRecord, CsvRecords } from "../../../src/corpus/read/csv-records.ts";
import { readBytes } from "./read-file.ts";

const fieldsOf = (records: readonly CsvRecord[]) => records.map(({ fields }) => [...fields]);

/** Splits text that arrives in pieces of this length. */
function split(text: string, pieceLength: number, delimiter = ","): CsvRecord[] {
  const parser = new CsvRecords({ delimiter, lineEnd: "\n" });
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += pieceLength) {
    for (const record of parser.push(text.slice(at, at + pieceLength))) records.push(record);
  }
  return [...records, ...parser.end()];
}

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
const anyField = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc
    .array(fc.constantFrom('"', ",", ";", "\n", "\r\n", "a", " ", '""'), { maxLength: 6 })
    .map((parts) => parts.join("")),
);
const anyTable = fc
  .integer({ min: 1, max: 4 })
  .chain((width) =>
    fc.array(fc.array(anyField, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  );
const anyLineEnd = fc.constantFrom("\n", "\r\n");

test("any table written with quotes is read back cell by cell, in whatever pieces it arrives", () => {
  fc.assert(
    fc.property(anyTable, anyLineEnd, fc.integer({ min: 1, max: 40 }), (table, lineEnd, pieceLength) => {
      const text = table.map((row) => row.map(quoted).join(",") + lineEnd).join("");
      expect(fieldsOf(split(text, pieceLength))).toEqual(table);
    }),
  );
});

test("any text at all is read without an error, and the same in whatever pieces it arrives", () => {
  const anyText = fc.array(fc.constantFrom('"', ",", "\n", "\r\n", "a", "b ", '""', " "), { maxLength: 40 });
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 9 }), (parts, pieceLength) => {
      const text = parts.join("");
      expect(fieldsOf(split(text, pieceLength))).toEqual(fieldsOf(split(text, text.length + 1)));
    }),
  );
});

test("a quote that is never closed costs its own line only, and is reported", () => {
  const records = split('1,"never closed\n2,second\n3,"th""ird"\n', 100);
  expect(fieldsOf(records)).toEqual([
    ["1", "never closed"],
    ["2", "second"],
    ["3", 'th"ird'],
  ]);
  expect(records.map(({ fault }) => fault !== undefined)).toEqual([true, false, false]);
});

test("a quote closed in the middle of a later line does not join the lines", () => {
  expect(fieldsOf(split('1,"never closed\n2,"second"\n', 100))).toEqual([
    ["1", "never closed"],
    ["2", "second"],
  ]);
});

test("quotes inside a quoted field that are not doubled are kept", () => {
  const [record] = split('1,"she said "hi" to me",x\n', 100);
  expect(record).toMatchObject({
    fields: ["1", 'she said "hi" to me', "x"],
    fault: expect.stringContaining("quote"),
  });
});

test("ten megabytes with a quote open at the start are read row by row", () => {
  const line = "some text,and more of it\n";
  const records = split(`a,"b\n${line.repeat(400_000)}`, 262_144);
  expect(records).toHaveLength(400_001);
});

test.each([
  [",", "comma"],
  [";", "semicolon"],
  ["\t", "tab"],
  ["|", "bar"],
])("a table whose fields are parted by %j (%s) is recognised", async (delimiter) => {
  const rows = [
    ["id", "text", "value"],
    ["1", quoted(`the first, the best; and | the longest\ttext of all`), "2,5"],
    ["2", quoted("the second text, which is shorter; still"), "1.0"],
  ];
  const { documents } = await readBytes(
    "t.csv",
    rows
      .map((row) =>
        row
          .map((cell) => (cell.includes(delimiter) && !cell.startsWith('"') ? quoted(cell) : cell))
          .join(delimiter),
      )
      .join("\n"),
  );
  expect(documents.map(({ text }) => text)).toEqual([
    "the first, the best; and | the longest\ttext of all",
    "the second text, which is shorter; still",
  ]);
});

test("Excel's sep= line names the delimiter and is no row", async () => {
  const { documents } = await readBytes("t.csv", "sep=;\r\ntext;n\r\nfour words of text;1\r\n");
  expect(documents).toMatchObject([{ text: "four words of text", row: 1, metadata: { n: 1 } }]);
});

test("rows that do not fit the header are rejected by number, blank lines between rows too", async () => {
  const file =
    "text,n\nfirst words here stand,1\n\nonly one field\nsecond words here stand,2\na,b,c\nlast words here stand,3,\n\n,\n\n";
  const { documents, rejections } = await readBytes("t.csv", file);
  expect(documents.map(({ row }) => row)).toEqual([1, 4, 6]);
  expect(rejections.map(({ row, reason, detail }) => [row, reason, detail])).toEqual([
    [2, "bad-row", "a blank line"],
    [3, "bad-row", "1 field instead of 2"],
    [5, "bad-row", "3 fields instead of 2"],
  ]);
});

test("a table without a header keeps its first row", async () => {
  const { documents, warnings } = await readBytes(
    "t.csv",
    "1,the first text of the table\n2,the second text of the table\n",
  );
  expect(documents.map(({ text }) => text)).toEqual([
    "the first text of the table",
    "the second text of the table",
  ]);
  expect(warnings[0]?.message).toContain("column 1");
});

test("columns with the same name, or none, keep their cells apart", async () => {
  const { documents } = await readBytes("t.csv", "text,tag,tag,\nfour words of text,a,b,c\n");
  expect(documents[0]?.metadata).toEqual({ tag: "a", "tag (2)": "b", "column 4": "c" });
});

test("old Macintosh line ends part rows", async () => {
  const { documents } = await readBytes("t.csv", "text,n\rfour words of text,1\rfive words of more text,2\r");
  expect(documents.map(({ metadata }) => metadata.n)).toEqual([1, 2]);
});

test("UTF-16 and a byte order mark are understood", async () => {
  const text = "\ufefftext,n\r\nvier Wörter für Größe,1\r\n";
  const { documents } = await readBytes("t.csv", Buffer.from(text, "utf16le"));
  expect(documents[0]?.text).toBe("vier Wörter für Größe");
});

test("a header without rows holds no documents", async () => {
  const { rejections } = await readBytes("t.csv", "text,n\n");
  expect(rejections).toMatchObject([{ reason: "no-text" }]);
});
