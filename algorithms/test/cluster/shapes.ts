import { type Matrix, matrix, Random } from "../../src/index.ts";

/** n points of the unit square whose lower left corner is at (x, y), as coordinates one after the other. */
export function square(x: number, y: number, n: number, seed: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: n }, () => [x + random.uniform(), y + random.uniform()]).flat();
}

/** Points of the plane from their coordinates. */
export function plane(coordinates: readonly number[]): Matrix {
  return matrix(coordinates.length / 2, 2, Float32Array.from(coordinates));
}

/** The labels numbered by first appearance, -1 as it is. */
export function byAppearance(labels: Iterable<number>): number[] {
  const numbers = new Map<number, number>();
  return Array.from(labels, (label) => {
    if (label < 0) return -1;
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label) as number;
  });
}
