import { isUtf8 } from "node:buffer";
import { type FileInput, FileRejected } from "./reader.ts";

/** How a file's bytes become text: a name that TextDecoder knows, and the bytes of the mark in front. */
export interface TextEncoding {
  readonly name: string;
  readonly bomBytes: number;
}

const headBytes = 65_536;
const sampleBytes = 262_144;
/** A table may be English for a long way before its first foreign letter. */
const searchedBytes = 67_108_864;
const mostControlShare = 0.05;

/**
 * Finds out how a file's text is encoded: by its byte order mark, by what is valid, by what the format declares, by what
 * reads like a language.
 *
 * @param declared what the file says of itself (HTML meta, XML declaration); believed where nothing speaks against it
 * @throws FileRejected bad-encoding when no encoding gives text
 */
export async function detectEncoding(
  input: Pick<FileInput, "slice" | "stream">,
  { declared }: { declared?: string } = {},
): Promise<TextEncoding> {
  const head = await input.slice(0, headBytes);
  return markedEncoding(head) ?? wideEncoding(head) ?? (await narrowEncoding(input, head, declared));
}

/** Decodes a whole file's bytes; what cannot be decoded becomes U+FFFD. */
export function decodeBytes(bytes: Uint8Array, encoding: TextEncoding): string {
  return new TextDecoder(encoding.name).decode(bytes.subarray(encoding.bomBytes));
}

/** Decodes bytes as they come; what cannot be decoded becomes U+FFFD. */
export async function* decodeStream(
  pieces: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding.name);
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    if (text.length > 0) yield text;
  }
  const rest = decoder.decode();
  if (rest.length > 0) yield rest;
}

/** How many characters stand for bytes that could not be decoded, here or by whoever wrote the file. */
export function countReplacements(text: string): number {
  let found = 0;
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) found += 1;
  return found;
}

/** Whether bytes are no text in any encoding that is spoken here. */
export function looksBinary(head: Uint8Array): boolean {
  if (markedEncoding(head) !== undefined || wideEncoding(head) !== undefined) return false;
  return controlShare(head) > mostControlShare;
}

function markedEncoding(head: Uint8Array): TextEncoding | undefined {
  if (startsWith(head, [0xff, 0xfe, 0, 0]) || startsWith(head, [0, 0, 0xfe, 0xff]))
    throw new FileRejected("bad-encoding", "the text is UTF-32");
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { name: "utf-8", bomBytes: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { name: "utf-16le", bomBytes: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { name: "utf-16be", bomBytes: 2 };
  return undefined;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

/** UTF-16 without its mark shows in spaces, line ends and full stops: each holds a byte that no other text has. */
function wideEncoding(head: Uint8Array): TextEncoding | undefined {
  const units = Math.floor(head.length / 2);
  if (units < 2) return undefined;
  const separators = { "utf-16le": 0, "utf-16be": 0 };
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (isSeparator(head[at]! | (head[at + 1]! << 8))) separators["utf-16le"] += 1;
    if (isSeparator((head[at]! << 8) | head[at + 1]!)) separators["utf-16be"] += 1;
  }
  const name = separators["utf-16le"] >= separators["utf-16be"] ? "utf-16le" : "utf-16be";
  if (separators[name] < units / 100) return undefined;
  const decoded = new TextDecoder(name).decode(head.subarray(0, units * 2));
  return textShare(decoded) > 0.95 ? { name, bomBytes: 0 } : undefined;
}

function isSeparator(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x3001 || unit === 0x3002 || unit === 0xff0c;
}

function textShare(text: string): number {
  return (text.match(/[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\r\n]/gu)?.length ?? 0) / [...text].length;
}

async function narrowEncoding(
  input: Pick<FileInput, "stream">,
  head: Uint8Array,
  declared: string | undefined,
): Promise<TextEncoding> {
  if (looksEbcdic(head)) throw new FileRejected("bad-encoding", "the text is EBCDIC");
  if (controlShare(head) > mostControlShare) throw new FileRejected("bad-encoding", "the bytes are no text");
  if (holdsJapaneseEscapes(head)) return { name: "iso-2022-jp", bomBytes: 0 };
  const sample = await foreignBytes(input);
  const name = isMostlyUtf8(sample)
    ? "utf-8"
    : (believed(declared, sample) ?? (await guessedCharset(sample)));
  if (name === undefined) throw new FileRejected("bad-encoding", "no known encoding gives readable text");
  return { name, bomBytes: 0 };
}

/** The guesser's language tables take 100 MB, and most files are UTF-8. */
async function guessedCharset(sample: Uint8Array): Promise<string | undefined> {
  const { guessCharset } = await import("./guess-charset.ts");
  return guessCharset(sample.subarray(0, headBytes));
}

/** In EBCDIC a space is 0x40 and letters lie above 0x80. */
function looksEbcdic(head: Uint8Array): boolean {
  let spaces = 0;
  let asciiSpaces = 0;
  let high = 0;
  for (const byte of head) {
    if (byte === 0x40) spaces += 1;
    else if (byte === 0x20) asciiSpaces += 1;
    else if (byte > 0x80) high += 1;
  }
  return spaces > head.length * 0.05 && asciiSpaces * 20 < spaces && high > head.length * 0.3;
}

function controlShare(head: Uint8Array): number {
  let controls = 0;
  for (const byte of head) {
    if (
      (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b) ||
      byte === 0x7f
    )
      controls += 1;
  }
  return head.length === 0 ? 0 : controls / head.length;
}

function holdsJapaneseEscapes(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length);
  return text.includes("\u001b$B", 0, "latin1") || text.includes("\u001b$@", 0, "latin1");
}

/** A stretch that begins shortly before the first byte above 0x7F; empty when the text is plain ASCII. */
async function foreignBytes(input: Pick<FileInput, "stream">): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let keptBytes = 0;
  let searched = 0;
  for await (const piece of input.stream()) {
    searched += piece.length;
    const first = keptBytes > 0 ? 0 : piece.findIndex((byte) => byte > 0x7f);
    if (first >= 0) {
      const part = piece.subarray(Math.max(0, first - 1_000)).subarray(0, sampleBytes - keptBytes);
      kept.push(part);
      keptBytes += part.length;
    }
    if (keptBytes >= sampleBytes || (keptBytes === 0 && searched >= searchedBytes)) break;
  }
  return Buffer.concat(kept);
}

/** UTF-8, or so much of it that the bytes in between are damage. */
function isMostlyUtf8(sample: Uint8Array): boolean {
  if (isUtf8(sample)) return true;
  const text = new TextDecoder().decode(sample, { stream: sample.length >= sampleBytes });
  const foreign = text.match(/\P{ASCII}/gu)?.length ?? 0;
  const broken = countReplacements(text);
  return foreign - broken >= 2 * broken;
}

function believed(declared: string | undefined, sample: Uint8Array): string | undefined {
  if (declared === undefined) return undefined;
  try {
    const decoder = new TextDecoder(declared.trim(), { fatal: true });
    const text = decoder.decode(sample, { stream: true });
    return /[\u0080-\u009f]/.test(text) ? undefined : decoder.encoding;
  } catch {
    return undefined;
  }
}
