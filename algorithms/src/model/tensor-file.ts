import { InputError } from "../input-error.ts";
import { decodeText, encodeText } from "./utf8.ts";

interface TensorArrays {
  readonly I32: Int32Array<ArrayBuffer>;
  readonly F32: Float32Array<ArrayBuffer>;
  readonly F16: Uint16Array<ArrayBuffer>;
  readonly U8: Uint8Array<ArrayBuffer>;
}

export type TensorKind = keyof TensorArrays;

const kinds: { readonly [K in TensorKind]: { bytes: number; make(buffer: ArrayBuffer): TensorArrays[K] } } = {
  I32: { bytes: 4, make: (buffer) => new Int32Array(buffer) },
  F32: { bytes: 4, make: (buffer) => new Float32Array(buffer) },
  F16: { bytes: 2, make: (buffer) => new Uint16Array(buffer) },
  U8: { bytes: 1, make: (buffer) => new Uint8Array(buffer) },
};

/** Numbers of one kind and their shape; those of 16 bits are given as their bits. */
export interface Tensor<K extends TensorKind = TensorKind> {
  readonly kind: K;
  readonly shape: readonly number[];
  readonly data: Int32Array | Float32Array | Uint16Array | Uint8Array;
}

interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const lengthBytes = 8;
const alignment = 8;
const space = 32;

/**
 * Writes tensors in the layout of safetensors: eight bytes with the header's length, a JSON header padded with spaces,
 * the numbers as little-endian bytes without gaps, wide ones first so that each begins where its kind can.
 *
 * @param metadata texts kept in the header, told what the numbers are as bytes
 *
 * Cost O(bytes).
 */
export function encodeTensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata: (body: Uint8Array) => Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const entries: Record<string, TensorEntry> = {};
  const ordered = Object.entries(tensors).sort(
    ([a, { kind: kindA }], [b, { kind: kindB }]) =>
      kinds[kindB].bytes - kinds[kindA].bytes || (a < b ? -1 : 1),
  );
  let end = 0;
  for (const [name, { kind, shape, data }] of ordered) {
    entries[name] = { dtype: kind, shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const body = new Uint8Array(end);
  for (const [name, { data }] of ordered)
    body.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), entries[name].data_offsets[0]);
  return joined(encodeText(JSON.stringify({ __metadata__: metadata(body), ...entries })), body);
}

function joined(header: Uint8Array, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const bodyAt = Math.ceil((lengthBytes + header.length) / alignment) * alignment;
  const out = new Uint8Array(bodyAt + body.length);
  new DataView(out.buffer).setBigUint64(0, BigInt(bodyAt - lengthBytes), true);
  out.set(header, lengthBytes);
  out.fill(space, lengthBytes + header.length, bodyAt);
  out.set(body, bodyAt);
  return out;
}

/** A file of tensors, open for reading. */
export class TensorFile {
  readonly metadata: Readonly<Record<string, string>>;
  /** All numbers, as they stand in the file. */
  readonly body: Uint8Array;
  readonly #entries: Readonly<Record<string, TensorEntry>>;

  /** @throws InputError when the bytes are no such file, or not all of it */
  constructor(content: Uint8Array) {
    const { header, body } = partsOf(content);
    const { __metadata__: metadata = {}, ...entries } = parsed(header);
    this.metadata = metadata as Record<string, string>;
    this.#entries = entries as Record<string, TensorEntry>;
    this.body = body;
  }

  /**
   * Reads one tensor into memory of its own.
   *
   * @throws InputError when it is not there, is of another kind, or reaches beyond the file
   */
  read<K extends TensorKind>(name: string, kind: K): { shape: readonly number[]; data: TensorArrays[K] } {
    const entry = this.#entries[name];
    if (!entry) throw new InputError(`the file has no tensor ${name}`);
    const { dtype, shape, data_offsets: [start, end] = [0, -1] } = entry;
    if (dtype !== kind) throw new InputError(`tensor ${name} holds ${dtype}, expected ${kind}`);
    const numbers = shape.reduce((product, side) => product * side, 1);
    if (end - start !== numbers * kinds[kind].bytes || end > this.body.length)
      throw new InputError(`tensor ${name} does not fit its shape of ${shape.join(" × ")}`);
    const data = kinds[kind].make(new Uint8Array(this.body.subarray(start, end)).buffer);
    return { shape, data };
  }
}

function partsOf(content: Uint8Array): { header: Uint8Array; body: Uint8Array } {
  if (content.length < lengthBytes)
    throw new InputError(`the file has ${content.length} bytes, too few for a header`);
  const length = new DataView(content.buffer, content.byteOffset, lengthBytes).getBigUint64(0, true);
  if (length > BigInt(content.length - lengthBytes))
    throw new InputError(`the header should have ${length} bytes, the file ends before`);
  const bodyAt = lengthBytes + Number(length);
  return { header: content.subarray(lengthBytes, bodyAt), body: content.subarray(bodyAt) };
}

function parsed(header: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(decodeText(header));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new InputError("the header is not JSON");
}
