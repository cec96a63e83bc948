import { type Control, checkpoint, controlPart } from "../control.ts";
import { InputError } from "../input-error.ts";
import { orderBySize } from "../labels.ts";
import { type LinearAlgebra, plainLinearAlgebra } from "../linear-algebra.ts";
import { centroidsOf, gatherRows, type Matrix, rowDot } from "../matrix.ts";
import { Random } from "../random.ts";
import { type Clusterer, type Clustering, inCanonicalOrder } from "./clusterer.ts";

export interface KmeansOptions extends Control {
  /** k, at least 1; points that are too few or too alike give fewer clusters. */
  readonly clusters: number;
  readonly maxIterations?: number | undefined;
  readonly random?: Random | undefined;
  readonly linearAlgebra?: LinearAlgebra | undefined;
  /** With more points than this, centroids are found on three samples, and all points labelled once. */
  readonly batchAbove?: number | undefined;
}

/** k clusters and their centroids: k × d, rows of unit length. */
export interface KmeansResult extends Clustering {
  readonly centroids: Matrix;
}

/**
 * Groups points around k mean directions (spherical k-means).
 *
 * @param points n × d, rows of unit length
 * @returns labels by decreasing size; a point's strength is its cosine with its centroid, 0 at least
 * @throws InputError when `clusters` is not a positive whole number
 *
 * Cost O(n·k·d) an iteration; ties go to the lower label, so the result is deterministic.
 * @see Dhillon & Modha 2001; Arthur & Vassilvitskii 2007 (seeding, greedy, on a sample); Sculley 2010 (batches; deviates: each
 * batch runs to its own end from the centroids before it)
 */
export async function kmeans(points: Matrix, options: KmeansOptions): Promise<KmeansResult> {
  const { clusters, maxIterations = 50, batchAbove = 50_000 } = options;
  const { random = new Random(), linearAlgebra = plainLinearAlgebra, ...control } = options;
  if (!Number.isInteger(clusters) || clusters < 1) {
    throw new InputError(`clusters must be a positive whole number, found ${clusters}`);
  }
  const isBatched = points.rows > batchAbove;
  const batches = isBatched ? 3 : 1;
  const batchSize = Math.min(batchAbove, Math.max(smallestBatch, pointsPerCluster * clusters));
  let centroids = seedCentroids(
    sampleOf(points, seedsPerCluster * clusters, random.split(0)),
    clusters,
    random.split(1),
  );
  for (let batch = 0; batch < batches; batch++) {
    const sample = isBatched ? sampleOf(points, batchSize, random.split(2 + batch)) : points;
    centroids = await settle(
      sample,
      centroids,
      Math.ceil(maxIterations / batches),
      linearAlgebra,
      controlPart(control, batch / batches, (batch + 1) / batches),
    );
  }
  return labelled(points, centroids, linearAlgebra, control);
}

/** k-means as a clusterer; by default k = √(n / 2), at least 2. */
export function kmeansClusterer(
  options: Omit<KmeansOptions, "clusters"> & { clusters?: number } = {},
): Clusterer {
  return inCanonicalOrder((points, given) =>
    kmeans(points, {
      ...options,
      ...given,
      clusters: options.clusters ?? Math.max(2, Math.round(Math.sqrt(points.rows / 2))),
    }),
  );
}

const seedsPerCluster = 100;
const pointsPerCluster = 256;
const smallestBatch = 10_000;
const settledShare = 0.0005;
const sameDirection = 1e-6;

function sampleOf(points: Matrix, size: number, random: Random): Matrix {
  return points.rows > size ? gatherRows(points, random.sample(points.rows, size)) : points;
}

/**
 * k-means++: each next centroid is drawn with probability proportional to 1 - its best cosine so far, and is the best
 * of a few such draws.
 */
function seedCentroids(points: Matrix, clusters: number, random: Random): Matrix {
  const n = points.rows;
  if (n === 0) return gatherRows(points, []);
  const trials = 5 + Math.floor(Math.log(clusters));
  const chosen = [random.integer(n)];
  let best = distancesWith(points, chosen[0], new Float64Array(n).fill(Number.POSITIVE_INFINITY));
  while (chosen.length < Math.min(clusters, n)) {
    if (best.total === 0) break;
    let next = -1;
    let bestAfter = best;
    for (let trial = 0; trial < trials; trial++) {
      const candidate = draw(best.distances, random.uniform() * best.total);
      const after = distancesWith(points, candidate, best.distances);
      if (next >= 0 && after.total >= bestAfter.total) continue;
      next = candidate;
      bestAfter = after;
    }
    chosen.push(next);
    best = bestAfter;
  }
  return gatherRows(points, chosen);
}

interface Distances {
  readonly distances: Float64Array;
  readonly total: number;
}

/** Distances to the nearest of the centroids so far and one more. */
function distancesWith(points: Matrix, centroid: number, before: Float64Array): Distances {
  const distances = before.slice();
  let total = 0;
  for (let i = 0; i < points.rows; i++) {
    const distance = 1 - rowDot(points, i, points, centroid);
    if (distance < distances[i]) distances[i] = distance < sameDirection ? 0 : distance;
    total += distances[i];
  }
  return { distances, total };
}

function draw(weights: Float64Array, target: number): number {
  let left = target;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i];
    if (left < 0) break;
  }
  return last;
}

/** Moves centroids to the mean of their points until hardly a point changes its centroid. */
async function settle(
  points: Matrix,
  seeds: Matrix,
  maxIterations: number,
  linearAlgebra: LinearAlgebra,
  control: Control,
): Promise<Matrix> {
  let centroids = seeds;
  let labels = new Int32Array(points.rows).fill(-1);
  for (let iteration = 0; iteration < maxIterations && points.rows > 0; iteration++) {
    await checkpoint(control, iteration, maxIterations);
    const { indices } = await linearAlgebra.nearest(centroids, points, 1, { signal: control.signal });
    const isSettled = differences(indices, labels) <= settledShare * points.rows;
    labels = Int32Array.from(indices);
    centroids = withoutEmpty(centroidsOf(points, labels, centroids.rows), centroids);
    if (isSettled) break;
  }
  await checkpoint(control, maxIterations, maxIterations);
  return centroids;
}

function differences(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count;
}

/** A centroid that lost all its points stays where it was. */
function withoutEmpty(moved: Matrix, before: Matrix): Matrix {
  for (let t = 0; t < moved.rows; t++) {
    if (rowDot(moved, t, moved, t) > 0) continue;
    moved.data.set(before.data.subarray(t * before.cols, (t + 1) * before.cols), t * before.cols);
  }
  return moved;
}

async function labelled(
  points: Matrix,
  centroids: Matrix,
  linearAlgebra: LinearAlgebra,
  control: Control,
): Promise<KmeansResult> {
  if (points.rows === 0) {
    return { labels: new Int32Array(0), count: 0, strengths: new Float32Array(0), centroids };
  }
  const nearest = await linearAlgebra.nearest(centroids, points, 1, { signal: control.signal });
  const { labels, count } = orderBySize(nearest.indices);
  const originals = new Int32Array(count);
  for (let i = 0; i < labels.length; i++) originals[labels[i]] = nearest.indices[i];
  return {
    labels,
    count,
    strengths: nearest.similarities.map((similarity) => Math.min(1, Math.max(0, similarity))),
    centroids: gatherRows(centroids, originals),
  };
}
