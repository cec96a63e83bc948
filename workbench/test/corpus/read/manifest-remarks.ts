import { expect } from "vitest";
import type { ExtractedDocument } from "../../../src/model.ts";
import { expectedValue } from "./manifest.ts";
import type { WhatWasRead } from "./read-all.ts";

type Remark = (read: WhatWasRead) => void;

const text = ({ documents }: WhatWasRead) => documents[0]?.text ?? "";
const count = (whole: string, part: RegExp) => whole.match(part)?.length ?? 0;
const pageOf = ({ text: whole, pages = [] }: ExtractedDocument, words: string) =>
  pages.findLastIndex((start) => start <= whole.indexOf(words)) + 1;

/** Says that words stand in the text, one after the other. */
function inOrder(read: WhatWasRead, ...parts: string[]): void {
  const places = parts.map((part) => text(read).indexOf(part));
  expect(places, parts.join(" … ")).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
}

function rows(expectedFile: string): Remark {
  return ({ documents }) => {
    const expected = expectedValue<Record<string, string>[]>(expectedFile);
    expect(documents).toHaveLength(expected.length);
    for (const [at, { text: body, externalId, title, metadata }] of documents.entries()) {
      const found = [body, externalId, title, ...Object.values(metadata)].map((value) => String(value ?? ""));
      for (const value of Object.values(expected[at] ?? {})) expect(found).toContain(value.trim());
    }
  };
}

const rejected =
  (detail: RegExp): Remark =>
  ({ rejections }) => {
    expect(rejections.at(-1)?.detail).toMatch(detail);
  };

