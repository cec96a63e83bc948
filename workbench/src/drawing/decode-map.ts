/** A layer of topics as the map knows it: column values are indices into `topics`. */
interface MapLayer {
  readonly layer: number;
  readonly suggested: boolean;
  readonly topics: readonly number[];
  /** Per point an index into `topics`, or `noTopic`. */
  readonly index: Uint16Array;
}

/** The points of the map, in shuffled order. `x` and `y` are quantised: 0 is the lower bound, 65535 the upper. */
export interface MapColumns {
  readonly run: number;
  readonly count: number;
  readonly bounds: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  readonly chunk: Uint32Array;
  readonly document: Uint32Array;
  readonly strength: Uint8Array;
  /** 1 for a point that came after the analysis and was placed into it. */
  readonly placed: Uint8Array;
  readonly layers: readonly MapLayer[];
}

/** The bytes are not a map this page can read. */
export class MapFormatError extends Error {
  override readonly name = "MapFormatError";
}

const arrays = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
} as const;
type ColumnType = keyof typeof arrays;
type ColumnArray<T extends ColumnType> = InstanceType<(typeof arrays)[T]>;

interface Header {
  readonly version: number;
  readonly run: number;
  readonly count: number;
  readonly bounds: MapColumns["bounds"];
  readonly layers: readonly { layer: number; suggested: boolean; topics: number[] }[];
  readonly columns: readonly { name: string; type: string; offset: number; length: number }[];
}

function readHeader(bytes: ArrayBuffer): { header: Header; dataStart: number } {
  if (bytes.byteLength < 4) throw new MapFormatError("the map is shorter than its header's length");
  const length = new DataView(bytes).getUint32(0, true);
  const dataStart = 4 + length;
  if (dataStart > bytes.byteLength) throw new MapFormatError("the map ends within its header");
  if (dataStart % 8 !== 0) throw new MapFormatError("the map's data do not start at a multiple of 8");
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))) as Header;
  if (header.version !== 1) throw new MapFormatError(`the map has version ${header.version}; expected 1`);
  return { header, dataStart };
}

/**
 * Reads the map as the server sends it; columns are views into `bytes`, nothing is copied.
 *
 * @throws MapFormatError when the version, a column or its place is not as docs/map-format.md says
 */
export function decodeMap(bytes: ArrayBuffer): MapColumns {
  const { header, dataStart } = readHeader(bytes);
  const column = <T extends ColumnType>(name: string, type: T): ColumnArray<T> => {
    const found = header.columns.find((candidate) => candidate.name === name);
    if (found?.type !== type)
      throw new MapFormatError(`column ${name} is ${found?.type ?? "missing"}, not ${type}`);
    const array = arrays[type];
    const end = dataStart + found.offset + found.length * array.BYTES_PER_ELEMENT;
    if (found.offset % 8 !== 0 || end > bytes.byteLength || found.length !== header.count)
      throw new MapFormatError(`column ${name} does not lie where its header says`);
    return new array(bytes, dataStart + found.offset, found.length) as ColumnArray<T>;
  };
  return {
    run: header.run,
    count: header.count,
    bounds: header.bounds,
    x: column("x", "uint16"),
    y: column("y", "uint16"),
    chunk: column("chunk", "uint32"),
    document: column("document", "uint32"),
    strength: column("strength", "uint8"),
    placed: header.columns.some(({ name }) => name === "placed")
      ? column("placed", "uint8")
      : new Uint8Array(header.count),
    layers: header.layers.map((layer, at) => ({ ...layer, index: column(`topic${at}`, "uint16") })),
  };
}
