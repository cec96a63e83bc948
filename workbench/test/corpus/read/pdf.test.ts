import fc from "fast-check";
import { expect, test } from "vitest";
import { type Line, type PageItem, pageLines } from "../../../src/corpus/read/pdf-lines.ts";
import { pageParagraphs, withoutWordBreaks } from "../../../src/corpus/read/pdf-paragraphs.ts";
import { makePdf, textCommands } from "./make-pdf.ts";
import { readBytes } from "./read-file.ts";

const paragraph = [
  "The quick brown fox jumps over the lazy dog and then it",
  "runs on through the woods until it comes to the river",
  "where it stops.",
];

function item(str: string, x: number, y: number, more: Partial<PageItem> = {}): PageItem {
  return {
    str,
    dir: "ltr",
    transform: [10, 0, 0, 10, x, y],
    width: 6 * str.length,
    height: 10,
    hasEOL: false,
    ...more,
  };
}

function line(text: string, start: number, baseline: number, more: Partial<Line> = {}): Line {
  return {
    text,
    start,
    end: start + 6 * text.length,
    baseline,
    size: 10,
    turns: 0,
    rightToLeft: false,
    ...more,
  };
}

const texts = (lines: readonly Line[]) => pageParagraphs(lines).map(({ text }) => text);

test("lines of one paragraph are joined, gaps and sizes part them", async () => {
  const commands = [
    textCommands(["A Large Headline"], { size: 24, top: 740 }),
    textCommands(paragraph, { top: 700 }),
    textCommands(paragraph, { top: 620 }),
  ].join("\n");
  const { documents } = await readBytes("a.pdf", makePdf([commands]));
  const joined = paragraph.join(" ");
  expect(documents[0]?.text).toBe(`A Large Headline\n\n${joined}\n\n${joined}`);
  expect(documents[0]?.title).toBe("A Large Headline");
});

test("each page starts where its own text starts, empty pages included", async () => {
  const { documents, warnings } = await readBytes(
    "a.pdf",
    makePdf([textCommands(["First page."]), "", textCommands(["Third page."])]),
  );
  const { text, pages } = documents[0]!;
  expect(pages?.map((start, at) => text.slice(start, pages[at + 1]).trim())).toEqual([
    "First page.",
    "",
    "Third page.",
  ]);
  expect(warnings.map(({ message }) => message)).toEqual([
    "1 of 3 pages have no text: scanned pages need OCR first",
  ]);
});

test("columns are read one after the other, and a sentence goes on at the top of the next", () => {
  const left = [
    line("Left column begins here and it", 50, 700),
    line("goes on to its very end where the", 50, 688),
  ];
  const right = [line("sentence goes on in the right one", 350, 700), line("until it stops.", 350, 688)];
  expect(texts([...left, ...right])).toEqual([[...left, ...right].map(({ text }) => text).join(" ")]);
});

test("an indent starts a paragraph, a hanging indent does not", () => {
  const full = "x".repeat(40);
  expect(
    texts([line(full, 50, 700), line(full, 50, 688), line(full, 65, 676), line(full, 50, 664)]),
  ).toHaveLength(2);
  expect(texts([line(full, 50, 700), line(full.slice(2), 62, 688), line("end.", 62, 676)])).toHaveLength(1);
});

test("lines that end early on purpose keep their line ends, as an address does", () => {
  expect(
    texts([
      line("Jane Doe", 50, 700),
      line("12 High Street with a long name of its own", 50, 688),
      line("Town", 50, 676),
    ]),
  ).toEqual(["Jane Doe\n12 High Street with a long name of its own Town"]);
});

test("a turned line reads along its own direction", () => {
  const turned = { transform: [0, 10, -10, 0, 100, 72] };
  const [read] = pageLines([
    item("Up the ", 0, 0, turned),
    item("page", 0, 0, { transform: [0, 10, -10, 0, 100, 114] }),
  ]);
  expect(read).toMatchObject({ text: "Up the page", turns: 1, start: 72 });
});

test("pieces of a right-to-left line are read from the right, numbers among them from the left", () => {
  const rtl = { dir: "rtl" };
  const pieces = [
    item("שלום", 50, 700, rtl),
    item(" 19", 80, 700),
    item("48 ", 98, 700),
    item("שנת", 120, 700, rtl),
  ];
  expect(pageLines(pieces)[0]?.text).toBe("שנת 1948 שלום");
});

test("Chinese and Japanese words are not parted by the gaps of their typesetting", () => {
  const [read] = pageLines([item("目", 200, 460), item(" ", 219, 460, { width: 20 }), item("录", 250, 460)]);
  expect(read?.text).toBe("目录");
  expect(texts([line("すべての人間は、", 50, 700), line("平等である。", 50, 688)])).toEqual([
    "すべての人間は、平等である。",
  ]);
});

test("a word parted at a line's end is made whole as the document writes it elsewhere", () => {
  const broken = texts([
    line("This is a well-", 50, 700),
    line("known way to write infor-", 50, 688),
    line("mation down", 50, 676),
  ]).join();
  expect(withoutWordBreaks([broken, "a well-known fact"])[0]).toBe(
    "This is a well-known way to write information down",
  );
  expect(withoutWordBreaks([broken, "a wellknown fact"])[0]).toBe(
    "This is a wellknown way to write information down",
  );
});

test("before a capital the hyphen stays unless the document knows the word without it", () => {
  const broken = texts([
    line("Of CO-", 50, 700),
    line("BRA and Anglo-", 50, 688),
    line("American", 50, 676),
  ]).join();
  expect(withoutWordBreaks([broken, "the COBRA act"])[0]?.replaceAll("\n", " ")).toBe(
    "Of COBRA and Anglo-American",
  );
});

test("no letter is lost or made up by joining lines", () => {
  const words = fc.array(
    fc.string({ unit: fc.constantFrom(..."abcdeÄé中あ"), minLength: 1, maxLength: 12 }),
    { minLength: 1, maxLength: 6 },
  );
  const anyLine = fc.record({
    words,
    start: fc.integer({ min: 0, max: 400 }),
    baseline: fc.integer({ min: 0, max: 800 }),
    size: fc.integer({ min: 6, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 12 }), (lines) => {
      const made = lines.map(({ words: parts, start, baseline, size }) =>
        line(parts.join(" "), start, baseline, { size }),
      );
      const letters = (parts: readonly string[]) => parts.join("").replace(/\s/g, "");
      expect(letters(withoutWordBreaks(texts(made)))).toBe(letters(made.map(({ text }) => text)));
    }),
  );
});
