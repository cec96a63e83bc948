import { availableParallelism } from "node:os";
import { readers } from "../../builtins.ts";
import { fileError, isPassing } from "../../file-access.ts";
import type { ColumnMapping, ExtractedDocument, ReadEvent } from "../../model.ts";
import type { TableDescription } from "./describe-table.ts";
import { detectFormat } from "./detect.ts";
import { openFileInput } from "./file-input.ts";
import { ParserChildren } from "./parser-children.ts";
import { ParserLost, type ParserProcess } from "./parser-process.ts";
import type { ParserNotice } from "./parser-protocol.ts";
import { fileTitle, rejectionFor } from "./read-input.ts";
import { type LostParser, type ReadObserver, ReadTally } from "./read-report.ts";
import { type FileReader, FileRejected, type ReadLimits } from "./reader.ts";

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
  readonly skipMembers?: number;
  /** Of whom it is read for. */
  readonly correlationId?: string;
  readonly observer?: ReadObserver;
  readonly signal?: AbortSignal;
}

export type DescribeTableOptions = Omit<ParseOptions, "resumeAfterRow" | "skipMembers">;

export interface ParserPool {
  /**
   * Reads one file in a disposable child, in file order and no faster than its events are taken. Whatever goes wrong with
   * the file is a rejection among the events; what was delivered before stays.
   *
   * @throws ToposcopeError FILES_UNREACHABLE when that says nothing about the file and may pass
   */
  read(location: string, options?: ParseOptions): AsyncGenerator<ReadEvent>;
  /**
   * Describes a table in a disposable child that reads its beginning only.
   *
   * @throws FileRejected when the file is no table that can be described, or its description took too much
   */
  describe(location: string, options?: DescribeTableOptions): Promise<TableDescription>;
  /** How many children were started so far. */
  readonly started: number;
  close(): Promise<void>;
}

/** Longest time that a description may take, however much a file may. */
const longestDescriptionMs = 30_000;

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
      const tally = new ReadTally();
      for await (const event of readAnyFormat(children, limits, { ...options, location, name }, tally)) {
        tally.count(event);
        yield event;
      }
      options.observer?.onRead?.(tally.report());
    },
    describe: (location, options = {}) =>
      describeInChild(children, limits, { name: location, ...options, location }),
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

async function* readAnyFormat(
  children: ParserChildren,
  limits: ParseLimits,
  reading: Reading,
  tally: ReadTally,
): AsyncGenerator<ReadEvent> {
  const kind = await formatOf(reading.location, reading.name);
  if ("rejection" in kind) yield kind.rejection;
  else yield* readInChild(children, kind, limits, reading, tally);
}

async function describeInChild(
  children: ParserChildren,
  { maxUnpackedBytes, silenceMs, totalMs }: ParseLimits,
  { location, name, mapping = {}, correlationId, observer, signal }: Reading,
): Promise<TableDescription> {
  const parser = await children.acquire(true, { ahead: false });
  try {
    return await parser.describe(
      { location, name, mapping, maxUnpackedBytes, correlationId },
      { silenceMs, totalMs: Math.min(totalMs, longestDescriptionMs), signal },
    );
  } catch (error) {
    if (!(error instanceof ParserLost)) throw error;
    observer?.onLost?.(lostParser(parser, error));
    throw new FileRejected(error.reason, error.message, { cause: error });
  } finally {
    children.release(parser, false);
  }
}

const lostParser = (
  { pid, peakMemoryMb }: ParserProcess,
  { reason, message }: ParserLost,
  seen?: Seen,
): LostParser => ({ parser: pid, reason, detail: message, member: seen?.member?.member, peakMemoryMb });

/** Reads a file in a child; an archive whose member ended its child is read on behind that member in another one. */
async function* readInChild(
  children: ParserChildren,
  kind: FormatKind,
  limits: ParseLimits,
  reading: Reading,
  tally: ReadTally,
): AsyncGenerator<ReadEvent> {
  const seen: Seen = { documents: 0, pages: [] };
  let from: Pick<ParseOptions, "skipMembers" | "resumeAfterRow"> = reading;
  for (let attempt = 1; ; attempt += 1) {
    const lost = yield* readOnce(children, kind, limits, { ...reading, ...from }, seen, tally);
    if (lost === undefined) return;
    const { member } = seen;
    if (member === undefined || attempt === childrenPerArchive)
      return yield* remains(lost, seen, reading.name);
    yield { type: "rejection", member: member.member, reason: lost.reason, detail: lost.message };
    from = { skipMembers: member.index + 1, resumeAfterRow: undefined };
  }
}

async function* readOnce(
  children: ParserChildren,
  { isolated, streams }: FormatKind,
  limits: ParseLimits,
  reading: Reading,
  seen: Seen,
  tally: ReadTally,
): AsyncGenerator<ReadEvent, ParserLost | undefined> {
  const { location, name, mapping = {}, resumeAfterRow, skipMembers, correlationId, signal } = reading;
  const parser = await children.acquire(isolated);
  seen.member = undefined;
  let clean = false;
  try {
    const waiting = { silenceMs: limits.silenceMs, totalMs: streams ? undefined : limits.totalMs, signal };
    const notice = (message: ParserNotice) => {
      if (message.type === "draft") seen.pages.push(message.page);
      else {
        seen.member = message;
        reading.observer?.onMember?.(message.index);
      }
    };
    const options = { mapping, limits, resumeAfterRow, skipMembers };
    const request = { location, name, options, correlationId };
    let damaged = false;
    const shareRead = reading.observer?.onShare;
    for await (const event of parser.read(request, { ...waiting, notice, shareRead })) {
      if (event.type === "document") seen.documents += 1;
      if (event.type === "rejection" && event.row === undefined) damaged = true;
      yield event;
    }
    clean = !isolated && !damaged;
    return undefined;
  } catch (error) {
    if (!(error instanceof ParserLost)) throw error;
    reading.observer?.onLost?.(lostParser(parser, error, seen));
    return error;
  } finally {
    tally.notePeak(parser.peakMemoryMb);
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
  if (input instanceof Error && isPassing(input)) throw fileError(input);
  if (input instanceof Error)
    return { rejection: { type: "rejection", reason: "unreadable", detail: input.message } };
  try {
    return (await detectFormat(input, readers)).reader;
  } catch (error) {
    if (isPassing(error)) throw fileError(error);
    return { rejection: rejectionFor(error) };
  } finally {
    await input.close().catch(() => {});
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
