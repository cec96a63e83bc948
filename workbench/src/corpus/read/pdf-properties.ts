import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { ExtractedDocument } from "../../model.ts";
import { cleanText } from "./clean-text.ts";
import type { Paragraph } from "./pdf-paragraphs.ts";

const headlineSize = 1.2;
const mostTitleCharacters = 200;
const uselessTitle =
  /^(untitled|title|document\d*|microsoft (word|powerpoint|excel)\b.*|.*\.(docx?|pdf|tex|dvi|indd|qxd|pptx?|xlsx?|rtf|html?)|\W*|[\d\W]+)$/i;

/** Title, date, author and attachments of a PDF: its own words for them where they make sense. */
export async function describedBy(
  pdf: PDFDocumentProxy,
  firstPage: readonly Paragraph[],
): Promise<Pick<ExtractedDocument, "title" | "date" | "metadata">> {
  const { info } = (await pdf.getMetadata().catch(() => ({ info: {} }))) as { info: Record<string, unknown> };
  const attachments = Object.keys((await pdf.getAttachments().catch(() => null)) ?? {});
  const title = sensibleTitle(words(info.Title)) ?? headline(firstPage);
  const author = words(info.Author);
  const date = isoDate(words(info.CreationDate));
  return {
    ...(title !== undefined && { title }),
    ...(date !== undefined && { date }),
    metadata: {
      ...(author !== undefined && { author }),
      ...(attachments.length > 0 && { attachments: attachments.map((name) => cleanText(name).text) }),
    },
  };
}

function words(value: unknown): string | undefined {
  return typeof value === "string"
    ? cleanText(value).text.replace(/\s+/g, " ").trim() || undefined
    : undefined;
}

function sensibleTitle(title: string | undefined): string | undefined {
  return title === undefined || uselessTitle.test(title) ? undefined : title;
}

/** The largest words of the first page, where something is larger than the rest. */
function headline(paragraphs: readonly Paragraph[]): string | undefined {
  const written = paragraphs.filter(({ size }) => size > 0);
  const body = written.reduce((longest, next) => (next.text.length > longest.text.length ? next : longest), {
    text: "",
    size: 0,
  });
  const largest = written.reduce((best, next) => (next.size > best.size ? next : best), body);
  const text = largest.text.replace(/\s+/g, " ");
  const fits =
    largest.size >= headlineSize * body.size && text.length >= 3 && text.length <= mostTitleCharacters;
  return fits ? sensibleTitle(text) : undefined;
}

/** `D:20190523141505+02'00'` as an ISO date. */
function isoDate(date: string | undefined): string | undefined {
  const parts = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-]\d\d)'?(\d\d)?)?/.exec(
    date ?? "",
  );
  if (!parts) return undefined;
  const [
    ,
    year,
    month = "01",
    day = "01",
    hour = "00",
    minute = "00",
    second = "00",
    zone,
    zoneMinutes = "00",
  ] = parts;
  const offset = zone === undefined ? "Z" : `${zone}:${zoneMinutes}`;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
