import { isMade, type RankedSplits, type SizeCandidate } from "./persistence.ts";

interface LayerChoice {
  readonly minimumSize: number;
  /** At most this many. */
  readonly layers: number;
  /** Wanted number of clusters of the first. */
  readonly clusters: number | undefined;
}

const mostInCommon = 0.2;
const leastCoverage = 0.5;
const usualLayers = 3;
const fewClusters = 6;
/** A minimum size larger by 5 % takes away 7 % of the clusters, rounded up. */
const steepest = 1.5;
/** How mild the preference for a number of clusters is: a factor of e^2 away from it, persistence counts e^-½. */
const preferenceWidth = 2;

/**
 * Chooses the layers to offer, the suggested one first.
 *
 * @param candidates by `persistenceBySize`
 *
 * Cost O(candidates · clusters) at worst.
 */
export function chooseLayers(
  splits: RankedSplits,
  candidates: readonly SizeCandidate[],
  { minimumSize, layers, clusters }: LayerChoice,
): SizeCandidate[] {
  const score = scoreFor(splits.tree.pointClusters.length);
  const allowed = candidates.filter(({ size }) => size >= minimumSize);
  const best = candidates.reduce((a, b) => (score(b) > score(a) ? b : a), candidates[0]);
  const counted =
    clusters === undefined ? Math.min(best?.counted ?? 0, gentleCount(allowed, minimumSize)) : clusters - 1;
  const chosen = [withCount(allowed, counted) ?? { size: splits.tree.sizes[0], counted: 0, persistence: 0 }];
  const add = (others: readonly SizeCandidate[], most: number) => {
    for (const other of others.toSorted((a, b) => score(b) - score(a) || b.size - a.size)) {
      if (chosen.length >= most) return;
      const isNew = chosen.every((taken) => inCommon(splits, taken.counted, other.counted) <= mostInCommon);
      if (isNew && coverage(splits, other.counted) >= leastCoverage) chosen.push(other);
    }
  };
  const isPeak = (one: SizeCandidate, at: number) =>
    [allowed[at - 1], allowed[at + 1]].every((other) => !other || score(other) <= score(one));
  add(allowed.filter(isPeak), layers);
  add(allowed, Math.min(layers, usualLayers));
  return chosen;
}

/** Persistence, less far from √n / 2 clusters on either side. */
function scoreFor(n: number): (candidate: SizeCandidate) => number {
  return ({ counted, persistence }) => {
    const away = Math.log((2 * (counted + 1)) / Math.sqrt(n)) / preferenceWidth;
    return persistence * Math.exp(-0.5 * away * away);
  };
}

/**
 * How many splits count at a minimum size: all with so many points on either side, but fewer already where a somewhat
 * larger size would leave far fewer clusters, so that no step from size to size is steep. Below a few clusters any step is.
 */
function gentleCount(allowed: readonly SizeCandidate[], minimumSize: number): number {
  let most = allowed[0]?.counted ?? 0;
  for (let at = 1; at < allowed.length; at++) {
    const clusters = allowed[at].counted + 1;
    if (clusters < fewClusters) break;
    const sizeRatio = (allowed[at - 1].size + 1) / minimumSize;
    most = Math.min(most, Math.floor(clusters * sizeRatio ** steepest) - 1);
  }
  return most;
}

/** The candidate of which that many splits count: the coarsest with as many, cut to them; the finest where none has. */
function withCount(allowed: readonly SizeCandidate[], counted: number): SizeCandidate | undefined {
  const enough = allowed.findLast((candidate) => candidate.counted >= counted) ?? allowed[0];
  return enough && { ...enough, counted: Math.min(counted, enough.counted) };
}

/** Clusters made both times as a share of those made at all. */
function inCommon(splits: RankedSplits, a: number, b: number): number {
  let both = 0;
  let either = 0;
  for (let cluster = 0; cluster < splits.ranks.length; cluster++) {
    const inA = isMade(splits, cluster, a);
    const inB = isMade(splits, cluster, b);
    if (inA || inB) either++;
    if (inA && inB) both++;
  }
  return either > 0 ? both / either : 0;
}

/** Share of the points that are in a cluster. */
function coverage(splits: RankedSplits, counted: number): number {
  const { sizes } = splits.tree;
  const inside = sizes.reduce(
    (sum, size, cluster) => (isMade(splits, cluster, counted) ? sum + size : sum),
    0,
  );
  return inside / sizes[0];
}
