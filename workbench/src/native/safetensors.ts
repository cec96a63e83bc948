import { z } from "zod";
import { fromHalf } from "../store/half.ts";

export interface FloatTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

/**
 * Reads the tensors of a safetensors file: eight bytes with the header's length, a JSON header, the numbers.
 *
 * @throws Error when it is damaged or holds anything but 16- and 32-bit floats
 */
export function readSafetensors(content: Uint8Array): Map<string, FloatTensor> {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  const header: unknown = JSON.parse(new TextDecoder().decode(content.subarray(8, 8 + headerBytes)));
  const entries = z.record(z.string(), z.unknown()).parse(header);
  const tensors = new Map<string, FloatTensor>();
  for (const [name, value] of Object.entries(entries)) {
    if (name === "__metadata__") continue;
    const { dtype, shape, data_offsets } = entrySchema.parse(value);
    const [start, end] = data_offsets;
    const data = decodeFloats(
      new Uint8Array(content.subarray(8 + headerBytes + start, 8 + headerBytes + end)),
      dtype,
    );
    const numbers = shape.reduce((product, side) => product * side, 1);
    if (data.length !== numbers) throw new Error(`tensor ${name} has ${data.length} numbers, not ${numbers}`);
    tensors.set(name, { shape, data });
  }
  return tensors;
}

function decodeFloats(bytes: Uint8Array<ArrayBuffer>, dtype: string): Float32Array {
  if (dtype === "F32") return new Float32Array(bytes.buffer);
  if (dtype === "F16") return fromHalf(new Uint16Array(bytes.buffer));
  throw new Error(`numbers of type ${dtype} cannot be read`);
}
