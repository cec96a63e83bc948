/** A layer's topics in the order in which the map's columns index them. */
export interface MapLayer {
  readonly layer: number;
  readonly suggested: boolean;
  readonly topics: readonly number[];
}

/** Every chunk's place and topic, one array each, all of the same length. */
export interface MapRows {
  readonly run: number;
  /** Of a picture: its run id, and the share of the chunks that is in it. */
  readonly provisional?: { readonly picture: number; readonly share: number } | undefined;
  readonly layers: readonly MapLayer[];
  readonly chunks: Uint32Array;
  readonly documents: Uint32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Strength in the suggested layer, 0..1. */
  readonly strengths: Float32Array;
  /** By layer: index into the layer's topics, or `noTopic`. */
  readonly topics: readonly Uint16Array[];
}

export const noTopic = 65_535;

/**
 * Packs a map as binary columns: a header length (4 bytes, little-endian), a JSON header padded with spaces, then the
 * columns, each padded to 8 bytes. Rows are shuffled by a fixed rule, so that any first part of them is a fair sample.
 * docs/map-format.md describes it for readers.
 */
export function encodeMap(rows: MapRows): Buffer {
  const order = shuffled(rows.chunks.length);
  const bounds = boundsOf(rows.x, rows.y);
  const parts: [name: string, data: Uint8Array | Uint16Array | Uint32Array][] = [
    ["x", gather(quantise(rows.x, bounds.x0, bounds.x1), order)],
    ["y", gather(quantise(rows.y, bounds.y0, bounds.y1), order)],
    ["chunk", gather(rows.chunks, order)],
    ["document", gather(rows.documents, order)],
    [
      "strength",
      gather(
        Uint8Array.from(rows.strengths, (strength) => Math.round(strength * 255)),
        order,
      ),
    ],
    ...rows.topics.map((topics, i): [string, Uint16Array] => [`topic${i}`, gather(topics, order)]),
  ];
  let offset = 0;
  const columns = parts.map(([name, data]) => {
    const column = { name, type: `uint${data.BYTES_PER_ELEMENT * 8}`, offset, length: data.length };
    offset += padded(data.byteLength);
    return column;
  });
  const { run, provisional, layers, chunks } = rows;
  const header = JSON.stringify({
    version: 1,
    run,
    provisional,
    count: chunks.length,
    bounds,
    layers,
    columns,
  });
  const dataStart = padded(4 + Buffer.byteLength(header));
  const out = Buffer.alloc(dataStart + offset);
  out.writeUInt32LE(dataStart - 4);
  out.fill(" ", 4, dataStart);
  out.write(header, 4);
  parts.forEach(([, data], i) => {
    out.set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      dataStart + (columns[i]?.offset ?? 0),
    );
  });
  return out;
}

const padded = (bytes: number) => Math.ceil(bytes / 8) * 8;

function boundsOf(x: Float32Array, y: Float32Array) {
  const bounds = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (let i = 0; i < x.length; i++) {
    bounds.x0 = Math.min(bounds.x0, x[i]!);
    bounds.x1 = Math.max(bounds.x1, x[i]!);
    bounds.y0 = Math.min(bounds.y0, y[i]!);
    bounds.y1 = Math.max(bounds.y1, y[i]!);
  }
  return x.length === 0 ? { x0: 0, y0: 0, x1: 1, y1: 1 } : bounds;
}

function quantise(values: Float32Array, least: number, most: number): Uint16Array {
  const scale = most > least ? 65_535 / (most - least) : 0;
  return Uint16Array.from(values, (value) => Math.round((value - least) * scale));
}

function gather<T extends Uint8Array | Uint16Array | Uint32Array>(values: T, order: Uint32Array): T {
  const out = values.slice() as T;
  for (let i = 0; i < order.length; i++) out[i] = values[order[i]!]!;
  return out;
}

/** Fisher–Yates with a fixed linear congruential generator: the same rows always come in the same order. */
function shuffled(count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  let state = 0x9e3779b9;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = Math.floor((state / 4_294_967_296) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
