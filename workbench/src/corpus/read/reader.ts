import type { ColumnMapping, ReadEvent, RejectionReason } from "../../model.ts";

/** What a file may cost before its reader must give up. The parser child enforces memory, time and output besides. */
export interface ReadLimits {
  /** Size of a file whose format cannot be read as a stream. */
  readonly maxFileBytes: number;
  /** Everything that an archive (ZIP, DOCX, Parquet) unpacks to, measured while inflating. */
  readonly maxUnpackedBytes: number;
  /** Unpacked to packed size of an archive's part, looked at once a part is larger than a megabyte. */
  readonly maxUnpackRatio: number;
  readonly maxArchiveMembers: number;
  /** Characters of one document. */
  readonly maxDocumentCharacters: number;
}

/** A file on disk or a member of an archive; nothing is read before it is asked for. */
export interface FileInput {
  /** Name as shown to the user, with `/` between folders; readers take titles and extensions from it. */
  readonly name: string;
  readonly size: number;
  /** All of it; for formats that need random access to a file of bounded size. */
  bytes(): Promise<Uint8Array>;
  /** Bytes from `start` up to `end`, fewer where the file ends. */
  slice(start: number, end: number): Promise<Uint8Array>;
  /** From `start` (default 0) to the end, in pieces of at most a megabyte or so; can be called again. */
  stream(start?: number): AsyncIterable<Uint8Array>;
}

export interface ReadOptions {
  readonly mapping: ColumnMapping;
  readonly limits: ReadLimits;
  /** Tables, and the table that an archive's first member read is: yield nothing for rows up to this one, since an earlier reading already delivered them. */
  readonly resumeAfterRow?: number;
  /** Archives: pass over so many members, since an earlier reading came so far. */
  readonly skipMembers?: number;
  /** Archives: told of each member before it is read, so that one that ends the parser child can be passed over. */
  readonly memberStarted?: (member: string, index: number) => Promise<void>;
  /** Reads a file found inside this one, whatever its format; inside an archive it refuses archives. */
  readonly readMember?: ReadFile;
  /** Told how much of the file is done with, 0..1, by formats that are not read as one stream but piece by piece. */
  readonly shareRead?: (share: number) => void;
  /** Takes a finished page of a document that is not finished, so that it survives the end of the parser child. */
  readonly draft?: (page: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads one file of one format, in file order and no faster than its events are taken.
 *
 * @throws FileRejected when the file as a whole cannot be taken
 */
export type ReadFile = (input: FileInput, options: ReadOptions) => AsyncIterable<ReadEvent>;

/** A format that can be read; `builtins.ts` lists them all. */
export interface FileReader {
  readonly name: string;
  /** Lower case, without the dot. */
  readonly extensions: readonly string[];
  /** Whether each file gets a parser child of its own: formats whose parsers hostile bytes can break. */
  readonly isolated: boolean;
  /** Whether it reads a file of any size in bounded memory, so that the limit on a file's size does not apply. */
  readonly streams: boolean;
  /** Imports the reader; parsers are large, so only the child that needs one loads it. */
  load(): Promise<ReadFile>;
}

/** Thrown by a reader that takes nothing (more) of a file; it becomes the file's rejection. */
export class FileRejected extends Error {
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, detail: string, options: { cause?: unknown } = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "FileRejected";
    this.reason = reason;
  }
}
