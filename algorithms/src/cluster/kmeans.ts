import { canonicalOrder, inOriginalOrder, isInOrder } from "../canonical-order.ts";
import { type Control, controlPart } from "../control.ts";
import { InputError } from "../input-error.ts";
import { orderBySize } from "../labels.ts";
import { type LinearAlgebra, plainLinearAlgebra } from "../linear-algebra.ts";
import { gatherRows, type Matrix } from "../matrix.ts";
import { Random } from "../random.ts";
import { settleCentroids } from "./centroids.ts";
import { type Clusterer, type Clustering, inCanonicalOrder } from "./clusterer.ts";
import { seedCentroids } from "./seed-centroids.ts";

export interface KmeansOptions extends Control {
  /** k, at least 1; points that are too few or too alike give fewer clusters. */
  readonly clusters: number;
  readonly maxIterations?: number | undefined;
  readonly random?: Random | undefined;
  readonly linearAlgebra?: LinearAlgebra | undefined;
  /** With more points than this, centroids settle on a sample, and then move twice by all points. */
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
 * Cost O(n·k·d) an iteration; ties go to the lower label. The same points and seed give the same groups, whatever the
 * order of the rows.
 * @see Dhillon & Modha 2001; Arthur & Vassilvitskii 2007 (seeding, greedy, on a sample)
 */
export async function kmeans(points: Matrix, options: KmeansOptions): Promise<KmeansResult> {
  const { clusters } = options;
  if (!Number.isInteger(clusters) || clusters < 1) {
    throw new InputError(`clusters must be a positive whole number, found ${clusters}`);
  }
  const order = canonicalOrder(points);
  if (isInOrder(order)) return groupOrdered(points, options);
  const { labels, strengths, ...groups } = await groupOrdered(gatherRows(points, order), options);
  return {
    ...groups,
    labels: inOriginalOrder(labels, order),
    strengths: inOriginalOrder(strengths, order),
  };
}

async function groupOrdered(points: Matrix, options: KmeansOptions): Promise<KmeansResult> {
  const { clusters, maxIterations = 50, batchAbove = 50_000 } = options;
  const { random = new Random(), linearAlgebra = plainLinearAlgebra, ...control } = options;
  const tools = { linearAlgebra, signal: control.signal };
  const seeds = await seedCentroids(points, clusters, { ...tools, random: random.split(0) });
  const settle = (some: Matrix, from: Matrix, iterations: number, part: Control) =>
    settleCentroids(some, from, { linearAlgebra, maxIterations: iterations, ...part });
  const finish = (centroids: Matrix) =>
    labelled(points, centroids, linearAlgebra, controlPart(control, 0.9, 1));
  if (points.rows <= batchAbove) {
    return finish(await settle(points, seeds, maxIterations, controlPart(control, 0, 0.9)));
  }
  const size = Math.min(batchAbove, Math.max(smallestBatch, pointsPerCluster * clusters));
  const batch = gatherRows(points, random.split(1).sample(points.rows, size));
  const iterations = Math.min(maxIterations, batchIterations);
  const near = await settle(batch, seeds, iterations, controlPart(control, 0, 0.7));
  return finish(await settle(points, near, wholeIterations, controlPart(control, 0.7, 0.9)));
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

const pointsPerCluster = 256;
const smallestBatch = 10_000;
const batchIterations = 20;
const wholeIterations = 2;

async function labelled(
  points: Matrix,
  centroids: Matrix,
  linearAlgebra: LinearAlgebra,
  control: Control,
): Promise<KmeansResult> {
  if (points.rows === 0) {
    return { labels: new Int32Array(0), count: 0, strengths: new Float32Array(0), centroids };
  }
  const nearest = await linearAlgebra.nearest(centroids, points, 1, control);
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
