import { parseHTML } from "linkedom";
import PostalMime, { type Address, type Email } from "postal-mime";
import type { ExtractedDocument, Metadata, ReadEvent } from "../../model.ts";
import { cleanText } from "./clean-text.ts";
import { addMarkup, type MarkupNode } from "./html-text.ts";
import { splitMailbox } from "./mailbox.ts";
import { type FileInput, FileRejected, type ReadOptions } from "./reader.ts";
import { TextBuilder } from "./text-builder.ts";

/** Reads one mail: its body once, what its head says as metadata, its attachments by name. */
export async function* readMail(input: FileInput): AsyncGenerator<ReadEvent> {
  const document = await mailDocument(withoutEnvelope(await input.bytes()));
  if (document.text === "") throw new FileRejected("no-text", "the mail has no words");
  yield { type: "document", document };
}

/** Reads a mailbox as a stream: each message is a document, numbered from 1. */
export async function* readMailbox(
  input: FileInput,
  { limits, resumeAfterRow = 0 }: ReadOptions,
): AsyncGenerator<ReadEvent> {
  let row = 0;
  for await (const message of splitMailbox(input.stream(), limits.maxFileBytes)) {
    row += 1;
    if (row <= resumeAfterRow) continue;
    if (message === undefined) {
      yield {
        type: "rejection",
        row,
        reason: "too-large",
        detail: `a message of more than ${limits.maxFileBytes} bytes`,
      };
      continue;
    }
    const document = await mailDocument(withoutEnvelope(message));
    if (document.text === "")
      yield { type: "rejection", row, reason: "no-text", detail: "the message has no words" };
    else
      yield { type: "document", document: { ...document, title: document.title ?? `Message ${row}`, row } };
  }
  if (row === 0) throw new FileRejected("empty", "a mailbox without messages");
}

async function mailDocument(message: Uint8Array): Promise<ExtractedDocument> {
  const mail = await PostalMime.parse(message, { forceRfc822Attachments: true });
  const date = mail.date === undefined ? Number.NaN : Date.parse(mail.date);
  const title = cleanText(mail.subject ?? "").text.trim();
  return {
    ...bodyText(mail),
    ...(title !== "" && { title }),
    ...(!Number.isNaN(date) && { date: new Date(date).toISOString() }),
    metadata: headMetadata(mail),
  };
}

/** The plain version where there is one, else the words of the HTML version. */
function bodyText(mail: Email): Pick<ExtractedDocument, "text" | "headings" | "flags"> {
  const plain = cleanText(mail.text ?? "");
  if (plain.text.trim() !== "") return { text: withoutGaps(plain.text), flags: plain.flags };
  const builder = new TextBuilder();
  const { document } = parseHTML(`<html><body>${mail.html ?? ""}</body></html>`);
  addMarkup(builder, document.body as unknown as MarkupNode);
  return builder.build();
}

const withoutGaps = (text: string) =>
  text
    .replace(/[ \t\u00a0]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

function headMetadata(mail: Email): Metadata {
  const from = mail.from === undefined ? [] : addresses([mail.from]);
  const to = addresses([...(mail.to ?? []), ...(mail.cc ?? [])]);
  const attachments = mail.attachments.map(({ filename, mimeType }) => cleanText(filename ?? mimeType).text);
  return {
    ...(from.length > 0 && { from: from[0]! }),
    ...(to.length > 0 && { to }),
    ...(attachments.length > 0 && { attachments }),
  };
}

function addresses(list: readonly Address[]): string[] {
  return list
    .flatMap((entry) => entry.group ?? [entry])
    .map(({ name, address }) => cleanText(name && address ? `${name} <${address}>` : address || name).text)
    .filter((text) => text !== "");
}

/** A mail that was saved out of a mailbox keeps the line that parted it from the others. */
function withoutEnvelope(message: Uint8Array): Uint8Array {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.length);
  return bytes.subarray(0, 5).toString("latin1") === "From "
    ? bytes.subarray(bytes.indexOf(0x0a) + 1)
    : bytes;
}
