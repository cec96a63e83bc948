/** What a picture of the map needs of its binary columns (docs/map-format.md). */
export interface DecodedMap {
  readonly count: number;
  readonly bounds: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
  /** 0..65,535 over the bounds. */
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** Topic id of each point in the suggested layer, -1 for none. */
  readonly topic: Int32Array;
}

interface Header {
  readonly count: number;
  readonly bounds: DecodedMap["bounds"];
  readonly layers: readonly { readonly suggested: boolean; readonly topics: readonly number[] }[];
  readonly columns: readonly { readonly name: string; readonly offset: number; readonly length: number }[];
}

/** Reads places and suggested topics back from what `encodeMap` packed. */
export function decodeMap(packed: Buffer): DecodedMap {
  const dataStart = 4 + packed.readUInt32LE();
  const { count, bounds, layers, columns } = JSON.parse(packed.toString("utf8", 4, dataStart)) as Header;
  const column = (name: string): Uint16Array => {
    const found = columns.find((one) => one.name === name);
    const start = dataStart + (found?.offset ?? 0);
    return new Uint16Array(Uint8Array.from(packed.subarray(start, start + (found?.length ?? 0) * 2)).buffer);
  };
  const suggested = layers.findIndex((layer) => layer.suggested);
  const ids = layers[suggested]?.topics ?? [];
  return {
    count,
    bounds,
    x: column("x"),
    y: column("y"),
    topic: Int32Array.from(column(`topic${suggested}`), (index) => ids[index] ?? -1),
  };
}
