import { OPS, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PageItem } from "./pdf-lines.ts";

const rightToLeftRun = /[\p{Script=Arabic}\p{Script=Hebrew}\p{M}]{3,}/gu;
/** Glyphs of two or three letters are ligatures; longer ones stand for words, written in logical order. */
const leastWordGlyph = 4;

/**
 * Puts words right that pdfjs turned round: it takes every glyph for a letter in visual order, but some fonts have glyphs that
 * stand for whole words in logical order.
 */
export async function inLogicalOrder(
  items: readonly PageItem[],
  page: PDFPageProxy,
): Promise<readonly PageItem[]> {
  if (!items.some(({ dir }) => dir === "rtl")) return items;
  const words = await wordGlyphs(page);
  if (words.size === 0) return items;
  return items.map((item) => (item.dir === "rtl" ? { ...item, str: turnedBack(item.str, words) } : item));
}

async function wordGlyphs(page: PDFPageProxy): Promise<Set<string>> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const words = new Set<string>();
  for (const [at, operation] of fnArray.entries()) {
    if (operation !== OPS.showText) continue;
    for (const glyph of (argsArray[at] as [unknown[]])[0]) {
      const unicode = (glyph as { unicode?: string } | null)?.unicode ?? "";
      if (unicode.length >= leastWordGlyph)
        for (const word of unicode.match(rightToLeftRun) ?? []) words.add(word);
    }
  }
  return words;
}

function turnedBack(text: string, words: ReadonlySet<string>): string {
  let result = text;
  for (const word of words) result = result.replaceAll([...word].reverse().join(""), word);
  return result;
}
