import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it that are missing; one that is there stays as it is.
 *
 * Not `mkdir` with `recursive`: that one never returns where a file system takes no folders, as `/proc` does.
 */
export function makeFolder(path: string, { mode }: { mode?: number } = {}): void {
  try {
    mkdirSync(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    makeFolder(dirname(path), { ...(mode === undefined ? {} : { mode }) });
    mkdirSync(path, mode);
  }
}
