/** As the map's columns are read. */
export type MapColumn = Uint8Array | Uint16Array | Uint32Array;

export interface MapLayer {
  readonly layer: number;
  readonly suggested: boolean;
  readonly topics: readonly number[];
}

/** As docs/map-format.md has it. */
export interface MapHeader {
  readonly version: number;
  readonly run: number;
  readonly count: number;
  readonly bounds: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
  readonly layers: readonly MapLayer[];
  readonly columns: readonly { name: string; type: string; offset: number; length: number }[];
}

export interface OpenedMap {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly header: MapHeader;
  readonly dataStart: number;
}

/** Stands in a topic column for no topic. */
export const noTopic = 65_535;
/** What `x` and `y` are measured in between their bounds. */
export const steps = 65_535;

/** The map in memory of its own, aligned as its columns want it, under another header. */
export function withHeader({ bytes, dataStart }: OpenedMap, header: MapHeader): OpenedMap {
  const text = JSON.stringify(header);
  const start = Math.ceil((4 + Buffer.byteLength(text)) / 8) * 8;
  const out = Buffer.alloc(start + bytes.length - dataStart);
  out.writeUInt32LE(start - 4);
  out.fill(" ", 4, start);
  out.write(text, 4);
  out.set(bytes.subarray(dataStart), start);
  return { bytes: out, header, dataStart: start };
}

export function openMap(map: Buffer): OpenedMap {
  const length = map.readUInt32LE(0);
  const bytes = Buffer.from(Uint8Array.from(map).buffer);
  return { bytes, header: JSON.parse(map.toString("utf8", 4, 4 + length)), dataStart: 4 + length };
}

const arrays = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array } as const;

/** A column as a view into the map. @throws Error when the map has none of this name */
export function columnOf({ bytes, header, dataStart }: OpenedMap, name: string): MapColumn {
  const column = header.columns.find((candidate) => candidate.name === name);
  const Numbers = arrays[column?.type as keyof typeof arrays];
  if (!column || !Numbers) throw new Error(`the map has no column ${name}`);
  return new Numbers(bytes.buffer, bytes.byteOffset + dataStart + column.offset, column.length);
}

/** Puts columns one after the other behind a header that says where each is. */
export function packMap(
  header: Omit<MapHeader, "count" | "columns">,
  columns: readonly (readonly [name: string, data: MapColumn])[],
): Buffer {
  let end = 0;
  const described = columns.map(([name, data]) => {
    const offset = end;
    end = Math.ceil((offset + data.byteLength) / 8) * 8;
    return { name, type: `uint${data.BYTES_PER_ELEMENT * 8}`, offset, length: data.length };
  });
  const empty = { bytes: Buffer.alloc(end) as Buffer<ArrayBuffer>, dataStart: 0 };
  const count = columns[0]?.[1].length ?? 0;
  const whole = { ...header, count, columns: described };
  const { bytes, dataStart } = withHeader({ ...empty, header: whole }, whole);
  columns.forEach(([, data], i) => {
    bytes.set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      dataStart + (described[i]?.offset ?? 0),
    );
  });
  return bytes;
}
