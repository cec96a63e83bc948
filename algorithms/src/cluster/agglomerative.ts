import { type Control, checkpoint, controlPart } from "../control.ts";
import { InputError } from "../input-error.ts";
import { type Labelling, labelSizes, orderBySize } from "../labels.ts";
import { centroidsOf, type Matrix, rowDot } from "../matrix.ts";
import { type Clusterer, type Clustering, inCanonicalOrder } from "./clusterer.ts";
import { cutDendrogram, type Dendrogram, dendrogramOf } from "./dendrogram.ts";
import { kmeans } from "./kmeans.ts";

/**
 * How far two clusters are apart: `ward` by how much joining them scatters, `average` by the mean of all pairs, `complete`
 * by the farthest pair.
 */
export type Linkage = "ward" | "average" | "complete";

export interface AgglomerateOptions extends Control {
  readonly linkage?: Linkage | undefined;
  /** How many points each row stands for; by default one. */
  readonly weights?: ArrayLike<number> | undefined;
}

/**
 * Joins the two nearest clusters until there is one.
 *
 * @param points n × d, rows of unit length
 * @returns heights are cosine distances for `average` and `complete`; for `ward` √(2·a·b / (a + b)) times the chord between
 * the centroids of clusters of a and b points
 * @throws InputError when there are other numbers of weights than of points
 *
 * Cost O(n²·d) time, O(n²) memory; equal distances go to the lower number.
 * @see Müllner 2011 (nearest-neighbor chain); Lance & Williams 1967; Ward 1963
 */
export async function agglomerate(points: Matrix, options: AgglomerateOptions = {}): Promise<Dendrogram> {
  const { linkage = "ward", weights = new Uint8Array(points.rows).fill(1), ...control } = options;
  const n = points.rows;
  if (weights.length !== n) throw new InputError(`${n} points need as many weights, found ${weights.length}`);
  const distances = await allDistances(points, linkage, weights, controlPart(control, 0, 0.7));
  const joins = await chainJoins(
    { n, distances, sizes: Float64Array.from(weights), linkage },
    controlPart(control, 0.7, 1),
  );
  await checkpoint(control, 1, 1);
  return dendrogramOf(n, joins);
}

interface Linking {
  readonly n: number;
  /** n × n, squared for `ward`. */
  readonly distances: Float64Array;
  readonly sizes: Float64Array;
  readonly linkage: Linkage;
}

const rowsBetweenCheckpoints = 64;

async function allDistances(
  points: Matrix,
  linkage: Linkage,
  weights: ArrayLike<number>,
  control: Control,
): Promise<Float64Array> {
  const n = points.rows;
  const distances = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    if (i % rowsBetweenCheckpoints === 0) await checkpoint(control, i, n);
    for (let j = i + 1; j < n; j++) {
      const apart = Math.max(0, 1 - rowDot(points, i, points, j));
      const scatter = (4 * weights[i] * weights[j]) / (weights[i] + weights[j]);
      distances[i * n + j] = linkage === "ward" ? scatter * apart : apart;
      distances[j * n + i] = distances[i * n + j];
    }
  }
  return distances;
}

/** Follows nearest neighbors until two are each other's, joins them, and goes on from there. */
async function chainJoins(
  linking: Linking,
  control: Control,
): Promise<{ from: Int32Array; to: Int32Array; heights: Float64Array }> {
  const { n, distances, linkage } = linking;
  const found: { from: number; to: number; height: number }[] = [];
  const isGone = new Uint8Array(n);
  const chain: number[] = [];
  let first = 0;
  while (found.length < n - 1) {
    if (found.length % rowsBetweenCheckpoints === 0) await checkpoint(control, found.length, n);
    if (chain.length === 0) {
      while (isGone[first]) first++;
      chain.push(first);
    }
    const tip = chain[chain.length - 1];
    const before = chain[chain.length - 2] ?? -1;
    const nearest = nearestTo(linking, isGone, tip, before);
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    const height = distances[tip * n + before];
    found.push({ from: before, to: tip, height: linkage === "ward" ? Math.sqrt(height) : height });
    chain.length -= 2;
    join(linking, isGone, Math.min(tip, before), Math.max(tip, before));
  }
  found.sort((a, b) => a.height - b.height);
  return {
    from: Int32Array.from(found, ({ from }) => from),
    to: Int32Array.from(found, ({ to }) => to),
    heights: Float64Array.from(found, ({ height }) => height),
  };
}

