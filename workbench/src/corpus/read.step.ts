import type { Context } from "../context.ts";
import { isPassing } from "../file-access.ts";
import { checkEpoch, finishBatch } from "../jobs/batch.ts";
import { endPicturesOfStage } from "../jobs/pictures.ts";
import type { BatchProgress, Step } from "../jobs/step.ts";
import type { ExtractedDocument, ReadEvent } from "../model.ts";
import { deleteFiles, earlierVersions, holdForDeletion } from "../store/deletion.ts";
import { insertDocuments, type NewDocument } from "../store/document.ts";
import {
  advanceFile,
  type FileCursor,
  type FileRow,
  filesFingerprint,
  isKnownFile,
  type NewFile,
  openFile,
} from "../store/file.ts";
import { deleteFileParts } from "../store/file-part.ts";
import { addProvenance } from "../store/provenance.ts";
import { insertRejections, type RejectionRow } from "../store/rejection.ts";
import type { ClaimedBatch, RunRow } from "../store/run.ts";
import { asConversation } from "./conversation.ts";
import { wakeRestarted } from "./delete.actions.ts";
import { discardLeftUploads, discardUploads } from "./discard-uploads.actions.ts";
import { pathOf, titleOf } from "./draft.ts";
import { textHash } from "./duplicates.ts";
import { type ReadOnce, readOnce } from "./extracted-texts.actions.ts";
import { contentHash, mappingHash } from "./file-identity.ts";
import { whyUnusable } from "./quality.ts";
import { requireFolderOf, requirePaths } from "./reach.ts";
import type { ParserPool } from "./read/parse-file.ts";
import { seesFiles, shareFiles, withSharedFiles } from "./share-files.step.ts";
import { type FoundFile, walk } from "./walk.ts";

/** After so many tries of its run a file that cannot be read while its folder can is given up: about a minute. */
const triesPerFile = 7;
const filesPerBatch = 16;
const bytesPerBatch = 8_000_000;
const documentsPerCommit = 500;
const lettersPerCommit = 4_000_000;

/** Reads the files of a source in parser children, each committed with its documents and rejections. */
export function readStep(parsers: () => ParserPool): Step {
  return {
    name: "read",
    unit: "files",
    async *plan(context, run, { signal }) {
      const { paths = [], root } = run.settings;
      await discardLeftUploads(context);
      if (root === undefined) await requirePaths(paths, context.uploadFolder);
      for await (const files of groups(walk(paths, { root, signal }))) {
        yield { items: files, weight: files.length, machine: run.machine };
      }
    },
    async run(context, batch, { run, signal, progress }) {
      const files = batch.items as readonly FoundFile[];
      const readAll = async (here: (file: FoundFile) => string) => {
        for (const [done, file] of files.entries()) {
          signal.throwIfAborted();
          progress(file.path, done);
          const shown: BatchProgress = (detail, share = 0) => progress(detail, done + share);
          const reading = { run, batch, file, bytesAt: here(file), parsers: parsers(), signal, shown };
          await readOrReject(context, reading);
        }
      };
      if (seesFiles(context, run)) await readAll(({ location }) => location);
      else await withSharedFiles(context, batch, readAll);
      await context.db.transaction(async (tx) => {
        await deleteFileParts(tx, batch.id);
        await finishBatch(tx, batch);
      });
    },
    share: shareFiles,
    async finish(tx, run, { uploadFolder, clock }) {
      const { id, sourceId, settings } = run;
      await endPicturesOfStage({ db: tx, clock }, run);
      if (sourceId !== null) await addProvenance(tx, id, { inputs: await filesFingerprint(tx, sourceId) });
      await discardUploads(uploadFolder, settings.paths ?? []);
    },
  };
}

interface Reading {
  readonly run: RunRow;
  readonly batch: ClaimedBatch;
  readonly file: FoundFile;
  /** Where its bytes are on this machine. */
  readonly bytesAt: string;
  readonly parsers: ParserPool;
  readonly signal: AbortSignal;
  /** Tells what is being done, and how much of the file is, 0..1. */
  readonly shown: BatchProgress;
}

