import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { detectLanguage } from "../../../src/corpus/language.ts";
import { parserPool } from "../../../src/corpus/read/parse-file.ts";
import type { RejectionReason } from "../../../src/model.ts";
import { hasShared } from "../../shared.ts";
import { filesFolder, type ManifestEntry, manifest } from "./manifest.ts";
import { remarks } from "./manifest-remarks.ts";
import { readAll, type WhatWasRead } from "./read-all.ts";

const pool = parserPool({ children: 2 });
afterAll(() => pool.close());

const inputs = manifest.filter(({ expect: wanted }) => !wanted.startsWith("(expected value"));

/** Files whose words are not parted by spaces are measured by their remarks. */
const notCountedInWords = /XiaoBiaoSong|issue16538|bug1627427/;

/** The reason from the closed list that each wording of the manifest means. */
const wordings: readonly [wording: RegExp, reasons: readonly RejectionReason[]][] = [
  [/password|encrypted/, ["encrypted"]],
  [/empty file/, ["empty"]],
  [/unpacked size/, ["bomb"]],
  [/unsupported type/, ["unsupported-type"]],
  [/unknown encoding/, ["bad-encoding"]],
  [/no text column/, ["no-text-column", "corrupt"]],
  [/no text/, ["no-text"]],
  [/damaged|not a PDF/, ["corrupt"]],
  [/invalid JSON/, ["corrupt", "empty"]],
  [/no usable documents/, ["no-text", "no-text-column", "empty"]],
];

/** Languages that the manifest names, or that the files are in. */
const languages: Readonly<Record<string, string>> = {
  "docx/Bug51170.docx": "pt",
  "docx/bib-chernigovka.netdo.ru_download_docs_17459.docx": "ru",
  "docx/en-validation-00001.docx": "en",
  "html/resume.html": "ru",
  "html/testHTMLNoisyMetaEncoding_1.html": "ar",
  "html/udhr-heb-rtl.html": "he",
  "pdf/160F-2019.pdf": "fr",
  "pdf/GeoTopo-komprimiert.pdf": "de",
  "pdf/XiaoBiaoSong.pdf": "zh",
  "pdf/bug1627427_reduced.pdf": "ko",
  "pdf/issue16538.pdf": "ja",
  "pdf/testPDF_protected.pdf": "en",
  "pdf/tracemonkey.pdf": "en",
  "txt/de-latin-1.txt": "de",
  "txt/el-iso-8859-7.txt": "el",
  "txt/en-cr-only.txt": "en",
  "txt/fr-utf16le-bom.txt": "fr",
  "txt/ja-shift-jis.txt": "ja",
  "txt/ru-windows-1251.txt": "ru",
  "txt/sv-broken-utf8.txt": "sv",
  "txt/zh-gb18030.txt": "zh",
};

describe.skipIf(!hasShared)("the files of the manifest", () => {
  test("124 are named, 7 of them are expected values, 115 have a verdict", () => {
    const judged = inputs.filter(({ expect: wanted }) => !wanted.startsWith("either way"));
    expect([manifest.length, inputs.length, judged.length]).toEqual([124, 117, 115]);
  });

  test.concurrent.each(inputs)("$file ($special): $expect", async (entry) => {
    const read = await readAll(pool.read(join(filesFolder, entry.file), { name: entry.file }));
    checkVerdict(entry, read);
    if (read.documents.length > 0) checkMeasures(entry, read);
    await remarks[entry.file]?.(read);
  });

  test("every remark belongs to a file", () => {
    const files = new Set(inputs.map(({ file }) => file));
    expect(Object.keys({ ...remarks, ...languages }).filter((file) => !files.has(file))).toEqual([]);
  });
});

function checkVerdict({ expect: wanted }: ManifestEntry, read: WhatWasRead): void {
  expect(read.events.length).toBeGreaterThan(0);
  expect(read.documents.every(({ text, title, row }) => text.trim() !== "" && (title || row))).toBe(true);
  if (/^either way|\bor\b/.test(wanted)) checkEitherWay(wanted, read);
  else if (/^accept/.test(wanted)) checkAccepted(wanted, read);
  else checkRejected(wanted, read);
}

/** The manifest leaves some verdicts open: taken with text, or rejected for a named reason, never both nor neither. */
function checkEitherWay(wanted: string, read: WhatWasRead): void {
  const fileRejections = read.rejections.filter(
    ({ row, member }) => row === undefined && member === undefined,
  );
  expect(read.documents.length > 0).toBe(fileRejections.length === 0);
  const named = reasonsFor(wanted);
  if (fileRejections.length > 0 && named.length > 0) expect(named).toContain(fileRejections[0]?.reason);
}

function checkAccepted(wanted: string, { documents, rejections, warnings }: WhatWasRead): void {
  if (!/^accept: names|one level, depth limited/.test(wanted)) expect(documents.length).toBeGreaterThan(0);
  const isNamed = /with a warning|skipped|the others named/.test(wanted);
  if (isNamed) expect(rejections.length + warnings.length).toBeGreaterThan(0);
  else expect(rejections).toEqual([]);
}

function checkRejected(wanted: string, { documents, reasons, rejections }: WhatWasRead): void {
  expect(documents).toEqual([]);
  const last = reasons.at(-1);
  expect(reasonsFor(wanted)).toContain(last);
  expect(rejections.at(-1)?.detail).toMatch(/\S{2,}/);
}

function reasonsFor(wanted: string): readonly RejectionReason[] {
  return wordings.filter(([wording]) => wording.test(wanted)).flatMap(([, reasons]) => reasons);
}

function checkMeasures(
  { file, measured, measured_with_mupdf }: ManifestEntry,
  { documents }: WhatWasRead,
): void {
  const [document] = documents;
  const text = document?.text ?? "";
  expect(text).not.toMatch(/\r|\0|^\ufeff/);
  expect(text.isWellFormed()).toBe(true);
  const pages = measured_with_mupdf?.pages;
  if (pages !== undefined && !/really-html/.test(file)) {
    expect(document?.pages).toHaveLength(pages);
    expect(
      document?.pages?.every((start, at, all) => start >= (all[at - 1] ?? 0) && start <= text.length),
    ).toBe(true);
  }
  const words = measured_with_mupdf?.words ?? measured?.words_in_body_xml;
  if (words !== undefined && words >= 5 && !notCountedInWords.test(file)) {
    expect(countWords(text)).toBeGreaterThanOrEqual(Math.floor(words * 0.85));
    expect(countWords(text)).toBeLessThanOrEqual(Math.ceil(words * 1.15));
  }
  for (const heading of document?.headings ?? []) expect(heading.offset).toBeLessThanOrEqual(text.length);
  const language = languages[file];
  if (language !== undefined) expect(detectLanguage(text).language).toBe(language);
}

/** Words as another reader counts them: bars between the cells of a table are ours. */
function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== "" && word !== "|").length;
}
