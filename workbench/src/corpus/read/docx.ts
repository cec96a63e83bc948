import { parseHTML } from "linkedom";
import mammoth from "mammoth";
import type { ReadEvent } from "../../model.ts";
import { addMarkup, type MarkupNode } from "./html-text.ts";
import { officeProperties } from "./office-properties.ts";
import { type FileInput, FileRejected, type ReadOptions } from "./reader.ts";
import { TextBuilder } from "./text-builder.ts";
import { wordXmlText } from "./word-xml.ts";
import { unpackWhole, zipMembers } from "./zip-archive.ts";

/** Markup beyond this needs gigabytes when it is turned into a tree. */
const mostMarkupBytes = 100_000_000;

/** Reads a Word document: paragraphs, headings, lists, tables and notes, without pictures and comments. */
export async function* readDocx(input: FileInput, { limits }: ReadOptions): AsyncGenerator<ReadEvent> {
  await measureParts(input, limits);
  const properties = await unpackedPart(input, "docProps/core.xml", limits);
  let extracted: ReturnType<TextBuilder["build"]>;
  try {
    extracted = await convertedText(await input.bytes());
  } catch (error) {
    extracted = wordXmlText(new TextDecoder().decode(await unpackedPart(input, "word/document.xml", limits)));
    yield {
      type: "warning",
      message: `odd markup, so headings and notes may be missing: ${firstLine(error)}`,
    };
  }
  if (extracted.text === "") throw new FileRejected("no-text", "the document holds no words");
  yield {
    type: "document",
    document: { ...extracted, ...officeProperties(new TextDecoder().decode(properties)) },
  };
}

/** Unpacks every part of markup once, piece by piece, so that a bomb is found before anything keeps it in memory. */
async function measureParts(input: FileInput, limits: ReadOptions["limits"]): Promise<void> {
  let bytes = 0;
  for await (const part of zipMembers(input, limits)) {
    if (part.encrypted) throw new FileRejected("encrypted", "a part of the document has a password");
    if (!/\.(xml|rels)$/.test(part.name)) continue;
    for await (const piece of part.unpack()) bytes += piece.length;
    if (bytes > mostMarkupBytes)
      throw new FileRejected("too-large", `more than ${mostMarkupBytes} bytes of markup`);
  }
}

/** One part of the package, empty where there is none. */
async function unpackedPart(
  input: FileInput,
  name: string,
  limits: ReadOptions["limits"],
): Promise<Uint8Array> {
  for await (const part of zipMembers(input, limits))
    if (part.name === name) return unpackWhole(part, mostMarkupBytes);
  return new Uint8Array();
}

async function convertedText(bytes: Uint8Array): Promise<ReturnType<TextBuilder["build"]>> {
  const builder = new TextBuilder();
  addMarkup(builder, await documentMarkup(bytes));
  return builder.build();
}

async function documentMarkup(bytes: Uint8Array): Promise<MarkupNode> {
  const convertImage = mammoth.images.imgElement(async () => ({ src: "" }));
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage });
  const { document } = parseHTML(`<html><body>${value}</body></html>`);
  for (const back of document.querySelectorAll('a[href^="#footnote-ref"], a[href^="#endnote-ref"]'))
    back.remove();
  return document.body as unknown as MarkupNode;
}

const firstLine = (error: unknown) => String((error as Error).message).split("\n", 1)[0];
