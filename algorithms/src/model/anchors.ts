import type { Control } from "../control.ts";
import { InputError } from "../input-error.ts";
import { type LinearAlgebra, plainLinearAlgebra } from "../linear-algebra.ts";
import { type Matrix, rowDot } from "../matrix.ts";

export interface AnchorOptions extends Control {
  /** Cosine from which a point belongs to its nearest anchor; by default each anchor's own, told from the points. */
  readonly leastSimilarity?: number | undefined;
  /** How far above the usual similarity that is by default, in standard deviations of unrelated points. */
  readonly deviations?: number | undefined;
  readonly linearAlgebra?: LinearAlgebra | undefined;
}

/** Points with the anchor they belong to, 0..anchors-1, or -1 for none, and how similar they are to the nearest one. */
export interface AnchoredPoints {
  readonly labels: Int32Array;
  readonly similarities: Float32Array;
}

const sampledPoints = 4_000;

/**
 * Gives points to anchors, vectors of names or of seed words: each to its nearest one if it is similar enough.
 *
 * Texts are far less similar to a name than to each other, and each name has a level of its own. So an anchor's threshold
 * is the median of its similarities plus `deviations` times the distance from there down to their 16 % quantile: the
 * lower half of the points is unrelated as long as less than half of them belong to the anchor.
 *
 * @param points n × d, rows of unit length
 * @param anchors a × d, rows of unit length
 * @throws InputError when the two have different d
 *
 * Cost O(n·a·d). Equal similarities go to the lower anchor.
 */
export async function anchoredPoints(
  points: Matrix,
  anchors: Matrix,
  { leastSimilarity, deviations = 3, linearAlgebra = plainLinearAlgebra, ...control }: AnchorOptions = {},
): Promise<AnchoredPoints> {
  if (points.cols !== anchors.cols)
    throw new InputError(`anchors have ${anchors.cols} columns, points have ${points.cols}`);
  const labels = new Int32Array(points.rows).fill(-1);
  const similarities = new Float32Array(points.rows).fill(-1);
  if (anchors.rows === 0) return { labels, similarities };
  const thresholds =
    leastSimilarity === undefined
      ? usualThresholds(points, anchors, deviations)
      : new Float64Array(anchors.rows).fill(leastSimilarity);
  const nearest = await linearAlgebra.nearest(anchors, points, 1, control);
  for (let i = 0; i < points.rows; i++) {
    similarities[i] = nearest.similarities[i];
    if (nearest.similarities[i] >= thresholds[nearest.indices[i]]) labels[i] = nearest.indices[i];
  }
  return { labels, similarities };
}

function usualThresholds(points: Matrix, anchors: Matrix, deviations: number): Float64Array {
  const sampled = sampleOf(points);
  const sample = new Float64Array(sampled.length);
  return Float64Array.from({ length: anchors.rows }, (_, anchor) => {
    for (let s = 0; s < sample.length; s++) sample[s] = rowDot(points, sampled[s], anchors, anchor);
    sample.sort();
    const median = sample[Math.floor(0.5 * (sample.length - 1))];
    return median + deviations * (median - sample[Math.floor(0.16 * (sample.length - 1))]);
  });
}

/** About `sampledPoints` points, chosen by their numbers, so that the same are chosen in whatever order they come. */
function sampleOf({ rows, cols, data }: Matrix): number[] {
  const step = Math.ceil(rows / sampledPoints);
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const sampled: number[] = [];
  for (let i = 0; i < rows; i++) {
    let hash = bits[i * cols];
    hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97) >>> 0;
    if (hash % step === 0) sampled.push(i);
  }
  return sampled;
}
