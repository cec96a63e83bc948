import { readdir, stat } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import { ToposcopeError } from "../errors.ts";
import { fileCall } from "../file-access.ts";

const isPattern = (path: string) => /[*?[\]{}]/.test(path);

/** Whether a path lies in a folder, or is it. */
function liesIn(path: string, folder: string): boolean {
  const between = relative(folder, path);
  return between !== ".." && !between.startsWith(`..${sep}`);
}

/**
 * Makes sure that what was there when an import began is still there: a disk may be unplugged, a network folder gone.
 * Uploads are ours, patterns stand for whatever is there.
 *
 * @throws ToposcopeError FILES_UNREACHABLE
 */
export async function requirePaths(paths: readonly string[], uploadFolder: string): Promise<void> {
  for (const path of paths) {
    if (isPattern(path) || liesIn(path, uploadFolder)) continue;
    const found = await fileCall(stat(path), { what: path }).catch(unlessPassing);
    if (found === undefined) throw gone(path);
    if (found.isDirectory()) await requireFolder(path);
  }
}

/**
 * Makes sure that a file which cannot be read is not only out of reach with the whole folder that it was found in.
 *
 * @throws ToposcopeError FILES_UNREACHABLE
 */
export async function requireFolderOf(
  location: string,
  paths: readonly string[],
  uploadFolder: string,
): Promise<void> {
  if (liesIn(location, uploadFolder)) return;
  const named = paths.find((path) => path !== location && liesIn(location, path));
  await requireFolder(named ?? dirname(location));
}

/** An empty folder is what an unmounted disk leaves behind. */
async function requireFolder(folder: string): Promise<void> {
  const names = await fileCall(readdir(folder), { what: folder }).catch(unlessPassing);
  if (names === undefined || names.length === 0) throw gone(folder);
}

const gone = (path: string) => new ToposcopeError("FILES_UNREACHABLE", `${path} is not there now, or empty`);

function unlessPassing(error: unknown): undefined {
  if (error instanceof ToposcopeError) throw error;
}