/** Reads a file. One that stays out of reach while its folder does not is set aside: the fault is its own. */
async function readOrReject(context: Context, reading: Reading): Promise<void> {
  try {
    await readFile(context, reading);
  } catch (error) {
    const { run, file } = reading;
    if (!isPassing(error) || run.tries < triesPerFile) throw error;
    await requireFolderOf(file.location, run.settings.paths ?? [], context.uploadFolder);
    await reject(context, reading, error as Error);
  }
}

async function reject(context: Context, reading: Reading, { message }: Error): Promise<void> {
  const part = new Part();
  part.add(reading.file.path, { type: "rejection", reason: "unreadable", detail: message });
  await context.db.transaction(async (tx) => {
    const row = await openFile(tx, identityOf(reading, Buffer.alloc(0)));
    if (row.state === "waiting") await commitPart({ ...context, db: tx }, reading, row, part, true);
  });
}

async function readFile(context: Context, reading: Reading): Promise<void> {
  const { run, file, bytesAt } = reading;
  const hash = await contentHash(bytesAt);
  if (hash.length === 0) await requireFolderOf(file.location, run.settings.paths ?? [], context.uploadFolder);
  const identity = identityOf(reading, hash);
  if (await isKnownFile(context.db, identity)) return;
  const row = await openRow(context, reading, identity);
  if (row.state === "waiting") await readInto(context, reading, row, identity);
}

function identityOf({ run, file }: Reading, hash: Buffer): NewFile {
  const { projectId, sourceId, settings } = run;
  if (sourceId === null) throw new Error(`run ${run.id} reads files but has no source`);
  const { path, location, bytes } = file;
  const mapping = mappingHash(settings.mapping ?? {});
  return { projectId, sourceId, path, location, bytes, contentHash: hash, mappingHash: mapping };
}

/** The file to read now, in place of what was read of it before. */
async function openRow(context: Context, reading: Reading, identity: NewFile): Promise<FileRow> {
  const { projectId } = identity;
  const { db, queue, clock } = context;
  const earlier = await earlierVersions(db, identity);
  return await db.transaction(async (tx) => {
    if (earlier.length > 0) await holdForDeletion(tx, projectId);
    await checkEpoch(tx, reading.batch);
    const deleted = await deleteFiles(tx, { projectId, files: earlier, now: clock.now() });
    await wakeRestarted({ db: tx, queue }, deleted);
    return await openFile(tx, identity);
  });
}

async function commitPart(
  context: Context,
  { batch }: Reading,
  row: FileRow,
  part: Part,
  read: boolean,
): Promise<void> {
  await context.db.transaction(async (tx) => {
    await checkEpoch(tx, batch);
    const { projectId, sourceId, id: fileId } = row;
    const of = { projectId, sourceId, fileId, now: context.clock.now() };
    await insertDocuments(tx, of, part.documents);
    await insertRejections(tx, of, part.rejections);
    const { cursor, warnings, documents } = part;
    await advanceFile(tx, { id: row.id, cursor, documents: documents.length, warnings, read });
  });
}

/** Reads a file's events and commits them in parts, the last one together with the file's done-mark. */
async function readInto(
  context: Context,
  reading: Reading,
  row: FileRow,
  identity: Pick<ReadOnce, "contentHash" | "mappingHash">,
): Promise<void> {
  const { run, file, bytesAt, parsers, signal, shown } = reading;
  const mapping = run.settings.mapping ?? {};
  const { log } = context;
  const { cursor } = row;
  const isBegun = cursor.member > 0 || cursor.row > 0;
  let member: number | undefined;
  let part = new Part(cursor);
  let total = 0;
  const commit = async (read: boolean) => {
    await commitPart(context, reading, row, part, read);
    total += part.documents.length;
    part = new Part(part.cursor);
  };
  const read = () =>
    parsers.read(bytesAt, {
      name: file.path,
      mapping,
      signal,
      ...(isBegun && { skipMembers: cursor.member, resumeAfterRow: cursor.row }),
      correlationId: run.correlationId,
      observer: {
        onRead: (report) => log.debug({ path: file.path, ...report }, "read a file"),
        onLost: (lost) => log.warn({ path: file.path, ...lost }, "a parser was lost"),
        onMember: (index) => {
          member = index;
        },
        onShare: (share) => shown(`${file.path}: ${total + part.documents.length} documents`, share),
      },
    });
  const events = isBegun ? read() : readOnce(context, { ...identity, path: file.path, read });
  for await (const event of events) {
    if (member !== undefined && part.beginMember(member) && part.isLarge(context.memory)) await commit(false);
    if (part.add(file.path, event, member) && part.isLarge(context.memory)) await commit(false);
  }
  await commit(true);
}

