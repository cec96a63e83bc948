import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { type FileInput, FileRejected, type ReadFile, type ReadLimits, type ReadOptions } from "./reader.ts";
import { readTable, sampleRows } from "./table.ts";
import type { RowEvent } from "./table-row.ts";

/** Reads a Parquet file: a row is a document. */
export const readParquet: ReadFile = (input, options) => readTable(parquetRows(input, options), options);

/** Unpacked size of the rows that are in memory at once, where the file's row groups allow it. */
const windowBytes = 32_000_000;

/** What a Parquet file's footer says. */
export interface ParquetFooter {
  readonly rows: number;
  readonly metadata: FileMetaData;
}

/**
 * Reads the footer.
 *
 * @throws FileRejected encrypted, or corrupt
 */
export async function parquetFooter(input: FileInput): Promise<ParquetFooter> {
  const tail = Buffer.from(await input.slice(Math.max(0, input.size - 4), input.size)).toString("latin1");
  if (tail === "PARE") throw new FileRejected("encrypted", "an encrypted Parquet file");
  if (tail !== "PAR1")
    throw new FileRejected("corrupt", "the Parquet footer is missing: the file may be cut off");
  const metadata = await guarded(() => parquetMetadataAsync(fileOf(input)));
  if (
    metadata.row_groups.some((group) => group.columns.some((column) => column.crypto_metadata !== undefined))
  ) {
    throw new FileRejected("encrypted", "some of the file's columns are encrypted");
  }
  closeGaps(metadata, input.size);
  return { rows: Number(metadata.num_rows), metadata };
}

/** Old writers left a page's header out of a column's size; the bytes are there, before the next column begins. */
const mostMissingBytes = 100;

function closeGaps(metadata: FileMetaData, size: number): void {
  const chunks = metadata.row_groups
    .flatMap((group) => group.columns.map((column) => column.meta_data))
    .filter((chunk) => chunk !== undefined)
    .map((chunk) => ({ chunk, start: Number(chunk.dictionary_page_offset ?? chunk.data_page_offset) }))
    .sort((a, b) => a.start - b.start);
  const footer = size - 8 - metadata.metadata_length;
  for (const [i, { chunk, start }] of chunks.entries()) {
    const gap = (chunks[i + 1]?.start ?? footer) - start - Number(chunk.total_compressed_size);
    if (gap > 0 && gap <= mostMissingBytes) chunk.total_compressed_size += BigInt(gap);
  }
}

/**
 * The rows of a Parquet file, some at a time, read from where they lie. Rows up to `resumeAfterRow` are passed over, but for
 * those that tell what the columns mean.
 */
export async function* parquetRows(
  input: FileInput,
  {
    limits,
    resumeAfterRow = 0,
    shareRead,
  }: { limits: Pick<ReadLimits, "maxUnpackedBytes"> } & Pick<ReadOptions, "resumeAfterRow" | "shareRead">,
): AsyncGenerator<RowEvent> {
  const { metadata, rows: all } = await parquetFooter(input);
  const shared = { file: fileOf(input), metadata, compressors: measured(limits.maxUnpackedBytes) };
  for (const [rowStart, rowEnd] of windows(metadata)) {
    if (rowStart >= sampleRows && rowEnd <= resumeAfterRow) continue;
    const rows = await guarded(() => parquetReadObjects({ ...shared, rowStart, rowEnd }));
    if (rows.length !== rowEnd - rowStart) {
      throw new FileRejected("corrupt", `rows ${rowStart + 1} to ${rowEnd} are not all there`);
    }
    for (const [i, cells] of rows.entries()) {
      shareRead?.((rowStart + i + 1) / all);
      yield { type: "row", row: rowStart + i + 1, cells };
    }
  }
}

/** Stretches of rows inside row groups, each about as large unpacked as may be in memory. */
function* windows(metadata: FileMetaData): Generator<[start: number, end: number]> {
  let first = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    const parts = Math.max(1, Math.ceil(Number(group.total_byte_size) / windowBytes));
    const step = Math.max(1, Math.ceil(rows / parts));
    for (let at = 0; at < rows; at += step) yield [first + at, first + Math.min(rows, at + step)];
    first += rows;
  }
}

function fileOf(input: FileInput): AsyncBuffer {
  return {
    byteLength: input.size,
    async slice(start, end = input.size) {
      const from = start < 0 ? input.size + start : start;
      const bytes = await input.slice(from, end);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    },
  };
}

/** Decompressors that refuse a page which says it unpacks to more than a whole file may. */
function measured(mostBytes: number): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, decompress]) => [
      codec,
      (packed: Uint8Array, unpackedBytes: number) => {
        if (unpackedBytes > mostBytes)
          throw new FileRejected("bomb", `one page unpacks to ${unpackedBytes} bytes`);
        return decompress(packed, unpackedBytes);
      },
    ]),
  );
}

/** What the parser throws, in whatever form, means that the file is damaged. */
async function guarded<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FileRejected) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new FileRejected("corrupt", message, { cause: error });
  }
}
