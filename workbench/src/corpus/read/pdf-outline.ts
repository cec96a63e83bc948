import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Heading } from "../../model.ts";
import { cleanText } from "./clean-text.ts";

type OutlineEntry = Awaited<ReturnType<PDFDocumentProxy["getOutline"]>>[number];

const mostEntries = 5_000;
const mostDepth = 8;

/**
 * Turns a PDF's outline into headings of its text: each stands where its words are found on its page, else at the start of
 * the page.
 *
 * @param starts offset at which each page begins
 */
export async function outlineHeadings(
  pdf: PDFDocumentProxy,
  text: string,
  starts: readonly number[],
): Promise<Heading[]> {
  const outline = await pdf.getOutline().catch(() => null);
  const headings: Heading[] = [];
  for (const { entry, level } of flattened(outline ?? [], 1)) {
    if (headings.length >= mostEntries) break;
    const page = await pageOf(pdf, entry).catch(() => undefined);
    const words = cleanText(entry.title).text.replace(/\s+/g, " ").trim();
    const start = page === undefined ? undefined : starts[page];
    if (start === undefined || words === "") continue;
    const end = starts[page! + 1] ?? text.length;
    const before = headings.at(-1);
    const from = before === undefined || before.offset < start ? start : before.offset + before.text.length;
    const place = placeOf(words, text.slice(from, end));
    headings.push({ offset: place === undefined ? start : from + place, level, text: words });
  }
  return headings.sort((one, other) => one.offset - other.offset);
}

function* flattened(
  entries: readonly OutlineEntry[],
  level: number,
): Generator<{ entry: OutlineEntry; level: number }> {
  for (const entry of entries) {
    yield { entry, level };
    if (level < mostDepth) yield* flattened(entry.items ?? [], level + 1);
  }
}

async function pageOf(pdf: PDFDocumentProxy, { dest }: OutlineEntry): Promise<number | undefined> {
  const target = typeof dest === "string" ? await pdf.getDestination(dest) : dest;
  const page = target?.[0];
  if (typeof page === "number") return page;
  return page == null ? undefined : pdf.getPageIndex(page);
}

/** Where the words begin a line of the page, else where they stand at all. */
function placeOf(words: string, page: string): number | undefined {
  const pattern = words
    .split(" ")
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join("\\s+");
  const numbered = new RegExp(`^[\\dA-Z.]*\\s*${pattern}`, "imu").exec(page);
  return (numbered ?? new RegExp(pattern, "iu").exec(page))?.index;
}
