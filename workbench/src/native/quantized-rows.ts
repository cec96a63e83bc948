import type { Matrix } from "@toposcope/algorithms";

type Scan = (rows: number, query: number, out: number, outEnd: number, queryEnd: number) => void;

const lanes = 16;
const pageBytes = 65_536;
const largestByte = 127;
/** Queries are finer than rows: their error hardly counts, and no sum of products leaves 32 bits. */
const largestQuery = 2_047;

/**
 * Rows of vectors as bytes, compared with a query sixteen numbers at a time: a first pass over all of them, four times
 * smaller than the vectors and some ten times quicker. The order is nearly that of the inner products.
 */
export class QuantizedRows {
  readonly rows: number;
  readonly #cols: number;
  readonly #memory: WebAssembly.Memory;
  readonly #scan: Scan;
  readonly #queryAt: number;
  readonly #outAt: number;

  /** @param vectors n × d with n·d below 4·10⁹, rows of unit length */
  constructor({ rows, cols, data }: Matrix) {
    this.rows = rows;
    this.#cols = Math.ceil(cols / lanes) * lanes;
    this.#queryAt = rows * this.#cols;
    this.#outAt = this.#queryAt + this.#cols * Int16Array.BYTES_PER_ELEMENT;
    const bytes = this.#outAt + rows * Int32Array.BYTES_PER_ELEMENT + lanes;
    this.#memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
    const { exports } = new WebAssembly.Instance(scanModule(), { m: { m: this.#memory } });
    this.#scan = exports.scan as Scan;
    const kept = new Int8Array(this.#memory.buffer);
    const factor = largestByte / largest(data);
    for (let row = 0; row < rows; row++) {
      const from = row * cols;
      const to = row * this.#cols;
      for (let c = 0; c < cols; c++) kept[to + c] = Math.round(data[from + c]! * factor);
    }
  }

  /** How near each row is to a query, higher is nearer; a view that the next call overwrites. Cost O(n·d). */
  similarities(query: Float32Array): Int32Array {
    const asked = new Int16Array(this.#memory.buffer, this.#queryAt, this.#cols);
    const factor = largestQuery / largest(query);
    for (let c = 0; c < query.length; c++) asked[c] = Math.round(query[c]! * factor);
    const queryEnd = this.#queryAt + asked.byteLength;
    const outEnd = this.#outAt + this.rows * Int32Array.BYTES_PER_ELEMENT;
    if (this.rows > 0) this.#scan(0, this.#queryAt, this.#outAt, outEnd, queryEnd);
    return new Int32Array(this.#memory.buffer, this.#outAt, this.rows);
  }
}

function largest(values: Float32Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most || 1;
}

let compiled: WebAssembly.Module | undefined;

function scanModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(moduleBytes());
  return compiled;
}

const i32 = 0x7f;
const v128 = 0x7b;
const [get, set] = [0x20, 0x21];
const [loop, end, branchIf, constant, add, below] = [0x03, 0x0b, 0x0d, 0x41, 0x6a, 0x49];
const empty = 0x40;
const simd = 0xfd;
const load = (offset: number) => [simd, 0x00, 0, offset];
const zero = [simd, 0x0c, ...new Array<number>(lanes).fill(0)];
const widenLow = [simd, 0x87, 0x01];
const widenHigh = [simd, 0x88, 0x01];
const addFour = [simd, 0xae, 0x01];
const dotPairs = [simd, 0xba, 0x01];
const lane = (at: number) => [simd, 0x1b, at];

/** Parameters and locals of the function, by their number. */
const [rows, query, out, outEnd, queryEnd, at, sum, row] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** `scan`: for each row of bytes the sum of its products with the query's 16-bit numbers, as WebAssembly. */
function moduleBytes(): Uint8Array<ArrayBuffer> {
  const advance = (local: number, by: number) => [get, local, constant, by, add, set, local];
  const half = (widen: readonly number[], offset: number) => [
    get,
    sum,
    get,
    row,
    ...widen,
    get,
    at,
    ...load(offset),
    ...dotPairs,
    ...addFour,
    set,
    sum,
  ];
  const sixteen = [get, rows, ...load(0), set, row, ...half(widenLow, 0), ...half(widenHigh, 16)];
  const along = [loop, empty, ...sixteen, ...advance(rows, 16), ...advance(at, 32)];
  along.push(get, at, get, queryEnd, below, branchIf, 0, end);
  const total = [0, 1, 2, 3].flatMap((l) => [get, sum, ...lane(l), ...(l === 0 ? [] : [add])]);
  const store = [get, out, ...total, 0x36, 2, 0];
  const each = [loop, empty, get, query, set, at, ...zero, set, sum, ...along, ...store, ...advance(out, 4)];
  each.push(get, out, get, outEnd, below, branchIf, 0, end);
  const body = [2, 1, i32, 2, v128, ...each, end];
  const name = [...new TextEncoder().encode("scan")];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, i32, i32, i32, i32, i32, 0]),
    ...section(2, [1, 1, 0x6d, 1, 0x6d, 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, name.length, ...name, 0, 0]),
    ...section(10, [1, ...length(body), ...body]),
  ]);
}

const section = (id: number, content: readonly number[]) => [id, ...length(content), ...content];

/** In LEB128, as WebAssembly writes numbers; below 2¹⁴. */
const length = ({ length: count }: readonly number[]) =>
  count < 128 ? [count] : [(count & 127) | 128, count >> 7];
