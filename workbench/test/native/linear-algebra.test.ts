import { kmeans, matrix, nearestNeighbors, plainLinearAlgebra, Random } from "@toposcope/algorithms";
import { afterAll, expect, test } from "vitest";
import { linearAlgebraConforms } from "../../../algorithms/test/conformance/linear-algebra.ts";
import { directions } from "../../../algorithms/test/points.ts";
import { nativeLinearAlgebra } from "../../src/native/linear-algebra.ts";

const algebra = await nativeLinearAlgebra();
afterAll(() => algebra.close());

linearAlgebraConforms("onnxruntime", () => algebra);

test("finds what plain loops find, across the borders of its tiles", async () => {
  const random = new Random(5);
  const points = matrix(9_001, 20);
  for (let at = 0; at < points.data.length; at++) points.data[at] = random.normal();
  const queries = matrix(600, 20, points.data.slice(3_000 * 20, 3_600 * 20));
  const found = await algebra.nearest(points, queries, 12);
  const expected = await plainLinearAlgebra.nearest(points, queries, 12);
  const different = expected.indices.filter((index, at) => index !== found.indices[at]);
  expect(different.length / expected.indices.length).toBeLessThan(0.001);
});

test("copies of a point are equally near wherever they lie", async () => {
  const random = new Random(6);
  const row = Float32Array.from({ length: 384 }, () => random.normal());
  const points = matrix(4_500, 384);
  for (let i = 0; i < points.rows; i++) points.data.set(row, i * 384);
  const found = await algebra.nearest(points, matrix(3, 384, points.data.slice(0, 3 * 384)), 40);
  for (let query = 0; query < 3; query++) {
    expect([...found.indices.subarray(query * 40, query * 40 + 40)]).toEqual(
      Array.from({ length: 40 }, (_, i) => i),
    );
  }
});

test("more neighbours than a tile holds are found", async () => {
  const points = matrix(
    5_000,
    1,
    Float32Array.from({ length: 5_000 }, (_, i) => i),
  );
  const found = await algebra.nearest(points, matrix(1, 1, Float32Array.of(1)), 4_999);
  expect(found.indices[0]).toBe(4_999);
  expect(found.indices.at(-1)).toBe(1);
});

test("stops between two tiles", async () => {
  const abort = new AbortController();
  const points = matrix(2_000, 8);
  const told: number[] = [];
  const progress = (done: number) => {
    told.push(done);
    if (told.length === 2) abort.abort();
  };
  await expect(algebra.nearest(points, points, 3, { signal: abort.signal, progress })).rejects.toThrow();
  expect(told).toEqual([512, 1_024]);
});

test("one, two and four threads give the same bytes, whatever the shape", async () => {
  const algebras = await Promise.all([1, 2, 4].map((threads) => nativeLinearAlgebra({ threads })));
  for (const [n, q, d, k] of shapes) {
    const points = directions(n, d, 1);
    const queries = directions(q, d, 2);
    const rows = Int32Array.from({ length: q }, (_, i) => (i * 7) % q);
    const results: Buffer[] = [];
    for (const algebra of algebras) {
      const { indices, similarities } = await algebra.nearest(points, queries, k);
      const products = new Float32Array(n * q);
      await algebra.productsInto(products, points, queries);
      const productsOfRows = new Float32Array(n * q);
      await algebra.productsInto(productsOfRows, points, queries, rows);
      results.push(Buffer.concat([indices, similarities, products, productsOfRows].map(bytesOf)));
    }
    expect(results.map((result) => result.equals(results[0]!))).toEqual([true, true, true]);
  }
  await Promise.all(algebras.map((algebra) => algebra.close()));
});

test("demand 2: neighbours and k-means are the same bytes for one, two and four threads", async () => {
  const points = directions(4_000, 96, 3);
  const results: Buffer[] = [];
  for (const threads of [1, 2, 4]) {
    const linearAlgebra = await nativeLinearAlgebra({ threads });
    const exact = await nearestNeighbors(points, { linearAlgebra });
    const approximate = await nearestNeighbors(points, { linearAlgebra, exactUpTo: 0 });
    const grouped = await kmeans(points, { clusters: 30, linearAlgebra, batchAbove: 3_000 });
    const found = [exact.similarities, exact.indices, approximate.similarities, approximate.indices];
    results.push(Buffer.concat([...found, grouped.labels, grouped.centroids.data].map(bytesOf)));
    await linearAlgebra.close();
  }
  expect(results.map((result) => result.equals(results[0]!))).toEqual([true, true, true]);
});

const shapes = [
  [7, 3_000, 384, 1],
  [3_000, 7, 384, 5],
  [1, 1_500, 384, 1],
  [1_500, 1, 100, 3],
  [40, 900, 384, 2],
  [200, 30, 384, 4],
  [70, 33, 384, 1],
  [100, 40, 1_536, 1],
  [200, 1_030, 768, 1],
  [1_023, 1_023, 64, 15],
  [5_000, 600, 33, 16],
] as const;

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
