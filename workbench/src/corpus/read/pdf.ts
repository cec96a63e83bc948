import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import {
  getDocument,
  InvalidPDFException,
  PasswordException,
  type PDFDocumentProxy,
  type PDFPageProxy,
  VerbosityLevel,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import type { ExtractedDocument, ReadEvent } from "../../model.ts";
import { cleanText } from "./clean-text.ts";
import { type PageItem, pageLines } from "./pdf-lines.ts";
import { outlineHeadings } from "./pdf-outline.ts";
import { type Paragraph, pageParagraphs, withoutWordBreaks } from "./pdf-paragraphs.ts";
import { describedBy } from "./pdf-properties.ts";
import { inLogicalOrder } from "./pdf-right-to-left.ts";
import { type FileInput, FileRejected, type ReadOptions } from "./reader.ts";

const pdfjsFolder = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
const folder = (name: string) => join(pdfjsFolder, name) + sep;
/** From this share of pages without text on, the user is told: they may be scans. */
const notedBlankShare = 0.2;

/** Reads a PDF page by page: paragraphs in the order of the page, words parted at line ends made whole, pages remembered. */
export async function* readPdf(input: FileInput, options: ReadOptions): AsyncGenerator<ReadEvent> {
  const repairs = listenForRepairs();
  const pdf = await openPdf(await input.bytes()).finally(repairs.stop);
  try {
    const pages = await readPages(pdf, options);
    refuseWordless(pages);
    if (repairs.made)
      yield { type: "warning", message: "the PDF is damaged and was repaired: something may be missing" };
    yield* pageWarnings(pages);
    yield { type: "document", document: await toDocument(pdf, pages) };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

interface Page {
  readonly paragraphs: readonly Paragraph[];
  readonly failure?: string;
}

async function openPdf(data: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    return await getDocument({
      data: new Uint8Array(data),
      cMapUrl: folder("cmaps"),
      cMapPacked: true,
      standardFontDataUrl: folder("standard_fonts"),
      disableFontFace: true,
      useSystemFonts: false,
      verbosity: VerbosityLevel.WARNINGS,
    }).promise;
  } catch (error) {
    if (error instanceof PasswordException)
      throw new FileRejected("encrypted", "the PDF has a password", { cause: error });
    if (error instanceof InvalidPDFException)
      throw new FileRejected("corrupt", `the PDF cannot be opened: ${error.message}`, { cause: error });
    throw error;
  }
}

/** pdfjs says only on the console that it rebuilt the table of a broken file. */
function listenForRepairs(): { readonly made: boolean; stop(): void } {
  const { warn } = console;
  const repairs = {
    made: false,
    stop() {
      console.warn = warn;
    },
  };
  console.warn = (message: unknown) => {
    if (/Indexing all PDF objects/.test(String(message))) repairs.made = true;
  };
  return repairs;
}

async function readPages(pdf: PDFDocumentProxy, { draft, limits, signal }: ReadOptions): Promise<Page[]> {
  const pages: Page[] = [];
  let characters = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    signal?.throwIfAborted();
    const page = await readPage(pdf, number).catch(
      (error: Error): Page => ({ paragraphs: [], failure: error.message }),
    );
    pages.push(page);
    characters += pageText(page).length;
    if (characters > limits.maxDocumentCharacters)
      throw new FileRejected("too-large", `more than ${limits.maxDocumentCharacters} characters of text`);
    draft?.(withoutWordBreaks([pageText(page)])[0]!);
  }
  return pages;
}

async function readPage(pdf: PDFDocumentProxy, number: number): Promise<Page> {
  const page = await pdf.getPage(number);
  try {
    const { items } = await page.getTextContent();
    const texts = await inLogicalOrder(
      items.filter((item): item is typeof item & PageItem => "str" in item),
      page,
    );
    return { paragraphs: [...pageParagraphs(pageLines(texts)), ...(await formValues(page))] };
  } finally {
    page.cleanup();
  }
}

/** What was typed into the fields of a form, and notes written onto the page. */
async function formValues(page: PDFPageProxy): Promise<Paragraph[]> {
  const annotations = await page.getAnnotations();
  const values = annotations.flatMap(({ subtype, fieldType, fieldValue, contentsObj, hidden }) => {
    if (hidden) return [];
    if (subtype === "FreeText") return [contentsObj?.str];
    return subtype === "Widget" && fieldType !== "Btn" ? [fieldValue].flat() : [];
  });
  const text = values.filter((value) => typeof value === "string" && value.trim() !== "").join("\n");
  return text === "" ? [] : [{ text, size: 0 }];
}

const pageText = ({ paragraphs }: Page) => paragraphs.map(({ text }) => text).join("\n\n");

function refuseWordless(pages: readonly Page[]): void {
  if (pages.some((page) => pageText(page).trim() !== "")) return;
  const failures = pages.flatMap(({ failure }) => failure ?? []);
  if (pages.length === 0) throw new FileRejected("corrupt", "the PDF has no pages");
  if (failures.length > 0)
    throw new FileRejected(
      "corrupt",
      `${failures.length} of ${counted(pages.length)} cannot be read: ${failures[0]}`,
    );
  throw new FileRejected("no-text", `${counted(pages.length)}, 0 words: a scan needs OCR first`);
}

const counted = (pages: number) => (pages === 1 ? "1 page" : `${pages} pages`);

function* pageWarnings(pages: readonly Page[]): Generator<ReadEvent> {
  for (const [at, { failure }] of pages.entries()) {
    if (failure !== undefined)
      yield { type: "warning", message: `page ${at + 1} cannot be read: ${failure}` };
  }
  const blank = pages.filter((page) => page.failure === undefined && pageText(page) === "").length;
  if (blank > 0 && blank >= notedBlankShare * pages.length)
    yield {
      type: "warning",
      message: `${blank} of ${counted(pages.length)} have no text: scanned pages need OCR first`,
    };
}

async function toDocument(pdf: PDFDocumentProxy, pages: readonly Page[]): Promise<ExtractedDocument> {
  const starts: number[] = [];
  const flags = new Map<string, NonNullable<ExtractedDocument["flags"]>[number]>();
  let text = "";
  for (const raw of withoutWordBreaks(pages.map(pageText))) {
    const page = cleanText(raw);
    if (text !== "" && page.text !== "") text += "\n\n";
    starts.push(text.length);
    text += page.text;
    for (const flag of page.flags) flags.set(flag.flag, flag);
  }
  const failed = pages.flatMap(({ failure }, at) => (failure === undefined ? [] : at + 1));
  if (failed.length > 0)
    flags.set("incomplete", { flag: "incomplete", detail: `without pages ${failed.join(", ")}` });
  const headings = await outlineHeadings(pdf, text, starts);
  return {
    text,
    pages: starts,
    ...(headings.length > 0 && { headings }),
    ...(flags.size > 0 && { flags: [...flags.values()] }),
    ...(await describedBy(pdf, pages[0]?.paragraphs ?? [])),
  };
}
