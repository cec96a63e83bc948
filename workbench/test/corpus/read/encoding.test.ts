import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText } from "../../../src/corpus/read/clean-text.ts";
import { decodeBytes, decodeStream, detectEncoding, looksBinary } from "../../../src/corpus/read/encoding.ts";
import { bytesInput } from "../../../src/corpus/read/file-input.ts";
import { FileRejected } from "../../../src/corpus/read/reader.ts";
import { hasShared, sharedFolder } from "../../shared.ts";
import { encodeAs } from "./encode-as.ts";

const detect = (bytes: Uint8Array, declared?: string) =>
  detectEncoding(bytesInput("a.txt", bytes), { declared });
const decoded = async (bytes: Uint8Array, declared?: string) =>
  decodeBytes(bytes, await detect(bytes, declared));

/** Languages of the declaration and encodings in which their texts were, and are, kept. */
const encodings: Readonly<Record<string, readonly string[]>> = {
  ar: ["windows-1256", "iso-8859-6"],
  bg: ["windows-1251", "iso-8859-5"],
  cs: ["windows-1250", "iso-8859-2"],
  "de-1996": ["windows-1252", "iso-8859-15", "macintosh"],
  "el-monoton": ["windows-1253", "iso-8859-7"],
  es: ["windows-1252"],
  fi: ["windows-1252"],
  fr: ["windows-1252", "macintosh"],
  he: ["windows-1255", "iso-8859-8"],
  hu: ["windows-1250", "iso-8859-2"],
  ja: ["shift_jis", "euc-jp"],
  ko: ["euc-kr"],
  pl: ["windows-1250", "iso-8859-2"],
  "pt-PT": ["windows-1252"],
  ru: ["windows-1251", "koi8-r", "iso-8859-5", "ibm866"],
  sv: ["windows-1252"],
  th: ["windows-874"],
  tr: ["windows-1254"],
  uk: ["windows-1251", "koi8-u"],
  zh: ["gb18030"],
};

function declarations(): { lang: string; text: string }[] {
  const lines = readFileSync(join(sharedFolder, "data/multilingual/udhr.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

describe.skipIf(!hasShared)("the declaration of human rights", () => {
  const articles = hasShared ? declarations() : [];
  const pairs = Object.entries(encodings).flatMap(([language, names]) =>
    names.map((name) => [language, name] as const),
  );

  test.each(pairs)("in %s is read right from %s", async (language, name) => {
    const text = articles
      .filter(({ lang }) => lang === language)
      .map((article) => article.text)
      .join("\n");
    const bytes = encodeAs(text, name);
    expect(await decoded(bytes)).toBe(new TextDecoder(name).decode(bytes));
  });

  test("article by article, at least 97 of 100 are read right without any mark", async () => {
    let right = 0;
    let all = 0;
    for (const [language, name] of pairs) {
      for (const { text } of articles.filter(({ lang }) => lang === language).slice(1, 4)) {
        const bytes = encodeAs(text, name);
        all += 1;
        if ((await decoded(bytes)) === new TextDecoder(name).decode(bytes)) right += 1;
      }
    }
    expect(right / all).toBeGreaterThan(0.97);
  });
});

test.each(["utf-16le", "utf-16be"])(
  "%s is seen without its mark, in Latin and in Japanese letters",
  async (name) => {
    for (const text of [
      "Plain words, and a line.\nAnother line.",
      "すべての人間は、生まれながらにして自由であり、かつ、平等である。",
    ]) {
      const bytes = Buffer.from(text, "utf16le");
      expect(await decoded(name === "utf-16le" ? bytes : bytes.swap16())).toBe(text);
    }
  },
);

test("Big5 is told from the other encodings of Chinese", async () => {
  const text =
    "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。" +
    "人人有資格享受本宣言所載的一切權利和自由，不分種族、膚色、性別、語言、宗教、政治或其他見解。";
  const bytes = encodeAs(text, "big5");
  expect(await detect(bytes)).toMatchObject(await detect(bytes, "big5"));
  expect(await decoded(bytes)).toBe(text);
});

test("ISO-2022-JP is seen by its escapes", async () => {
  const bytes = Buffer.from("\u001b$B$3$s$K$A$O\u001b(B", "latin1");
  expect(await decoded(bytes)).toBe("こんにちは");
});

test("a single foreign letter at the very end is no broken UTF-8", async () => {
  expect(await decoded(Buffer.from("caf\u00e9", "latin1"))).toBe("café");
});

test("what a page declares decides between encodings that both fit", async () => {
  const bytes = Uint8Array.of(0x74, 0x68, 0x65, 0x20, 0xd4);
  expect(await decoded(bytes, "koi8-r")).toBe("the т");
  expect(await decoded(bytes, "iso-8859-1")).toBe("the Ô");
});

test("a false declaration does not spoil valid UTF-8", async () => {
  expect(await decoded(Buffer.from("naïve café"), "windows-1251")).toBe("naïve café");
});

test("a foreign letter is found far into a table that begins in English", async () => {
  const bytes = encodeAs(
    `${"id,plain english text\n".repeat(20_000)}7,Straßenbahn fährt über die Brücke\n`,
    "windows-1252",
  );
  expect((await detect(bytes)).name).toBe("windows-1252");
});

test.each([
  ["a picture's bytes", Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7_919) % 256))],
  ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])],
])("%s are no text", async (_, bytes) => {
  await expect(detect(bytes)).rejects.toThrow(FileRejected);
});

test("zeros and control bytes look binary, text in any encoding does not", () => {
  expect(looksBinary(Buffer.alloc(100))).toBe(true);
  expect(looksBinary(Buffer.from("words\tand\r\nlines"))).toBe(false);
  expect(looksBinary(Buffer.from("words and spaces", "utf16le"))).toBe(false);
});

test("text decoded in pieces is the text decoded at once, wherever the pieces end", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.integer({ min: 1, max: 7 }),
      async (text, size) => {
        const bytes = Buffer.from(text.toWellFormed());
        async function* pieces() {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        }
        const encoding = { name: "utf-8", bomBytes: 0 };
        let joined = "";
        for await (const part of decodeStream(pieces(), encoding)) joined += part;
        expect(joined).toBe(decodeBytes(bytes, encoding));
      },
    ),
  );
});

test("cleaned text has LF line ends only, no NUL, no mark and no broken surrogates", () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom("a", "\r", "\n", "\0", "\ufeff", "\ud800", "\udc00", "\u2028", "ü"),
      }),
      (raw) => {
        const { text, flags } = cleanText(raw);
        expect(text).not.toMatch(/[\r\0\u2028]|^\ufeff/);
        expect(text.isWellFormed()).toBe(true);
        expect(cleanText(text).text).toBe(text);
        if (/\0/.test(raw)) expect(flags.map(({ flag }) => flag)).toContain("control-characters");
      },
    ),
    { examples: [["\ufeff\ufeff"]] },
  );
});
