import { pipeline, Readable } from "node:stream";
import { crc32, createDeflate } from "node:zlib";

export interface PngSize {
  readonly width: number;
  readonly height: number;
  readonly dotsPerInch: number;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const bytesPerPixel = 4;
const metresPerInch = 0.0254;
const bitsPerChannel = 8;
const withAlpha = 6;
const filterUp = 2;
const perMetre = 1;

/**
 * Writes a PNG band by band, so that a picture for print never is in memory as a whole.
 *
 * @param bands RGBA bytes of whole rows from top to bottom, together `size.height` rows
 *
 * @see PNG specification, third edition, W3C 2025
 */
export async function* encodePng(
  size: PngSize,
  bands: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield signature;
  yield chunk("IHDR", header(size));
  yield chunk("pHYs", dimensions(size));
  const deflate = createDeflate({ chunkSize: 65_536 });
  pipeline(
    Readable.from(filtered(bands, size.width * bytesPerPixel), { highWaterMark: 1 }),
    deflate,
    () => undefined,
  );
  for await (const part of deflate) yield chunk("IDAT", part as Uint8Array);
  yield chunk("IEND", new Uint8Array());
}

/** Each row as its difference to the row above, which packs well where a picture is even. */
async function* filtered(
  bands: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  rowBytes: number,
): AsyncGenerator<Uint8Array> {
  let above: Uint8Array = new Uint8Array(rowBytes);
  for await (const band of bands) {
    const rows = band.length / rowBytes;
    const out = new Uint8Array(rows * (rowBytes + 1));
    for (let row = 0; row < rows; row++) {
      const current = band.subarray(row * rowBytes, (row + 1) * rowBytes);
      const start = row * (rowBytes + 1);
      out[start] = filterUp;
      for (let at = 0; at < rowBytes; at++) out[start + 1 + at] = current[at]! - above[at]!;
      above = current;
    }
    above = above.slice();
    yield out;
  }
}

function header({ width, height }: PngSize): Uint8Array {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([bitsPerChannel, withAlpha], 8);
  return data;
}

function dimensions({ dotsPerInch }: PngSize): Uint8Array {
  const data = Buffer.alloc(9);
  const dotsPerMetre = Math.round(dotsPerInch / metresPerInch);
  data.writeUInt32BE(dotsPerMetre, 0);
  data.writeUInt32BE(dotsPerMetre, 4);
  data[8] = perMetre;
  return data;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(name, 4, "latin1");
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
