import { looksBinary } from "./encoding.ts";
import { type FileInput, type FileReader, FileRejected } from "./reader.ts";
import { sniffText } from "./sniff-text.ts";

export interface DetectedFormat {
  readonly reader: FileReader;
  /** Said to the user when the content is not what the name promises. */
  readonly warning?: string;
}

const headBytes = 65_536;
const tailBytes = 1_048_576;

/** Byte signatures of what is not read, with the offset they stand at. */
const unsupported: readonly { at?: number; bytes: string; is: string }[] = [
  { bytes: "\x1f\x8b", is: "a gzip file" },
  { bytes: "BZh", is: "a bzip2 file" },
  { bytes: "7z\xbc\xaf\x27\x1c", is: "a 7-Zip archive" },
  { bytes: "\xfd7zXZ", is: "an xz file" },
  { bytes: "Rar!", is: "a RAR archive" },
  { bytes: "\x28\xb5\x2f\xfd", is: "a Zstandard file" },
  { at: 257, bytes: "ustar", is: "a tar archive" },
  { bytes: "MZ", is: "a program" },
  { bytes: "\x7fELF", is: "a program" },
  { bytes: "\xca\xfe\xba\xbe", is: "a program" },
  { bytes: "\xcf\xfa\xed\xfe", is: "a program" },
  { bytes: "{\\rtf", is: "an RTF document" },
  { bytes: "%!PS", is: "a PostScript file" },
  { bytes: "\x89PNG", is: "a picture" },
  { bytes: "\xff\xd8\xff", is: "a picture" },
  { bytes: "GIF8", is: "a picture" },
  { bytes: "II*\0", is: "a picture" },
  { bytes: "MM\0*", is: "a picture" },
  { bytes: "RIFF", is: "a picture or recording" },
  { bytes: "ID3", is: "a recording" },
  { bytes: "OggS", is: "a recording" },
  { at: 4, bytes: "ftyp", is: "a recording" },
  { bytes: "SQLite format 3\0", is: "a database" },
];

/** Parts that only one kind of ZIP package has. */
const packages: readonly { holds: string; is: string }[] = [
  { holds: "xl/workbook", is: "an Excel workbook" },
  { holds: "ppt/presentation", is: "a PowerPoint presentation" },
  { holds: "mimetypeapplication/vnd.oasis.opendocument", is: "an OpenDocument file" },
  { holds: "mimetypeapplication/epub+zip", is: "an EPUB book" },
];

const textFormats = new Set(["text", "markdown", "html", "csv", "json", "jsonl", "eml", "mbox"]);

/**
 * Chooses the reader of a file: by what its first bytes are, then by its name's ending, then by what its text looks like.
 *
 * @throws FileRejected when no reader fits, or the file is empty or encrypted
 */
export async function detectFormat(
  input: FileInput,
  readers: readonly FileReader[],
): Promise<DetectedFormat> {
  if (isJunk(input.name)) throw new FileRejected("unsupported-type", "a file that the system put there");
  if (input.size === 0) throw new FileRejected("empty", "0 bytes");
  const named = (name: string) => readers.find((reader) => reader.name === name)!;
  const ending = extension(input.name);
  const expected = readers.find((reader) => reader.extensions.includes(ending));
  const head = await input.slice(0, headBytes);
  const format = (await binaryFormat(input, head, ending)) ?? textFormat(head, expected?.name);
  const reader = named(format);
  const surprising = expected !== undefined && expected !== reader;
  return { reader, ...(surprising && { warning: `named .${ending}, but read as ${reader.name}` }) };
}

/** The ending of a name, lower case, without the dot. */
export function extension(name: string): string {
  return /[^/.][^/]*\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** Files that operating systems leave beside the user's own. */
function isJunk(name: string): boolean {
  const parts = name.split("/");
  const last = parts.at(-1) ?? "";
  return parts.includes("__MACOSX") || last.startsWith(".") || /^(thumbs\.db|desktop\.ini)$/i.test(last);
}

async function binaryFormat(input: FileInput, head: Uint8Array, ending: string): Promise<string | undefined> {
  const start = Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1");
  if (start.startsWith("PK\x03\x04")) return zipFormat(input, start);
  if (start.startsWith("PK\x05\x06")) throw new FileRejected("empty", "an archive without members");
  if (start.startsWith("PAR1")) return "parquet";
  if (start.startsWith("PARE")) throw new FileRejected("encrypted", "an encrypted Parquet file");
  if (start.startsWith("\xd0\xcf\x11\xe0")) throw await oleRejection(input, start, ending);
  const other = unsupported.find(({ at = 0, bytes }) => start.startsWith(bytes, at));
  if (other) throw new FileRejected("unsupported-type", other.is);
  return start.slice(0, 1_024).includes("%PDF-") ? "pdf" : undefined;
}

async function zipFormat(input: FileInput, start: string): Promise<string> {
  const tail = await input.slice(Math.max(0, input.size - tailBytes), input.size);
  const names = start + Buffer.from(tail).toString("latin1");
  const office = packages.find(({ holds }) => names.includes(holds));
  if (office) throw new FileRejected("unsupported-type", office.is);
  return names.includes("[Content_Types].xml") && names.includes("word/") ? "docx" : "zip";
}

/** Office encrypts its ZIP packages into the container that its older formats use. */
async function oleRejection(input: FileInput, start: string, ending: string): Promise<FileRejected> {
  const tail = Buffer.from(await input.slice(Math.max(headBytes, input.size - tailBytes), input.size));
  const stream = Buffer.from("EncryptedPackage", "utf16le").toString("latin1");
  const encrypted =
    /^(docx|docm|xlsx|xlsm|pptx|pptm)$/.test(ending) || (start + tail.toString("latin1")).includes(stream);
  return encrypted
    ? new FileRejected("encrypted", "an Office document with a password")
    : new FileRejected("unsupported-type", "a document of an older Office");
}

function textFormat(head: Uint8Array, expected: string | undefined): string {
  if (expected !== undefined && textFormats.has(expected)) return expected;
  if (looksBinary(head)) {
    if (expected === undefined) throw new FileRejected("unsupported-type", "neither text nor a known format");
    throw new FileRejected("corrupt", `the content is no ${expected.toUpperCase()} file`);
  }
  const sniffed = sniffText(head);
  if (sniffed === "xml") throw new FileRejected("unsupported-type", "an XML file");
  if (expected !== undefined && sniffed !== "html")
    throw new FileRejected("corrupt", `the content is no ${expected.toUpperCase()} file`);
  return sniffed;
}
