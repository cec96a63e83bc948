import { availableParallelism } from "node:os";
import { readers } from "../../builtins.ts";
import type { ColumnMapping, ExtractedDocument, ReadEvent } from "../../model.ts";
import { detectFormat } from "./detect.ts";
import { openFileInput } from "./file-input.ts";
import { ParserChildren } from "./parser-children.ts";
import { ParserLost } from "./parser-process.ts";
import type { ParserNotice } from "./parser-protocol.ts";
import { fileTitle, rejectionFor } from "./read-input.ts";
import type { FileReader, ReadLimits } from "./reader.ts";

export interface ParseLimits extends ReadLimits {
  /** Heap and resident memory of a parser child. */
  readonly memoryMb: number;
  /** Longest time without a sign of life. */
  readonly silenceMs: number;
  /** Longest time a file that is not streamed may take; tables and archives may take as long as they show life. */
  readonly totalMs: number;
}

export const defaultLimits: ParseLimits = {
  maxFileBytes: 200_000_000,
  maxUnpackedBytes: 2_000_000_000,
  maxUnpackRatio: 200,
  maxArchiveMembers: 100_000,
  maxDocumentCharacters: 100_000_000,
  memoryMb: 1_024,
  silenceMs: 120_000,
  totalMs: 1_200_000,
};

export interface ParseOptions {
  /** Name as shown to the user; default: the location. */
  readonly name?: string;
  readonly mapping?: ColumnMapping;
  readonly resumeAfterRow?: number;
  readonly signal?: AbortSignal;
}

export interface ParserPool {
  /**
   * Reads one file in a disposable child, in file order and no faster than its events are taken. Whatever goes wrong with
   * the file is a rejection among the events; what was delivered before stays.
   */
  read(location: string, options?: ParseOptions): AsyncGenerator<ReadEvent>;
  /** How many children were started so far. */
  readonly started: number;
  close(): Promise<void>;
}

/** An archive of which so many members ended their child is given up. */
const childrenPerArchive = 8;

/**
 * Keeps parser children at hand: one started ahead, each file of a hostile format in a child of its own, plain formats up to
 * 64 clean files in one.
 *
 * @param children how many files are read at once; further ones wait
 */
export function parserPool({
  children: atWork = availableParallelism(),
  limits: given = {},
}: {
  children?: number;
  limits?: Partial<ParseLimits>;
} = {}): ParserPool {
  const limits = { ...defaultLimits, ...given };
  const children = new ParserChildren(atWork, limits.memoryMb);
  return {
    async *read(location, options = {}) {
      const name = options.name ?? location;
      const kind = await formatOf(location, name);
      if ("rejection" in kind) yield kind.rejection;
      else yield* readInChild(children, kind, limits, { ...options, location, name });
    },
    get started() {
      return children.started;
    },
    close: () => children.close(),
  };
}

type Reading = ParseOptions & { readonly location: string; readonly name: string };

/** What was seen of a file while its child lived. */
interface Seen {
  documents: number;
  readonly pages: string[];
  member?: Extract<ParserNotice, { type: "member" }>;
}

/** Reads a file in a child; an archive whose member ended its child is read on behind that member in another one. */
async function* readInChild(
  children: ParserChildren,
  kind: FormatKind,
  limits: ParseLimits,
  reading: Reading,
): AsyncGenerator<ReadEvent> {
  const seen: Seen = { documents: 0, pages: [] };
  for (let attempt = 1, skipMembers = 0; ; attempt += 1) {
    const lost = yield* readOnce(children, kind, limits, { ...reading, skipMembers }, seen);
    if (lost === undefined) return;
    const { member } = seen;
    if (member === undefined || attempt === childrenPerArchive)
      return yield* remains(lost, seen, reading.name);
    yield { type: "rejection", member: member.member, reason: lost.reason, detail: lost.message };
    skipMembers = member.index + 1;
  }
}

async function* readOnce(
  children: ParserChildren,
  { isolated, streams }: FormatKind,
  limits: ParseLimits,
  { location, name, mapping = {}, resumeAfterRow, skipMembers, signal }: Reading & { skipMembers: number },
  seen: Seen,
): AsyncGenerator<ReadEvent, ParserLost | undefined> {
  const parser = await children.acquire(isolated);
  seen.member = undefined;
  let clean = false;
  try {
    const waiting = { silenceMs: limits.silenceMs, totalMs: streams ? undefined : limits.totalMs, signal };
    const notice = (message: ParserNotice) => {
      if (message.type === "draft") seen.pages.push(message.page);
      else seen.member = message;
    };
    const request = { location, name, options: { mapping, limits, resumeAfterRow, skipMembers } };
    let damaged = false;
    for await (const event of parser.read(request, { ...waiting, notice })) {
      if (event.type === "document") seen.documents += 1;
      if (event.type === "rejection" && event.row === undefined) damaged = true;
      yield event;
    }
    clean = !isolated && !damaged;
    return undefined;
  } catch (error) {
    if (error instanceof ParserLost) return error;
    throw error;
  } finally {
    children.release(parser, clean);
  }
}

type FormatKind = Pick<FileReader, "isolated" | "streams">;

/** Looks at the first bytes only, to know what kind of child the file needs. */
async function formatOf(
  location: string,
  name: string,
): Promise<FormatKind | { readonly rejection: Extract<ReadEvent, { type: "rejection" }> }> {
  const input = await openFileInput(location, name).catch((error: Error) => error);
  if (input instanceof Error)
    return { rejection: { type: "rejection", reason: "unreadable", detail: input.message } };
  try {
    return (await detectFormat(input, readers)).reader;
  } catch (error) {
    return { rejection: rejectionFor(error) };
  } finally {
    await input.close();
  }
}

/** What is left of a file whose parser was lost: finished pages become a document that says what it lacks. */
function* remains(lost: ParserLost, { documents, pages }: Seen, name: string): Generator<ReadEvent> {
  if (documents === 0 && pages.length > 0) {
    yield { type: "warning", message: `only the first ${pages.length} pages were read: ${lost.message}` };
    yield { type: "document", document: draftDocument(pages, lost.message, name) };
    return;
  }
  const kept = documents > 0 ? `; ${documents} documents were read before` : "";
  if (documents > 0) yield { type: "warning", message: `the rest of the file is missing: ${lost.message}` };
  yield { type: "rejection", reason: lost.reason, detail: lost.message + kept };
}

function draftDocument(drafts: readonly string[], detail: string, name: string): ExtractedDocument {
  const pages: number[] = [];
  let text = "";
  for (const draft of drafts) {
    if (text !== "") text += "\n\n";
    pages.push(text.length);
    text += draft;
  }
  return { text, title: fileTitle(name), pages, flags: [{ flag: "incomplete", detail }], metadata: {} };
}
