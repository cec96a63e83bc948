import { readdir, rm, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Context } from "../context.ts";
import { fileCall } from "../file-access.ts";
import { pathsToRead } from "../store/run.ts";

const unusedUploadMs = 86_400_000;

/** Deletes what was uploaded for an import, once it is read. Paths outside of the upload folder are the user's own. */
export async function discardUploads(uploadFolder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const [upload = "", ...inside] = relative(uploadFolder, path).split(sep);
    if (upload === "" || upload === ".." || join(uploadFolder, upload, ...inside) !== path) continue;
    const folder = join(uploadFolder, upload);
    await fileCall(rm(folder, { recursive: true, force: true }), { what: folder });
  }
}

/**
 * Deletes uploads of earlier imports whose last file was read on another machine, which could not delete them here, and
 * those that have been there for long without an import: their sender heard that it failed.
 */
export async function discardLeftUploads({ db, clock, machine, uploadFolder }: Context): Promise<void> {
  const names = await fileCall(readdir(uploadFolder), { what: uploadFolder }).catch(() => []);
  if (names.length === 0) return;
  const paths = await pathsToRead(db, { machine, folder: uploadFolder });
  const uploadOf = (path: string) => relative(uploadFolder, path).split(sep)[0];
  const isRead = new Map(paths.map(({ path, isRead }) => [uploadOf(path), isRead]));
  for (const name of names) {
    const folder = join(uploadFolder, name);
    if (isRead.get(name) ?? (await isOlder(folder, clock.now().getTime() - unusedUploadMs)))
      await discardUploads(uploadFolder, [folder]);
  }
}

async function isOlder(path: string, thanMs: number): Promise<boolean> {
  const entry = await fileCall(stat(path), { what: path }).catch(() => undefined);
  return entry !== undefined && entry.mtimeMs < thanMs;
}
