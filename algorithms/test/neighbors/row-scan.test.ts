import fc from "fast-check";
import { expect, test } from "vitest";
import { plainScan, rowScan } from "../../src/neighbors/row-scan.ts";

const size = { products: 200, thresholds: 90, columns: 90 };
const product = fc.float({ noNaN: true });
const anyRow = fc.record({
  products: fc.array(product, { minLength: 200, maxLength: 200 }),
  thresholds: fc.array(product, { minLength: 90, maxLength: 90 }),
  start: fc.nat(110),
  columns: fc.nat(90),
  firstColumn: fc.nat(90),
  least: product,
});

test("vector instructions find and count what plain loops do", () => {
  fc.assert(
    fc.property(anyRow, ({ products, thresholds, start, columns, firstColumn, least }) => {
      const width = Math.min(columns, 90 - firstColumn);
      const [fast, plain] = [rowScan(size), plainScan(size)].map((scan) => {
        scan.products.set(products);
        scan.thresholds.set(thresholds);
        const hits = scan.hits(start, width, firstColumn, least);
        return { found: [...scan.found.subarray(0, hits)], count: scan.count(start, width, least) };
      });
      expect(fast).toEqual(plain);
    }),
    { numRuns: 200, seed: 1 },
  );
});

test("a number that equals a threshold reaches it", () => {
  for (const scan of [rowScan(size), plainScan(size)]) {
    scan.products.set([0.5, 0.2, 0.7, 0.3, 0.1]);
    scan.thresholds.set([1, 0.2, 1, 1, 1]);
    expect(scan.hits(0, 5, 0, 0.5)).toBe(3);
    expect([...scan.found.subarray(0, 3)]).toEqual([0, 1, 2]);
    expect(scan.count(0, 5, 0.5)).toBe(2);
  }
});
