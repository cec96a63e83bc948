import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";

/**
 * Whether `-` is what was given.
 *
 * @throws ToposcopeError USAGE when it is one of several paths, or when it is the keyboard
 */
export function readsStandardInput(paths: readonly string[]): boolean {
  if (!paths.includes("-")) return false;
  if (paths.length > 1) throw new ToposcopeError("USAGE", "- cannot be read together with other paths");
  if (process.stdin.isTTY) {
    throw new ToposcopeError("USAGE", "standard input is the keyboard", {
      hint: "send something into it: cat notes.txt | toposcope explore -",
    });
  }
  return true;
}

/** Writes standard input to a file as it comes, so that reading it can go on after a crash; @returns its path. */
export async function saveStandardInput({ uploadFolder, newId }: Context): Promise<string> {
  const folder = join(uploadFolder, newId());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "stdin");
  await pipeline(process.stdin, createWriteStream(file, { mode: 0o600 }));
  return file;
}
