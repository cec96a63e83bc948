import { ToposcopeError } from "../../errors.ts";
import type { ExtractedDocument, ReadEvent } from "../../model.ts";
import { detectFormat } from "./detect.ts";
import { type FileInput, type FileReader, FileRejected, type ReadFile, type ReadOptions } from "./reader.ts";

/**
 * Reads one file of any format: chooses its reader, turns failures into rejections, and sees to it that every document has
 * text and a title.
 */
export async function* readInput(
  input: FileInput,
  options: ReadOptions,
  readers: readonly FileReader[],
): AsyncGenerator<ReadEvent> {
  try {
    const { reader, warning } = await detectFormat(input, readers);
    if (!reader.streams) refuseTooLarge(input, options);
    if (warning !== undefined) yield { type: "warning", message: warning };
    const read = await reader.load();
    const readMember: ReadFile = (member, inner) => readInside(member, inner, readers);
    for await (const event of read(input, { ...options, readMember })) yield checked(event, input, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    yield rejectionFor(error);
  }
}

/** The rejection that an error becomes: what a reader did not foresee is taken for damage in the file. */
export function rejectionFor(error: unknown): Extract<ReadEvent, { type: "rejection" }> {
  if (error instanceof FileRejected)
    return { type: "rejection", reason: error.reason, detail: error.message };
  const message = error instanceof Error ? error.message : String(error);
  if (isOfFileSystem(error)) return { type: "rejection", reason: "unreadable", detail: message };
  if (error instanceof RangeError && /string length|array buffer allocation/i.test(message))
    return { type: "rejection", reason: "out-of-memory", detail: message };
  return { type: "rejection", reason: "corrupt", detail: firstLine(message) };
}

/** What the file system says is about the file's place, not about what is in it. */
const isOfFileSystem = (error: unknown) =>
  error instanceof ToposcopeError || typeof (error as NodeJS.ErrnoException | null)?.syscall === "string";

/** Members of an archive: every format but archives. */
async function* readInside(
  member: FileInput,
  options: ReadOptions,
  readers: readonly FileReader[],
): AsyncGenerator<ReadEvent> {
  const refusing = readers.map((reader) =>
    reader.name === "zip" ? { ...reader, load: refuseNested } : reader,
  );
  yield* readInput(member, options, refusing);
}

async function refuseNested(): Promise<ReadFile> {
  throw new FileRejected("nested-archive", "an archive inside an archive");
}

function refuseTooLarge({ size }: FileInput, { limits }: ReadOptions): void {
  if (size <= limits.maxFileBytes) return;
  throw new FileRejected(
    "too-large",
    `${megabytes(size)} MB, and at most ${megabytes(limits.maxFileBytes)} MB are read`,
  );
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1_000_000);

function checked(event: ReadEvent, input: FileInput, { limits }: ReadOptions): ReadEvent {
  if (event.type !== "document") return event;
  const { document } = event;
  const where = { member: document.member, row: document.row };
  if (document.text.trim() === "")
    return { type: "rejection", ...where, reason: "no-text", detail: "nothing in it is text" };
  if (document.text.length > limits.maxDocumentCharacters)
    return {
      type: "rejection",
      ...where,
      reason: "too-large",
      detail: `${document.text.length} characters in one document`,
    };
  return { type: "document", document: titled(document, input.name) };
}

/** Title of the format, else the first heading, else the file's name; rows of tables and mailboxes need none. */
function titled(document: ExtractedDocument, name: string): ExtractedDocument {
  const own = document.title?.replace(/\s+/g, " ").trim();
  if (own || document.row !== undefined) return { ...document, title: own || undefined };
  return { ...document, title: document.headings?.[0]?.text ?? fileTitle(name) };
}

/** A file's name as a title: without folders and ending. */
export function fileTitle(name: string): string {
  const last = name.split("/").at(-1) ?? name;
  return last.replace(/(?<=.)\.[^.]*$/, "") || last;
}

const firstLine = (message: string) => (message.split("\n", 1)[0] ?? "").slice(0, 300);
