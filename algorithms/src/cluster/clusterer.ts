import type { Control } from "../control.ts";
import type { Labelling } from "../labels.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import type { Matrix } from "../matrix.ts";
import type { Random } from "../random.ts";

/** Points in groups: labels 0..count-1 by decreasing size, -1 for points in none, and how well each belongs, 0..1. */
export interface Clustering extends Labelling {
  readonly strengths: Float32Array;
}

export interface ClustererOptions extends Control {
  readonly random: Random;
  readonly linearAlgebra?: LinearAlgebra | undefined;
}

/**
 * Groups points, rows of unit length, by cosine. Any number of points will do, none and identical ones included;
 * the same points and seed give the same result.
 */
export type Clusterer = (points: Matrix, options: ClustererOptions) => Promise<Clustering>;
