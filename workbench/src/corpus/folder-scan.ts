import { opendir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileCall } from "../file-access.ts";

/** What tells one version of a file from another, without reading it. */
export interface FileState {
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** What is in a folder and below it: files by their place, and folders. */
export interface FolderState {
  readonly files: Map<string, FileState>;
  readonly folders: string[];
}

/** Hidden files, and those that programs write beside a file until it is whole. */
const isPassedOver = (name: string) =>
  name.startsWith(".") ||
  name.startsWith("~$") ||
  /(~|\.(tmp|temp|part|partial|crdownload|download|swp))$/i.test(name);

const isMissing = (error: unknown) =>
  ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");

/**
 * Looks at everything below a folder. What disappears meanwhile is not there; links to folders are not followed.
 *
 * @throws what the file system says, where a folder that is there cannot be looked into
 */
export async function scanFolder(
  folder: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<FolderState> {
  const state: FolderState = { files: new Map(), folders: [] };
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    signal?.throwIfAborted();
    state.folders.push(next);
    try {
      for await (const entry of await opendir(next)) {
        if (isPassedOver(entry.name)) continue;
        const location = join(next, entry.name);
        if (entry.isDirectory()) open.push(location);
        else {
          const file = await fileState(location);
          if (file) state.files.set(location, file);
        }
      }
    } catch (error) {
      if (next === folder || !isMissing(error)) throw error;
    }
  }
  return state;
}

/** The state of a file, also behind a link; undefined where there is none. */
export async function fileState(location: string): Promise<FileState | undefined> {
  try {
    const entry = await fileCall(stat(location), { what: location });
    return entry.isFile() ? { bytes: entry.size, modifiedMs: entry.mtimeMs } : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export const isSameState = (a: FileState | undefined, b: FileState | undefined): boolean =>
  a?.bytes === b?.bytes && a?.modifiedMs === b?.modifiedMs;

/** Whether a name is one that a folder's followers look at. */
export const isFollowedName = (name: string): boolean => !isPassedOver(name);
