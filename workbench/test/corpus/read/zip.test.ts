import fc from "fast-check";
import { expect, test } from "vitest";
import { readers } from "../../../src/builtins.ts";
import { bytesInput } from "../../../src/corpus/read/file-input.ts";
import { defaultLimits } from "../../../src/corpus/read/parse-file.ts";
import { readInput } from "../../../src/corpus/read/read-input.ts";
import { memberName } from "../../../src/corpus/read/zip-names.ts";
import { makeZip, type ZipEntry } from "./make-zip.ts";
import { readAll } from "./read-all.ts";

const story = "Once upon a time there was an archive with a story in it.";

function readZip(entries: readonly ZipEntry[], limits: Partial<typeof defaultLimits> = {}) {
  const input = bytesInput("pile.zip", makeZip(entries));
  return readAll(readInput(input, { mapping: {}, limits: { ...defaultLimits, ...limits } }, readers));
}

test("each member is read by its own format and says where it lies", async () => {
  const { documents, rejections } = await readZip([
    { name: "notes/story.txt", content: story },
    { name: "notes/page.md", content: "# Heading\n\nwords" },
    { name: "rows.csv", content: `id,text\n1,${story}\n2,${story}\n` },
  ]);
  expect(rejections).toEqual([]);
  expect(documents.map(({ member, title, row }) => [member, title, row])).toEqual([
    ["notes/story.txt", "story", undefined],
    ["notes/page.md", "Heading", undefined],
    ["rows.csv", undefined, 1],
    ["rows.csv", undefined, 2],
  ]);
});

test("a member that unpacks to a thousand times its size is a bomb, and those beside it are taken", async () => {
  const { documents, rejections } = await readZip([
    { name: "bomb.txt", content: Buffer.alloc(20_000_000, " ") },
    { name: "story.txt", content: story },
  ]);
  expect(rejections.map(({ member, reason }) => [member, reason])).toEqual([["bomb.txt", "bomb"]]);
  expect(documents.map(({ text }) => text)).toEqual([story]);
});

test("members that are harmless alone are a bomb together", async () => {
  const content = Array.from({ length: 20_000 }, (_, at) => `line ${at * 7919}`).join("\n");
  const entries = Array.from({ length: 10 }, (_, at) => ({ name: `${at}.txt`, content }));
  const { documents, reasons } = await readZip(entries, { maxUnpackedBytes: 3 * content.length });
  expect(documents).toHaveLength(3);
  expect(new Set(reasons)).toEqual(new Set(["bomb"]));
});

test("a member that unpacks to more than it claims is refused", async () => {
  const { documents, reasons } = await readZip([{ name: "liar.txt", content: story, claimedBytes: 5 }]);
  expect(documents).toEqual([]);
  expect(reasons).toEqual(["corrupt"]);
});

test("encrypted members, archives in the archive and empty files are named, the others are taken", async () => {
  const { documents, rejections } = await readZip([
    { name: "secret.txt", content: story, encrypted: true },
    { name: "inner.zip", content: makeZip([{ name: "deep.txt", content: story }]) },
    { name: "empty.txt", content: "" },
    { name: "folder/", content: "" },
    { name: "__MACOSX/._story.txt", content: "x" },
    { name: "story.txt", content: story },
  ]);
  expect(documents.map(({ member }) => member)).toEqual(["story.txt"]);
  expect(rejections.map(({ member, reason }) => [member, reason])).toEqual([
    ["secret.txt", "encrypted"],
    ["inner.zip", "nested-archive"],
    ["empty.txt", "empty"],
    ["__MACOSX/._story.txt", "unsupported-type"],
  ]);
});

test("an archive with more members than the limit is refused before any is unpacked", async () => {
  const entries = Array.from({ length: 6 }, (_, at) => ({ name: `${at}.txt`, content: story }));
  const { documents, reasons } = await readZip(entries, { maxArchiveMembers: 5 });
  expect([documents.length, reasons]).toEqual([0, ["too-large"]]);
});

test("an archive without files is empty", async () => {
  expect((await readZip([{ name: "folder/", content: "" }])).reasons).toEqual(["empty"]);
});

const named = (bytes: Uint8Array) =>
  memberName({ fileNameRaw: Buffer.from(bytes), generalPurposeBitFlag: 0, extraFields: [] });

test.each([
  ["UTF-8 without its flag", Buffer.from("Übersicht.txt"), "Übersicht.txt"],
  ["Shift-JIS", Buffer.from([0x95, 0xb6, 0x8f, 0xcd, 0x2e, 0x74, 0x78, 0x74]), "文章.txt"],
  ["code page 437", Buffer.from([0x4b, 0x94, 0x6c, 0x6e, 0x2e, 0x74, 0x78, 0x74]), "Köln.txt"],
  ["a way upwards", Buffer.from("../../etc/passwd"), "etc/passwd"],
  ["an absolute path", Buffer.from("/etc/passwd"), "etc/passwd"],
  ["a drive and backslashes", Buffer.from("C:\\Users\\..\\a.txt"), "Users/a.txt"],
])("a member's name written as %s is read as text that leads nowhere else", (_, bytes, wanted) => {
  expect(named(bytes)).toBe(wanted);
});

test("no name, whatever its bytes, leads out of the archive", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const parts = named(bytes).split("/");
      return !parts.includes("..") && !/^([a-z]:)?[\\/]/i.test(named(bytes)) && named(bytes).isWellFormed();
    }),
  );
});
