import { basename } from "node:path";
import { readers } from "../../../src/builtins.ts";
import { bytesInput, openFileInput } from "../../../src/corpus/read/file-input.ts";
import { defaultLimits } from "../../../src/corpus/read/parse-file.ts";
import { readInput } from "../../../src/corpus/read/read-input.ts";
import type { FileInput, ReadOptions } from "../../../src/corpus/read/reader.ts";
import type { ExtractedDocument, ReadEvent } from "../../../src/model.ts";

type Rejection = Extract<ReadEvent, { type: "rejection" }>;
type Warning = Extract<ReadEvent, { type: "warning" }>;

/** What reading a file gave, sorted by kind. */
export interface FileContents {
  readonly documents: ExtractedDocument[];
  readonly rejections: Rejection[];
  readonly warnings: Warning[];
}

export type FileOptions = Partial<Pick<ReadOptions, "mapping" | "resumeAfterRow">>;

/** Reads a file on disk as the parser child does, in this process. */
export async function readFile(location: string, options: FileOptions = {}): Promise<FileContents> {
  const input = await openFileInput(location, basename(location));
  try {
    return await contents(input, options);
  } finally {
    await input.close();
  }
}

/** Reads bytes as if they were a file of this name. */
export function readBytes(
  name: string,
  bytes: Uint8Array | string,
  options: FileOptions = {},
): Promise<FileContents> {
  return contents(bytesInput(name, typeof bytes === "string" ? Buffer.from(bytes) : bytes), options);
}

async function contents(input: FileInput, options: FileOptions): Promise<FileContents> {
  const found: FileContents = { documents: [], rejections: [], warnings: [] };
  for await (const event of readInput(input, { mapping: {}, limits: defaultLimits, ...options }, readers)) {
    if (event.type === "document") found.documents.push(event.document);
    else if (event.type === "rejection") found.rejections.push(event);
    else found.warnings.push(event);
  }
  return found;
}
