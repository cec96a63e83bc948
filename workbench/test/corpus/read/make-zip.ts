import { crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  readonly encrypted?: boolean;
  /** Said in the directory in place of the true size. */
  readonly claimedBytes?: number;
}

const localHeader = 0x04034b50;
const directoryHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;

/** Packs an archive as any packer does, or as no honest packer would. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const content = Buffer.from(entry.content);
    const packed = deflateRawSync(content);
    const fields = commonFields(entry, name, content, packed);
    const local = Buffer.concat([uint32(localHeader), uint16(20), fields, uint16(0), name, packed]);
    const attributes = Buffer.concat([uint16(0), uint16(0), uint16(0), uint16(0), uint32(0), uint32(offset)]);
    directory.push(
      Buffer.concat([uint32(directoryHeader), uint16(20), uint16(20), fields, attributes, name]),
    );
    parts.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const counts = Buffer.concat([uint16(0), uint16(0), uint16(entries.length), uint16(entries.length)]);
  return Buffer.concat([
    ...parts,
    listing,
    uint32(endOfDirectory),
    counts,
    uint32(listing.length),
    uint32(offset),
    uint16(0),
  ]);
}

/** Flags, method, time, checksum, sizes and the name's length, alike in both kinds of header. */
function commonFields(entry: ZipEntry, name: Buffer, content: Buffer, packed: Buffer): Buffer {
  const isText = typeof entry.name === "string";
  const flags = (entry.encrypted ? 1 : 0) | (isText ? 0x800 : 0);
  return Buffer.concat([
    uint16(flags),
    uint16(8),
    uint32(0x5a21_0000),
    uint32(crc32(content)),
    uint32(packed.length),
    uint32(entry.claimedBytes ?? content.length),
    uint16(name.length),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