/** The nearest other cluster; the one before in the chain where it is as near as any, else the lower number. */
function nearestTo({ n, distances }: Linking, isGone: Uint8Array, tip: number, before: number): number {
  let nearest = before;
  let least = before < 0 ? Number.POSITIVE_INFINITY : distances[tip * n + before];
  for (let other = 0; other < n; other++) {
    if (other === tip || isGone[other] || distances[tip * n + other] >= least) continue;
    nearest = other;
    least = distances[tip * n + other];
  }
  return nearest;
}

/** Joins cluster b to cluster a. */
function join({ n, distances, sizes, linkage }: Linking, isGone: Uint8Array, a: number, b: number): void {
  isGone[b] = 1;
  const apart = distances[a * n + b];
  for (let other = 0; other < n; other++) {
    if (isGone[other] || other === a) continue;
    const toA = distances[a * n + other];
    const toB = distances[b * n + other];
    const total = sizes[a] + sizes[b] + sizes[other];
    const joined =
      linkage === "complete"
        ? Math.max(toA, toB)
        : linkage === "average"
          ? (sizes[a] * toA + sizes[b] * toB) / (sizes[a] + sizes[b])
          : ((sizes[a] + sizes[other]) * toA + (sizes[b] + sizes[other]) * toB - sizes[other] * apart) /
            total;
    distances[a * n + other] = joined;
    distances[other * n + a] = joined;
  }
  sizes[a] += sizes[b];
}

export interface AgglomerativeOptions {
  readonly linkage?: Linkage | undefined;
  /** Wanted number of clusters; without it and `height`, √n / 2, two at least. */
  readonly clusters?: number | undefined;
  /** In place of a number: what is merged at that height or below is one cluster. */
  readonly height?: number | undefined;
  /** With more points than this, the centroids of 8·√n groups by k-means are joined, or of as many as this if that is fewer. */
  readonly exactUpTo?: number | undefined;
}

/**
 * Agglomerative clustering as a clusterer: every point is in a cluster, as strongly as its cosine with the centroid.
 *
 * @throws InputError when `clusters` is not a positive whole number, or given together with `height`
 */
export function agglomerativeClusterer(options: AgglomerativeOptions = {}): Clusterer {
  const { linkage, height, exactUpTo = 2_000 } = options;
  return inCanonicalOrder(async (points, { random, linearAlgebra, signal, progress }) => {
    const control = { signal, progress };
    const isExact = points.rows <= exactUpTo;
    const groups = isExact
      ? everyPoint(points)
      : await kmeans(points, {
          clusters: Math.min(exactUpTo, Math.round(8 * Math.sqrt(points.rows))),
          maxIterations: groupingIterations,
          random,
          linearAlgebra,
          ...controlPart(control, 0, 0.7),
        });
    const tree = await agglomerate(groups.centroids, {
      linkage,
      weights: labelSizes(groups.labels, groups.count),
      ...controlPart(control, isExact ? 0 : 0.7, 1),
    });
    const clusters =
      options.clusters ??
      (height === undefined ? Math.max(2, Math.round(Math.sqrt(points.rows) / 2)) : undefined);
    return withStrengths(points, groups, cutDendrogram(tree, { clusters, height }));
  });
}

const groupingIterations = 10;

interface Groups extends Labelling {
  readonly centroids: Matrix;
}

function everyPoint(points: Matrix): Groups {
  return {
    labels: Int32Array.from({ length: points.rows }, (_, i) => i),
    count: points.rows,
    centroids: points,
  };
}

/** Clusters of groups as clusters of points; a point's strength is its cosine with the centroid, 0 at least. */
function withStrengths(points: Matrix, groups: Labelling, ofGroups: Labelling): Clustering {
  const { labels, count } = orderBySize(groups.labels.map((group) => ofGroups.labels[group]));
  const centroids = centroidsOf(points, labels, count);
  const strengths = Float32Array.from(labels, (label, i) =>
    Math.min(1, Math.max(0, rowDot(points, i, centroids, label))),
  );
  return { labels, count, strengths };
}
