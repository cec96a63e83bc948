/** Rounds 32-bit floats to 16-bit ones, to nearest and ties to even; returns their bits. */
export function toHalf(values: Float32Array): Uint16Array {
  return new Uint16Array(new Float16Array(values).buffer);
}

/** Widens the bits of 16-bit floats to 32-bit floats, exactly. */
export function fromHalf(bits: Uint16Array): Float32Array {
  return new Float32Array(new Float16Array(bits.buffer, bits.byteOffset, bits.length));
}

/** Values as the bytes of 16-bit floats, as they are stored. */
export function halfBytes(values: Float32Array): Buffer {
  const half = toHalf(values);
  return Buffer.from(half.buffer, half.byteOffset, half.byteLength);
}
