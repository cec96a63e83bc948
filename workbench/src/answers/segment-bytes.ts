import type { IndexSegment } from "@toposcope/algorithms";

/** Told apart from segments of other words or of another form; raise it when `searchWords` finds others. */
const format = 0x54_53_00_01;
const headerIntegers = 6;

/** A segment as bytes, to be kept. */
export function encodeSegment({ ids, lengths, terms, starts, texts, counts }: IndexSegment): Uint8Array {
  const words = new TextEncoder().encode(terms.join("\n"));
  const header = Uint32Array.of(format, ids.length, terms.length, texts.length, words.length, 0);
  const pieces = [header, ids, starts, texts, lengths, counts, words];
  const bytes = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength), offset);
    offset += piece.byteLength;
  }
  return bytes;
}

/** The segment that bytes stand for; undefined where another version of this program wrote them. */
export function decodeSegment(bytes: Uint8Array): IndexSegment | undefined {
  const { buffer } = new Uint8Array(bytes);
  const [found, idCount = 0, termCount = 0, postings = 0, wordBytes = 0] = new Uint32Array(
    buffer,
    0,
    headerIntegers,
  );
  if (found !== format) return undefined;
  let offset = headerIntegers * Uint32Array.BYTES_PER_ELEMENT;
  const take = <T>(
    Kind: { new (from: ArrayBuffer, at: number, length: number): T; readonly BYTES_PER_ELEMENT: number },
    length: number,
  ): T => {
    const taken = new Kind(buffer, offset, length);
    offset += length * Kind.BYTES_PER_ELEMENT;
    return taken;
  };
  const ids = take(Float64Array, idCount);
  const starts = take(Uint32Array, termCount + 1);
  const texts = take(Uint32Array, postings);
  const lengths = take(Uint16Array, idCount);
  const counts = take(Uint8Array, postings);
  const words = new TextDecoder().decode(take(Uint8Array, wordBytes));
  return { ids, lengths, terms: termCount === 0 ? [] : words.split("\n"), starts, texts, counts };
}