/** What the manifest says of single files beyond the verdict and the counts, by file. */
export const remarks: Readonly<Record<string, Remark>> = {
  "csv/comma_in_quotes.csv": rows("csv/comma_in_quotes.expected.json"),
  "csv/empty_crlf.csv": rows("csv/empty_crlf.expected.json"),
  "csv/json.csv": rows("csv/json.expected.json"),
  "csv/newlines.csv": rows("csv/newlines.expected.json"),
  "csv/quotes_and_newlines.csv": rows("csv/quotes_and_newlines.expected.json"),
  "csv/simple_crlf.csv": rows("csv/simple_crlf.expected.json"),
  "csv/excel-german-semicolon-cp1252.csv": ({ documents }) => {
    expect(documents).toHaveLength(24);
    expect(documents[0]?.text).toContain("Würde");
    expect(documents.every(({ date }) => /^1948-12-\d\d$/.test(date ?? ""))).toBe(true);
  },
  "csv/formula-cells.csv": ({ documents }) => {
    expect(documents.map(({ text: body }) => body)).toEqual(["=1+1", "@SUM(A1)", "+cmd|calc", "-2"]);
  },
  "csv/test-columnar.csv": ({ documents }) => expect(documents).toHaveLength(11),
  "csv/unclosed-quote.csv": ({ documents, warnings }) => {
    expect(documents).toHaveLength(3);
    expect(warnings.join("\n")).toMatch(/quote/);
  },
  "docx/ExternalEntityInText.docx": (read) => {
    expect(text(read)).toBe('Here should not be the POI web site: ""');
  },
  "docx/bomb-60MB.docx": rejected(/unpack to more than/),
  "docx/comments.docx": (read) => expect(text(read)).toBe("Ouch."),
  "docx/en-validation-00001.docx": (read) =>
    inOrder(read, "Document 1529", "Interpreted programming languages"),
  "docx/footnotes.docx": (read) => {
    inOrder(read, "Ouch", "A tachyon walks into a bar.", "Fin.");
    expect(text(read)).not.toContain("↑");
  },
  "docx/hdr-header-footer.docx": (read) => {
    expect(text(read)).toBe("section with header\n\nsection without header of its own.");
  },
  "docx/par-hyperlinks.docx": (read) =>
    inOrder(read, "One awesome hyperlink.", "the first one here, the second one"),
  "docx/simple-list.docx": (read) => expect(text(read)).toBe("Apple\nBanana"),
  "docx/single-paragraph.docx": (read) => expect(text(read)).toBe("Walking on imported air"),
  "docx/strict-format.docx": (read) => expect(text(read)).toBe("Test"),
  "docx/tables.docx": (read) => {
    expect(text(read)).toBe("Above\n\nTop left | Top right\nBottom left | Bottom right\n\nBelow");
  },
  "docx/test_recursive_embedded.docx": (read) => expect(text(read)).toBe("embed_0"),
  "docx/testWORD_various.docx": (read) => {
    inOrder(
      read,
      "Here is a list:",
      "Bullet 1\nBullet 2\nBullet 3",
      "This is a hyperlink",
      "Row 1 Col 1 | Row 1 Col 2",
    );
  },
  "docx/utf8-bom.docx": (read) => expect(text(read)).toBe("This XML has a byte order mark."),
  "html/boilerplate.html": (read) => {
    inOrder(read, "This is the real meat of the page", "Here's another paragraph of text");
    expect(text(read)).not.toMatch(/boilerplate|footer/);
  },
  "html/testBrokenHTMLContainingRFC822.html": (read) => {
    inOrder(read, "A heading", "Some text", "-----Original Message-----", "A whole bunch of text.");
  },
  "html/testHTMLNoisyMetaEncoding_1.html": (read) => inOrder(read, "الاتحاد الجزائري", "المقبول"),
  "html/testHTML_charset_utf16le.html": (read) => expect(text(read)).toBe("This is a sample text"),
  "html/testHTML_script_in_body.html": (read) => expect(text(read)).toBe("This is a test."),
  "html/testHTML_utf8.html": ({ documents }) => {
    expect(documents[0]?.title).toContain("öäå");
    expect(documents[0]?.text).toContain("åäö");
  },
  "html/udhr-heb-rtl.html": ({ documents }) => {
    expect(documents[0]?.headings?.filter(({ text: words }) => words.startsWith("סעיף"))).toHaveLength(30);
    expect(documents[0]?.text).toContain("סעיף א.\n\nכל בני אדם נולדו בני חורין");
  },
  "json/n_array_unclosed.json": rejected(/character 4/),
  "json/n_structure_100000_opening_arrays.json": rejected(/character \d+/),
  "jsonl/bad-lines.jsonl": ({ documents, events }) => {
    const spoiled = expectedValue<{ line: number }[]>("jsonl/bad-lines.truth.json");
    const reported = new Set<number | undefined>();
    for (const event of events) {
      if (event.type !== "document") reported.add(event.row);
      else if (event.document.flags?.length) reported.add(event.document.row);
    }
    /** Ids used before are seen by the stage that knows the whole project. */
    const seenLater = new Set([102]);
    for (const { line } of spoiled) if (!seenLater.has(line)) expect(reported).toContain(line);
    expect(documents.length).toBeGreaterThanOrEqual(201 - spoiled.length);
    expect(documents.at(-1)?.row).toBe(201);
  },
  "mail/simple.mbox": ({ documents }) => {
    expect(documents.map(({ text: body, row }) => [row, body])).toEqual([
      [1, "Test content 1"],
      [2, "Test content 2"],
    ]);
  },
  "mail/testEmailWithPNGAtt.eml": ({ documents }) => {
    expect(documents).toEqual([
      expect.objectContaining({
        title: "Test Attachment Email",
        date: "2016-07-20T16:35:02.000Z",
        text: "This email has a PNG attachment included in it",
        metadata: expect.objectContaining({
          from: "Tika Test <XXXX@apache.org>",
          attachments: ["testPNG.png"],
        }),
      }),
    ]);
  },
  "mail/testGroupWiseEml.eml": (read) => expect(text(read)).toBe("test"),
  "mail/testMBOX_complex.mbox": ({ documents }) => {
    expect(documents).toHaveLength(1);
    expect(documents[0]?.text).toContain("My name is Another Person. body 1");
  },
  "mail/testRFC822_multipart_attachments.eml": ({ documents }) => {
    expect(documents).toHaveLength(1);
    expect(documents[0]?.text).toBe("Hi,\n\nThis is test email for EML1\n\nThanks,\nChetan");
  },
  "md/csv-spectrum-readme.md": (read) => {
    inOrder(read, "acid test for CSV parsing libraries", "programmatic usage", "require('csv-spectrum')");
    expect(text(read)).not.toMatch(/nodei\.co|\]\(/);
  },
  "md/mammoth-readme.md": ({ documents }) => {
    expect(documents[0]?.headings?.slice(0, 3).map(({ text: words, level }) => [level, words])).toEqual([
      [1, "Mammoth .docx to HTML converter"],
      [2, "Web demo"],
      [2, "Installation"],
    ]);
    expect(documents[0]?.text).toContain('mammoth.convertToHtml({path: "path/to/document.docx"})');
    expect(count(documents[0]?.text ?? "", /\]\(/g)).toBe(0);
  },
  "md/testMARKDOWN.md": (read) => {
    inOrder(
      read,
      "Title",
      "Some bold and italic and struck text",
      'System.out.println("hi");',
      "L | C | R\na | b | c",
      "Café",
    );
  },
  "parquet/alltypes_plain.snappy.parquet": ({ documents, warnings }) => {
    expect(documents).toHaveLength(2);
    expect(warnings.join("\n")).toMatch(/no column holds long text/);
  },
  "parquet/delta_byte_array.parquet": ({ documents }) => expect(documents).toHaveLength(1_000),
  "parquet/nation.dict-malformed.parquet": ({ documents }) => {
    expect(documents).toHaveLength(25);
    expect(documents[0]?.text).toContain("haggle. carefully final deposits");
  },
  "pdf/160F-2019.pdf": (read) => inOrder(read, "n° d'identification national", "rémunérations brutes"),
  "pdf/GeoTopo-komprimiert.pdf": ({ documents }) => {
    expect(documents[0]?.headings).toHaveLength(35);
    expect(pageOf(documents[0]!, "Danksagungen")).toBe(2);
  },
  "pdf/REDHAT-1531897-0.pdf": rejected(/cannot be opened/),
  "pdf/XiaoBiaoSong.pdf": (read) => {
    expect(count(text(read), /\p{Script=Han}/gu)).toBeGreaterThan(176);
    expect(count(text(read), /\p{Script=Han}/gu)).toBeLessThan(238);
    expect(text(read)).not.toMatch(/\p{Script=Han} \p{Script=Han}/u);
  },
  "pdf/bug1627427_reduced.pdf": (read) => expect(count(text(read), /\p{Script=Hangul}/gu)).toBe(27),
  "pdf/empty.pdf": rejected(/1 page, 0 words/),
  "pdf/habibi-rotated.pdf": ({ documents }) => {
    const { text: whole, pages = [] } = documents[0]!;
    const texts = pages.map((start, at) => whole.slice(start, pages[at + 1]).trim());
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain("habibi");
    expect(texts[0]).toContain("حَبيبي");
  },
  "pdf/helloworld-bad.pdf": (read) => expect(text(read)).toBe("Hello, world!"),
  "pdf/issue16538.pdf": (read) => {
    const characters = count(text(read), /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー「」]/gu);
    expect(characters).toBeGreaterThan(500);
    expect(characters).toBeLessThan(680);
    inOrder(read, "標準マーケットモデルは 2 次元で説明する", "取引できない商品に対して「リスク中立確率」を");
  },
  "pdf/js-buttons.pdf": (read) => expect(text(read)).not.toMatch(/function|app\.|=/),
  "pdf/multicolumn.pdf": (read) => {
    inOrder(
      read,
      "This is a sample document with two columns filled with Lorem Ipsum text.",
      "consectetuer adipiscing elit",
    );
    expect(text(read)).not.toMatch(/adip-/);
  },
  "pdf/pdflatex-outline.pdf": ({ documents }) => {
    expect(documents[0]?.headings?.map(({ text: words }) => words)).toEqual([
      "Foo",
      "Bar",
      "Baz",
      "Foo",
      "Bar",
      "Baz",
      "Foo",
      "Bar",
      "Baz",
    ]);
  },
  "pdf/really-html.pdf": ({ warnings }) =>
    expect(warnings.join("\n")).toMatch(/named \.pdf, but read as html/),
  "pdf/rotation.pdf": ({ documents }) => expect(pageOf(documents[0]!, "landscape layout")).toBe(2),
  "pdf/scan-3-pages.pdf": rejected(/3 pages, 0 words: a scan needs OCR/),
  "pdf/testOCR.pdf": rejected(/1 page, 0 words/),
  "pdf/testPDF_bad_page_303226.pdf": ({ warnings }) =>
    expect(warnings.join("\n")).toMatch(/damaged and was repaired/),
  "pdf/testPDF_childAttachments.pdf": ({ documents }) => {
    expect(documents[0]?.headings?.length).toBeGreaterThan(50);
    expect(documents[0]?.text).not.toMatch(/this\.print|app\.alert/);
  },
  "pdf/testPDF_rotated.pdf": (read) => {
    inOrder(
      read,
      "Tika - Content Analysis Toolkit",
      "Apache Tika is a toolkit for detecting",
      "undergoing incubation",
    );
  },
  "pdf/tracemonkey.pdf": (read) => {
    inOrder(
      read,
      "Dynamic Languages",
      "Abstract",
      "Dynamic languages such as JavaScript",
      "1. Introduction",
      "2. Overview",
    );
    const [document] = read.documents;
    expect(document?.title).toBe("Trace-based Just-in-Time Type Specialization for Dynamic Languages");
    expect(pageOf(document!, "2. Overview: Example Tracing Run")).toBe(2);
    expect(document?.text).toMatch(
      /do not know the types|more difficult to compile than statically typed ones/,
    );
  },
  "pdf/with-attachment.pdf": ({ documents }) =>
    expect(documents[0]?.text).toMatch(/^Lorem ipsum dolor sit amet/),
  "txt/blns.txt": (read) =>
    inOrder(read, "田中さんにあげて下さい", "<script>alert(0)</script>", "DROP TABLE users"),
  "txt/de-latin-1.txt": (read) => inOrder(read, "Würde", "Brüderlichkeit"),
  "txt/el-iso-8859-7.txt": (read) => inOrder(read, "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι"),
  "txt/en-cr-only.txt": (read) => expect(count(text(read), /\n/g)).toBeGreaterThan(10),
  "txt/en-utf8-bom.txt": (read) => expect(text(read)).toMatch(/^Article 1\n/),
  "txt/fr-utf16le-bom.txt": (read) => expect(text(read)).toMatch(/^Article premier\nTous les êtres humains/),
  "txt/ja-shift-jis.txt": ({ documents }) => {
    expect(documents[0]?.metadata.encoding).toBe("shift_jis");
    expect(documents[0]?.text).toContain("すべての人間は、生まれながらにして自由であり");
  },
  "txt/ru-windows-1251.txt": (read) => inOrder(read, "Все люди рождаются свободными"),
  "txt/sv-broken-utf8.txt": ({ documents, warnings }) => {
    expect(warnings.join("\n")).toMatch(/^3 characters could not be decoded/);
    expect(documents[0]?.flags).toEqual([{ flag: "replacement-characters", detail: "3 characters" }]);
  },
  "txt/testTXT_win-1252.txt": (read) => {
    inOrder(read, "These smart quotes are the trigger", "“windows” encoding");
    expect(text(read)).toHaveLength(94);
  },
  "txt/zh-gb18030.txt": (read) => inOrder(read, "第一条", "人人生而自由,在尊严和权利上一律平等"),
  "zip/bundle-with-junk.zip": ({ documents, rejections }) => {
    expect(documents.map(({ member }) => member)).toEqual(
      ["eng", "fra", "spa", "rus", "jpn"].map((language) => `udhr/${language}.txt`),
    );
    expect(rejections.map(({ member, reason }) => [member, reason])).toEqual([
      ["__MACOSX/udhr/._eng.txt", "unsupported-type"],
      [".DS_Store", "unsupported-type"],
      ["empty.txt", "empty"],
      ["run.exe", "unsupported-type"],
    ]);
  },
  "zip/test-documents.zip": ({ documents, rejections }) => {
    expect(documents.map(({ member }) => member)).toEqual(["testHTML.html", "testPDF.pdf", "testTXT.txt"]);
    expect(rejections.every(({ reason }) => reason === "unsupported-type")).toBe(true);
    expect(rejections).toHaveLength(6);
  },
  "zip/test-zip-of-zip.zip": ({ documents, rejections }) => {
    expect(documents).toEqual([]);
    expect(rejections.map(({ member, reason }) => [member, reason])).toEqual([
      ["html-within-zip.zip", "nested-archive"],
    ]);
  },
  "zip/testZipEncrypted.zip": ({ documents, rejections }) => {
    expect(documents.map(({ member, text: body }) => [member, body.trim()])).toEqual([
      ["unencrypted.txt", "hello world"],
    ]);
    expect(rejections.map(({ member, reason }) => [member, reason])).toEqual([
      ["encrypted.txt", "encrypted"],
    ]);
  },
  "zip/testZipEntryNameCharsetShiftSJIS.zip": ({ documents }) => {
    expect(documents.map(({ member }) => member)).toEqual(["文章1.txt", "文章2.txt"]);
  },
};
