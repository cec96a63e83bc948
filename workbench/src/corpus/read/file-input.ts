import { type FileHandle, open, stat } from "node:fs/promises";
import { fileCall } from "../../file-access.ts";
import type { FileInput } from "./reader.ts";

const pieceBytes = 262_144;
const reading = { what: "the file" };

/**
 * Opens a file on disk for a reader; close it when the reader is done.
 *
 * @throws Error when it cannot be opened, or is a pipe or a device, which might never end
 */
export async function openFileInput(
  location: string,
  name: string,
): Promise<FileInput & { close(): Promise<void> }> {
  const found = await fileCall(stat(location), { what: name });
  if (!found.isFile()) throw new Error(`${name} is no regular file`);
  const file = await fileCall(open(location, "r"), { what: name });
  const { size } = found;
  return {
    name,
    size,
    bytes: () => readRange(file, 0, size),
    slice: (start, end) => readRange(file, start, Math.min(end, size)),
    stream: (start = 0) => readOn(file, start),
    close: () => file.close(),
  };
}

/** Bytes in memory as an input: a member of an archive, or a test's. */
export function bytesInput(name: string, bytes: Uint8Array): FileInput {
  return {
    name,
    size: bytes.length,
    bytes: async () => bytes,
    slice: async (start, end) => bytes.subarray(start, end),
    async *stream(start = 0) {
      for (let at = start; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    },
  };
}

async function readRange(file: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, end - start));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await fileCall(
      file.read(bytes, filled, bytes.length - filled, start + filled),
      reading,
    );
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function* readOn(file: FileHandle, start: number): AsyncGenerator<Uint8Array> {
  for (let at = start; ; ) {
    const { bytesRead, buffer } = await fileCall(
      file.read(new Uint8Array(pieceBytes), 0, pieceBytes, at),
      reading,
    );
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
