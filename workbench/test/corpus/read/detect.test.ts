import { expect, test } from "vitest";
import { readers } from "../../../src/builtins.ts";
import { detectFormat, extension } from "../../../src/corpus/read/detect.ts";
import { bytesInput } from "../../../src/corpus/read/file-input.ts";
import { FileRejected } from "../../../src/corpus/read/reader.ts";
import { makePdf, textCommands } from "./make-pdf.ts";
import { makeZip } from "./make-zip.ts";
import { readBytes } from "./read-file.ts";

async function format(name: string, content: string | Uint8Array): Promise<string> {
  try {
    return (await detectFormat(bytesInput(name, Buffer.from(content)), readers)).reader.name;
  } catch (error) {
    if (error instanceof FileRejected) return error.reason;
    throw error;
  }
}

const pdf = makePdf([textCommands(["words"])]);
const words = "Plain words on a line.\n";

test.each([
  ["a PDF without an ending", "report", pdf, "pdf"],
  ["a PDF named as text", "report.txt", pdf, "pdf"],
  ["a PDF after some junk", "a.pdf", Buffer.concat([Buffer.from("\r\n\r\n"), pdf]), "pdf"],
  ["text named as a PDF", "a.pdf", words, "corrupt"],
  ["HTML named as a PDF", "a.pdf", "<!doctype html><p>words", "html"],
  ["HTML named as Word", "a.docx", "<html><body>words", "html"],
  ["text without an ending", "README", words, "text"],
  ["text with an unknown ending", "notes.2024", words, "text"],
  ["HTML without an ending", "index", "<!-- a --><html>", "html"],
  ["a mail without an ending", "1,S=2", "From: a@b\nTo: c@d\nSubject: e\n\nwords", "eml"],
  ["a mailbox without an ending", "inbox", "From a@b Mon Jun 01 10:00:00 2009\n\nwords", "mbox"],
  ["JSON lines without an ending", "dump", '{"a":1}\n{"a":2}\n', "jsonl"],
  ["JSON without an ending", "dump", '[{"a":1}]', "json"],
  ["HTML named as a table", "a.csv", "<html>,b\n", "csv"],
  ["a bare archive", "a.bin", makeZip([{ name: "a.txt", content: words }]), "zip"],
  [
    "an Excel workbook named as an archive",
    "a.zip",
    makeZip([{ name: "xl/workbook.xml", content: "x" }]),
    "unsupported-type",
  ],
  ["an encrypted Office document", "a.xlsx", Buffer.from("d0cf11e0a1b11ae1", "hex"), "encrypted"],
  ["an old Office document", "a.doc", Buffer.from("d0cf11e0a1b11ae1", "hex"), "unsupported-type"],
  ["a program", "setup.exe", "MZ\u0090\0", "unsupported-type"],
  ["a gzip file", "a.csv.gz", Buffer.from("1f8b0800", "hex"), "unsupported-type"],
  ["a picture", "a.png", Buffer.from("89504e470d0a1a0a", "hex"), "unsupported-type"],
  ["bytes of no format", "a.bin", Buffer.alloc(64), "unsupported-type"],
  ["bytes of no format named as a PDF", "a.pdf", Buffer.alloc(64), "corrupt"],
  ["an XML file", "a.xml", "<?xml version='1.0'?><a/>", "unsupported-type"],
  ["a file of the system", "photos/Thumbs.db", words, "unsupported-type"],
  ["a hidden file", ".profile", words, "unsupported-type"],
  ["nothing", "a.txt", "", "empty"],
])("%s is known for what it is", async (_, name, content, wanted) => {
  expect(await format(name, content)).toBe(wanted);
});

test("the user is told when the content is not what the name promises", async () => {
  const { documents, warnings } = await readBytes("report.txt", pdf);
  expect(documents[0]?.text).toBe("words");
  expect(warnings.map(({ message }) => message)).toEqual(["named .txt, but read as pdf"]);
});

test.each([
  ["a/b.c/README", ""],
  ["a.TXT", "txt"],
  [".gitignore", ""],
  ["a.tar.gz", "gz"],
])("the ending of %s is “%s”", (name, ending) => {
  expect(extension(name)).toBe(ending);
});

test("every reader has a name and endings of its own", () => {
  const names = readers.map(({ name }) => name);
  const endings = readers.flatMap(({ extensions }) => extensions);
  expect([new Set(names).size, new Set(endings).size]).toEqual([names.length, endings.length]);
});

test("a text file is titled by its name, a blank one is empty", async () => {
  expect((await readBytes("notes/My story.v2.txt", words)).documents[0]?.title).toBe("My story.v2");
  expect((await readBytes("a.txt", " \n\t\n")).rejections.map(({ reason }) => reason)).toEqual(["empty"]);
});
