const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * Rounds 32-bit floats to 16-bit ones, to nearest and ties to even. Cost O(n).
 *
 * @returns their bits; what is too large becomes infinite, what is too small zero
 */
export function toHalf(values: Float32Array): Uint16Array<ArrayBuffer> {
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = halfBits(values[i]);
  return out;
}

/** Widens the bits of 16-bit floats to 32-bit floats, exactly. Cost O(n). */
export function fromHalf(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i];
    const exponent = (half >>> 10) & 31;
    const fraction = half & 1023;
    const size =
      exponent === 0
        ? fraction * 2 ** -24
        : exponent === 31
          ? fraction === 0
            ? Number.POSITIVE_INFINITY
            : Number.NaN
          : (1024 + fraction) * 2 ** (exponent - 25);
    out[i] = half >= 0x8000 ? -size : size;
  }
  return out;
}

/** The values as 16-bit floats can hold them. Cost O(n). */
export function throughHalf(values: Float32Array): Float32Array<ArrayBuffer> {
  return fromHalf(toHalf(values));
}

function halfBits(value: number): number {
  float[0] = value;
  const sign = (bits[0] >>> 16) & 0x8000;
  const rest = bits[0] & 0x7fffffff;
  if (rest > 0x7f800000) return sign | 0x7e00;
  if (rest >= 0x47800000) return sign | 0x7c00;
  if (rest < 0x38800000) return sign | roundedToEven(Math.abs(float[0]) * 2 ** 24);
  return sign + roundedToEven((rest - 0x38000000) / 8192);
}

function roundedToEven(value: number): number {
  const below = Math.floor(value);
  const beyond = value - below;
  return beyond > 0.5 || (beyond === 0.5 && below % 2 === 1) ? below + 1 : below;
}
