import { PassThrough, type Readable } from "node:stream";
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { type FileInput, FileRejected, type ReadLimits } from "./reader.ts";
import { memberName } from "./zip-names.ts";

type UnpackLimits = Pick<ReadLimits, "maxUnpackedBytes" | "maxUnpackRatio" | "maxArchiveMembers">;

/** A file inside an archive. */
export interface ZipMember {
  /** Decoded and made harmless, with `/` between folders. */
  readonly name: string;
  /** How many of the archive's entries stand before it, 0..1 of them. */
  readonly share: number;
  /** As the archive says; unpacking more is an error. */
  readonly unpackedBytes: number;
  readonly encrypted: boolean;
  /** Whether its kind of compression is known here. */
  readonly readable: boolean;
  /**
   * Unpacks it piece by piece, measuring as it goes.
   *
   * @throws FileRejected bomb when it, or the archive as a whole, unpacks beyond the limits
   */
  unpack(): AsyncIterable<Uint8Array>;
}

/** Below this size a high ratio is no danger: short texts can be very regular. */
const ratioCountsFromBytes = 8_000_000;
const storedOrDeflated = new Set([0, 8]);

/**
 * Lists an archive's files in its own order, without folders.
 *
 * @throws FileRejected corrupt when it is no readable ZIP, too-large when it has too many members
 */
export async function* zipMembers(input: FileInput, limits: UnpackLimits): AsyncGenerator<ZipMember> {
  const archive = await openArchive(input);
  if (archive.entryCount > limits.maxArchiveMembers)
    throw new FileRejected(
      "too-large",
      `${archive.entryCount} members, and at most ${limits.maxArchiveMembers} are read`,
    );
  const unpacked = { bytes: 0 };
  let before = 0;
  for await (const entry of archive.eachEntry()) {
    const share = before++ / archive.entryCount;
    const name = memberName(entry);
    const isFolder = entry.fileNameRaw.at(-1) === 0x2f;
    if (!isFolder && name !== "") yield { share, ...toMember(archive, entry, name, unpacked, limits) };
  }
}

/** Collects all of a member, which must not be larger than `maxBytes`. */
export async function unpackWhole(member: ZipMember, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of member.unpack()) {
    bytes += piece.length;
    if (bytes > maxBytes) throw new FileRejected("too-large", `more than ${maxBytes} bytes unpacked`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function openArchive(input: FileInput): Promise<ZipFile> {
  try {
    return await fromRandomAccessReaderPromise(new InputReader(input), input.size, {
      lazyEntries: true,
      autoClose: false,
      decodeStrings: false,
    });
  } catch (error) {
    throw new FileRejected("corrupt", `the archive cannot be opened: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function toMember(
  archive: ZipFile,
  entry: Entry,
  name: string,
  unpacked: { bytes: number },
  limits: UnpackLimits,
): Omit<ZipMember, "share"> {
  let furthest = 0;
  return {
    name,
    unpackedBytes: entry.uncompressedSize,
    encrypted: entry.isEncrypted(),
    readable: storedOrDeflated.has(entry.compressionMethod),
    async *unpack() {
      const stream = await archive.openReadStreamPromise(entry);
      let bytes = 0;
      try {
        for await (const piece of stream as AsyncIterable<Buffer>) {
          bytes += piece.length;
          unpacked.bytes += Math.max(0, bytes - furthest);
          furthest = Math.max(furthest, bytes);
          refuseBomb(bytes, entry.compressedSize, unpacked.bytes, limits);
          yield piece;
        }
      } finally {
        stream.destroy();
      }
    },
  };
}

function refuseBomb(bytes: number, packedBytes: number, allBytes: number, limits: UnpackLimits): void {
  const ratio = Math.round(bytes / Math.max(1, packedBytes));
  if (bytes > ratioCountsFromBytes && ratio > limits.maxUnpackRatio)
    throw new FileRejected("bomb", `${packedBytes} bytes unpack to more than ${bytes}`);
  if (allBytes > limits.maxUnpackedBytes)
    throw new FileRejected("bomb", `it unpacks to more than ${limits.maxUnpackedBytes} bytes`);
}

/** Lets yauzl read from any input. */
class InputReader extends RandomAccessReader {
  readonly #input: FileInput;

  constructor(input: FileInput) {
    super();
    this.#input = input;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const through = new PassThrough();
    void this.#copy(start, end, through);
    return through;
  }

  async #copy(start: number, end: number, into: PassThrough): Promise<void> {
    const pieceBytes = 65_536;
    try {
      for (let at = start; at < end && !into.destroyed; at += pieceBytes) {
        const piece = await this.#input.slice(at, Math.min(end, at + pieceBytes));
        if (!into.write(piece)) await drained(into);
      }
      into.end();
    } catch (error) {
      into.destroy(error as Error);
    }
  }
}

function drained(stream: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      stream.off("drain", go).off("close", go);
      resolve();
    };
    stream.on("drain", go).on("close", go);
  });
}