/** What was read of a file since the last commit. It may end where a row of a table ends, or a member of an archive. */
class Part {
  readonly documents: NewDocument[] = [];
  readonly rejections: Omit<RejectionRow, "sourceId">[] = [];
  readonly warnings: string[] = [];
  cursor: FileCursor;
  #letters = 0;

  constructor(cursor: FileCursor = { member: 0, row: 0 }) {
    this.cursor = cursor;
  }

  /** @returns whether the archive's member of this number is another one, so that the part may end before it */
  beginMember(member: number): boolean {
    if (member <= this.cursor.member) return false;
    this.cursor = { member, row: 0 };
    return true;
  }

  /**
   * @param memberNumber of the archive's member that it is from; unknown where what was read before is said again
   * @returns whether the part may end behind it
   */
  add(path: string, event: ReadEvent, memberNumber?: number): boolean {
    if (event.type === "document") this.#addDocument(path, event.document);
    else if (event.type === "rejection") {
      const { member, row, reason, detail } = event;
      this.rejections.push({ path: pathOf(path, member), row: row ?? null, reason, detail });
    } else {
      const where = [event.member, event.row === undefined ? undefined : `row ${event.row}`]
        .filter(Boolean)
        .join(", ");
      this.warnings.push(where ? `${where}: ${event.message}` : event.message);
      return false;
    }
    const { member, row } = event.type === "document" ? event.document : event;
    const isPlace = row !== undefined && (member === undefined || memberNumber !== undefined);
    if (!isPlace) return false;
    this.cursor = { ...this.cursor, row: Math.max(this.cursor.row, row) };
    return true;
  }

  isLarge(memory: Context["memory"]): boolean {
    return (
      this.documents.length + this.rejections.length >= memory.portion(documentsPerCommit) ||
      this.#letters >= memory.portion(lettersPerCommit)
    );
  }

  #addDocument(path: string, document: ExtractedDocument): void {
    const unusable = whyUnusable(document.text);
    if (unusable !== undefined) {
      const { member, row = null, text } = document;
      const reason = text.trim() === "" ? "empty" : "no-text";
      this.rejections.push({ path: pathOf(path, member), row, reason, detail: unusable });
      return;
    }
    this.#letters += document.text.length;
    this.documents.push(newDocument(path, document));
  }
}

function newDocument(path: string, extracted: ExtractedDocument): NewDocument {
  const document = asConversation(extracted);
  const { text, row, externalId, date, label, metadata, pages, headings = [], flags = [] } = document;
  return {
    path: pathOf(path, document.member),
    row,
    externalId,
    title: titleOf(document, path),
    text,
    textHash: textHash(text),
    date,
    label,
    metadata,
    pages,
    headings,
    turns: document.turns,
    flags: flags.map(({ flag, detail }) => ({ flag, detail: detail ?? null })),
  };
}

async function* groups(files: AsyncIterable<FoundFile>): AsyncGenerator<FoundFile[]> {
  let group: FoundFile[] = [];
  let bytes = 0;
  for await (const file of files) {
    if (group.length > 0 && (group.length === filesPerBatch || bytes + file.bytes > bytesPerBatch)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(file);
    bytes += file.bytes;
  }
  if (group.length > 0) yield group;
}
