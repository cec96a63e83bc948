import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { fileCall } from "../file-access.ts";
import {
  deleteFileParts,
  filePart,
  holdLastOwnBatch,
  insertFilePart,
  openSharedBatches,
  shareBatch,
} from "../store/file-part.ts";
import type { ClaimedBatch, RunRow } from "../store/run.ts";
import type { FoundFile } from "./walk.ts";

const partBytes = 1_000_000;
/** A batch with more than this is read where its files are. */
const mostSharedBytes = 32_000_000;
/** So many batches lie ready for each worker that does not see the files. */
const batchesAhead = 3;

/** Whether this machine sees the files that a run reads. */
export const seesFiles = ({ machine }: Pick<Context, "machine">, run: RunRow): boolean =>
  run.machine === null || run.machine === machine;

/**
 * Puts the files of a few batches into the database, so that workers of other machines can read them: no more than these
 * are about to take, so that a large folder is never copied as a whole.
 *
 * @param others workers on other machines
 * @returns how many batches were shared
 */
export async function shareFiles(context: Context, run: RunRow, others: number): Promise<number> {
  const of = { runId: run.id, stage: "read" as const, machine: context.machine };
  const missing = others * batchesAhead - (await openSharedBatches(context.db, of));
  const unreadable: number[] = [];
  let shared = 0;
  while (shared < missing) {
    const outcome = await context.db.transaction(async (tx) => {
      const batch = await holdLastOwnBatch(tx, { ...of, mostBytes: mostSharedBytes, not: unreadable });
      if (!batch) return "none left";
      const isThere = await storeFiles({ ...context, db: tx }, batch.id, batch.items as FoundFile[]);
      if (isThere) await shareBatch(tx, batch.id);
      else unreadable.push(batch.id);
      return isThere ? "shared" : "unreadable";
    });
    if (outcome === "none left") break;
    if (outcome === "shared") shared += 1;
  }
  return shared;
}

/** @returns false when one of them cannot be read, of which the machine itself has to make what it can */
async function storeFiles({ db }: Context, batchId: number, files: readonly FoundFile[]): Promise<boolean> {
  for (const { location } of files) {
    let ordinal = 0;
    try {
      for await (const bytes of partsOf(location)) {
        await insertFilePart(db, { batchId, location, ordinal, bytes });
        ordinal += 1;
      }
    } catch (error) {
      if (!isFileError(error)) throw error;
      await deleteFileParts(db, batchId);
      return false;
    }
  }
  return true;
}

const isFileError = (error: unknown) =>
  error instanceof ToposcopeError
    ? error.code === "FILES_UNREACHABLE"
    : (error as NodeJS.ErrnoException).syscall !== undefined;

async function* partsOf(location: string): AsyncGenerator<Buffer> {
  const file = await fileCall(open(location, "r"), { what: location });
  try {
    for (;;) {
      const { bytesRead, buffer } = await fileCall(file.read(Buffer.alloc(partBytes), 0, partBytes), {
        what: location,
      });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/**
 * Does `work` with the files of a shared batch as they lie here for as long as it takes.
 *
 * @param work gets where a file's bytes are on this machine
 */
export async function withSharedFiles<T>(
  context: Context,
  batch: ClaimedBatch,
  work: (here: (file: FoundFile) => string) => Promise<T>,
): Promise<T> {
  const folder = join(context.uploadFolder, context.newId());
  const files = batch.items as readonly FoundFile[];
  const here = (file: FoundFile) => join(folder, String(files.indexOf(file)));
  try {
    await fileCall(mkdir(folder, { mode: 0o700 }), { what: folder });
    for (const file of files) await fetchFile(context, { batchId: batch.id, file, to: here(file) });
    return await work(here);
  } finally {
    await fileCall(rm(folder, { recursive: true, force: true }), { what: folder });
  }
}

async function fetchFile(
  { db }: Context,
  { batchId, file: { location }, to }: { batchId: number; file: FoundFile; to: string },
): Promise<void> {
  const file = await fileCall(open(to, "wx", 0o600), { what: to });
  try {
    for (let ordinal = 0; ; ordinal += 1) {
      const bytes = await filePart(db, { batchId, location, ordinal });
      if (!bytes) return;
      await fileCall(file.appendFile(bytes), { what: to });
    }
  } finally {
    await file.close();
  }
}
