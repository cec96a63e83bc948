import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { ToposcopeError } from "../errors.ts";

/** Writes a file that is there in full or not at all. @throws ToposcopeError DISK_FULL, PATH_NOT_FOUND */
export async function writeWhole(
  file: string,
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const draft = `${file}.part`;
  try {
    await pipeline(stream, createWriteStream(draft));
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true });
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined || code.startsWith("ERR_")) throw cause;
    const known = code === "ENOSPC" ? "DISK_FULL" : "PATH_NOT_FOUND";
    throw new ToposcopeError(known, `${file} cannot be written: ${message}`, { cause });
  }
}
