import { type Matrix, matrix, normaliseRows, Random } from "@toposcope/algorithms";

/** Points around random directions, in turn: point i belongs to group i % groups. */
export function blobs({
  groups,
  each,
  spread = 0.05,
  dimensions = 16,
  seed = 1,
}: {
  groups: number;
  each: number;
  spread?: number;
  dimensions?: number;
  seed?: number;
}): Matrix {
  const random = new Random(seed);
  const centres = Float32Array.from({ length: groups * dimensions }, () => random.normal());
  const data = Float32Array.from({ length: groups * each * dimensions }, (_, p) => {
    const group = Math.floor(p / dimensions) % groups;
    return centres[group * dimensions + (p % dimensions)]! + spread * random.normal();
  });
  return normaliseRows(matrix(groups * each, dimensions, data));
}

/** The group of each point of `blobs`. */
export const groupsOf = (points: Matrix, groups: number) =>
  Int32Array.from({ length: points.rows }, (_, i) => i % groups);
