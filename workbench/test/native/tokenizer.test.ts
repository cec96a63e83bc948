import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { minilmFolder } from "@toposcope/model-minilm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTokenizer } from "../../src/native/tokenizer.ts";

const tokenizer = await openTokenizer(minilmFolder, "tokenizer.json");
const plain = new Tokenizer(
  {
    ...JSON.parse(await readFile(join(minilmFolder, "tokenizer.json"), "utf8")),
    truncation: null,
    padding: null,
  },
  {},
);
const encodePlainly = (text: string) => plain.encode(text, { add_special_tokens: false }).ids;

test("special tokens are kept apart from the text's own", () => {
  expect(tokenizer.before).toEqual([101]);
  expect(tokenizer.after).toEqual([102]);
  expect(tokenizer.encode("hello")).toEqual([7592]);
});

test("a long text is neither cut nor padded", () => {
  expect(tokenizer.count("word ".repeat(3_000))).toBe(3_000);
  expect(tokenizer.count("")).toBe(0);
});

test("remembering words changes no token, whatever the characters", () => {
  const pieces = fc.constantFrom(
    " ",
    "\n",
    "\t",
    "\v",
    "\u00a0",
    "\u2028",
    "\u0000",
    "\u200b",
    "é",
    "e\u0301",
    "\u0301",
  );
  const words = fc.constantFrom(
    "Straße",
    "ΣΑΣ",
    "İstanbul",
    "don't",
    "[SEP]",
    "机器学习",
    "\ud800",
    "x".repeat(120),
  );
  const text = fc
    .array(fc.oneof(pieces, words, fc.string({ unit: "grapheme", maxLength: 5 })), { maxLength: 25 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (sample) => {
      expect(tokenizer.encode(sample)).toEqual(encodePlainly(sample));
    }),
    { numRuns: 2_000 },
  );
});
