import { scanModule } from "./scan-module.ts";

/** Finds large numbers in rows of products. The products and thresholds it looks at lie in memory of its own. */
export interface RowScan {
  /** Rows of products to look at. */
  readonly products: Float32Array;
  /** One for each column. */
  readonly thresholds: Float32Array;
  /** What `hits` found: places in `products`, ascending. */
  readonly found: Int32Array;
  /**
   * Finds the products of one row that reach `least` or the threshold of their column.
   *
   * @returns how many there are
   */
  hits(start: number, columns: number, firstColumn: number, least: number): number;
  /** How many products from `start` on reach `least`. */
  count(start: number, columns: number, least: number): number;
}

export interface RowScanSize {
  readonly products: number;
  readonly thresholds: number;
  /** The most columns of a row. */
  readonly columns: number;
}

/** A scan by vector instructions where the platform has and allows them, else by plain loops; both find the same. */
export function rowScan(size: RowScanSize): RowScan {
  return vectorScan(size) ?? plainScan(size);
}

export function plainScan(size: RowScanSize): RowScan {
  const products = new Float32Array(size.products);
  const thresholds = new Float32Array(size.thresholds);
  const found = new Int32Array(size.columns);
  return {
    products,
    thresholds,
    found,
    hits(start, columns, firstColumn, least) {
      let count = 0;
      for (let c = 0; c < columns; c++) {
        const product = products[start + c];
        if (product >= least || product >= thresholds[firstColumn + c]) found[count++] = start + c;
      }
      return count;
    },
    count(start, columns, least) {
      let count = 0;
      for (let p = start; p < start + columns; p++) if (products[p] >= least) count++;
      return count;
    },
  };
}

interface VectorLoops {
  hits(at: number, vectorEnd: number, end: number, thresholds: number, least: number, out: number): number;
  count(at: number, vectorEnd: number, end: number, least: number): number;
}

/** What this file needs of the platform's WebAssembly. */
interface WebAssemblyPlatform {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

const pageBytes = 2 ** 16;

function vectorScan(size: RowScanSize): RowScan | undefined {
  const { WebAssembly } = globalThis as { WebAssembly?: WebAssemblyPlatform };
  if (!WebAssembly) return undefined;
  try {
    const foundAt = 4 * (size.products + size.thresholds);
    const memory = new WebAssembly.Memory({
      initial: Math.ceil((foundAt + 4 * size.columns) / pageBytes),
    });
    const module = new WebAssembly.Module(scanModule());
    const loops = new WebAssembly.Instance(module, { m: { m: memory } }).exports as VectorLoops;
    return scanIn(memory.buffer, size, loops);
  } catch {
    return undefined;
  }
}

function scanIn(buffer: ArrayBuffer, size: RowScanSize, loops: VectorLoops): RowScan {
  const thresholdsAt = 4 * size.products;
  const foundAt = thresholdsAt + 4 * size.thresholds;
  const found = new Int32Array(buffer, foundAt, size.columns);
  return {
    products: new Float32Array(buffer, 0, size.products),
    thresholds: new Float32Array(buffer, thresholdsAt, size.thresholds),
    found,
    hits(start, columns, firstColumn, least) {
      const at = 4 * start;
      const vectorEnd = at + 16 * (columns >> 2);
      const thresholds = thresholdsAt + 4 * firstColumn;
      const stop = loops.hits(at, vectorEnd, at + 4 * columns, thresholds, least, foundAt);
      const count = (stop - foundAt) >> 2;
      for (let h = 0; h < count; h++) found[h] >>>= 2;
      return count;
    },
    count(start, columns, least) {
      const at = 4 * start;
      return loops.count(at, at + 16 * (columns >> 2), at + 4 * columns, least);
    },
  };
}
