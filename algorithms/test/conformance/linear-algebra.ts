import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  InputError,
  type LinearAlgebra,
  type Matrix,
  matrix,
  normaliseRows,
  Random,
  rowDot,
} from "../../src/index.ts";

const tolerance = 1e-5;

function randomMatrix(rows: number, cols: number, seed: number): Matrix {
  const random = new Random(seed);
  const points = matrix(rows, cols);
  for (let i = 0; i < points.data.length; i++) points.data[i] = random.normal();
  return normaliseRows(points);
}

function reference(points: Matrix, queries: Matrix, query: number): number[] {
  const all = Array.from({ length: points.rows }, (_, i) => rowDot(points, i, queries, query));
  return all.sort((a, b) => b - a);
}

/** What every implementation of the linear algebra port keeps; call it in a test file of the implementation. */
export function linearAlgebraConforms(
  name: string,
  create: () => LinearAlgebra | Promise<LinearAlgebra>,
): void {
  describe(`${name} as linear algebra`, () => {
    test("finds the largest inner products, best first", async () => {
      const algebra = await create();
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 150 }),
          fc.integer({ min: 1, max: 70 }),
          fc.integer({ min: 1, max: 40 }),
          fc.integer({ min: 1, max: 20 }),
          fc.integer(),
          async (n, q, d, k, seed) => {
            const points = randomMatrix(n, d, seed);
            const queries = randomMatrix(q, d, seed + 1);
            const nearest = await algebra.nearest(points, queries, k);
            expect(nearest.k).toBe(Math.min(k, n));
            expect(nearest.indices.length).toBe(q * nearest.k);
            for (let query = 0; query < q; query++) {
              const best = reference(points, queries, query);
              const seen = new Set<number>();
              for (let rank = 0; rank < nearest.k; rank++) {
                const index = nearest.indices[query * nearest.k + rank];
                const similarity = nearest.similarities[query * nearest.k + rank];
                seen.add(index);
                expect(Math.abs(similarity - best[rank])).toBeLessThan(tolerance);
                expect(Math.abs(similarity - rowDot(points, index, queries, query))).toBeLessThan(tolerance);
              }
              expect(seen.size).toBe(nearest.k);
            }
          },
        ),
        { numRuns: 25, seed: 1 },
      );
    });

    test("agrees with itself when the points are their own queries", async () => {
      const algebra = await create();
      const points = randomMatrix(333, 24, 7);
      const shared = await algebra.nearest(points, points, 9);
      const apart = await algebra.nearest(points, matrix(333, 24, points.data.slice()), 9);
      expect(shared.indices).toEqual(apart.indices);
    });

    test("orders equal products by the lower index, beyond the size of any block", async () => {
      const algebra = await create();
      const points = matrix(5000, 4);
      for (let i = 0; i < points.rows; i++) points.data[i * 4 + (i % 4)] = 1;
      const queries = matrix(2, 4, Float32Array.of(1, 0, 0, 0, 0, 0, 1, 0));
      const nearest = await algebra.nearest(points, queries, 5);
      expect([...nearest.indices]).toEqual([0, 4, 8, 12, 16, 2, 6, 10, 14, 18]);
      expect([...nearest.similarities]).toEqual(new Array(10).fill(1));
    });

    test("identical points are taken from the lowest index up", async () => {
      const algebra = await create();
      const points = matrix(200, 3, new Float32Array(600).fill(0.5));
      const nearest = await algebra.nearest(points, points, 3);
      for (let i = 0; i < 200; i++)
        expect([...nearest.indices.subarray(i * 3, i * 3 + 3)]).toEqual([0, 1, 2]);
    });

    test("the same input gives the same bytes", async () => {
      const algebra = await create();
      const points = randomMatrix(400, 32, 3);
      const first = await algebra.nearest(points, points, 8);
      await algebra.nearest(randomMatrix(37, 32, 4), points, 2);
      const second = await algebra.nearest(points, points, 8);
      expect(second.indices).toEqual(first.indices);
      expect(second.similarities).toEqual(first.similarities);
    });

    test("no queries and no points give empty results", async () => {
      const algebra = await create();
      const points = randomMatrix(5, 3, 1);
      expect((await algebra.nearest(points, matrix(0, 3), 2)).indices.length).toBe(0);
      expect(await algebra.nearest(matrix(0, 3), points, 2)).toMatchObject({ k: 0 });
    });

    test("different numbers of columns are refused", async () => {
      const algebra = await create();
      await expect(algebra.nearest(matrix(2, 3), matrix(2, 4), 1)).rejects.toBeInstanceOf(InputError);
    });

    test("k below one is refused", async () => {
      const algebra = await create();
      await expect(algebra.nearest(matrix(2, 3), matrix(2, 3), 0)).rejects.toBeInstanceOf(InputError);
    });

    test("multiplies every query taken with every point, in the order asked for", async () => {
      const algebra = await create();
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 150 }),
          fc.integer({ min: 1, max: 90 }),
          fc.integer({ min: 1, max: 40 }),
          fc.option(fc.array(fc.nat(), { maxLength: 100 })),
          fc.integer(),
          async (n, q, d, chosen, seed) => {
            const points = randomMatrix(n, d, seed);
            const queries = randomMatrix(q, d, seed + 1);
            const rows = chosen ? Int32Array.from(chosen, (row) => row % q) : undefined;
            const taken = rows ?? Int32Array.from({ length: q }, (_, row) => row);
            const out = new Float32Array(taken.length * n + 3).fill(7);
            await algebra.productsInto(out, points, queries, rows);
            for (const [at, row] of taken.entries()) {
              for (let p = 0; p < n; p++) {
                expect(Math.abs(out[at * n + p] - rowDot(points, p, queries, row))).toBeLessThan(tolerance);
              }
            }
            expect([...out.subarray(taken.length * n)]).toEqual([7, 7, 7]);
          },
        ),
        { numRuns: 25, seed: 2 },
      );
    });

    test("products that do not fit their room, or of different columns, are refused", async () => {
      const algebra = await create();
      const refused = [
        algebra.productsInto(new Float32Array(5), matrix(2, 3), matrix(3, 3)),
        algebra.productsInto(new Float32Array(9), matrix(2, 3), matrix(2, 4)),
      ];
      for (const products of refused) await expect(products).rejects.toBeInstanceOf(InputError);
    });

    test("stops when asked to", async () => {
      const algebra = await create();
      const points = randomMatrix(64, 8, 1);
      const signal = AbortSignal.abort();
      await expect(algebra.nearest(points, points, 3, { signal })).rejects.toThrow();
    });
  });
}
