import { type Matrix, rowDot } from "../matrix.ts";

export interface DiversifyOptions {
  /** Rows to take. */
  readonly limit: number;
  /** 0: the most relevant ones; 1: those most unlike what is taken already. */
  readonly variety?: number | undefined;
  /** A row at least this similar to one taken says nothing new and is passed over. */
  readonly tooSimilar?: number | undefined;
  /** Group of each candidate, -1 for none, and how many may be taken of each before rows of other groups run out. */
  readonly groups?: { readonly of: ArrayLike<number>; readonly most: number } | undefined;
}

/**
 * Takes candidates one after the other: the most relevant that is least like what is taken already.
 *
 * @param points n × d, rows of unit length
 * @param candidates rows of `points`, each once
 * @param relevances of the candidates, comparable with cosines
 * @returns positions among the candidates, in the order in which they were taken; of equals the earlier one
 *
 * Cost O(limit·candidates·d).
 *
 * @see Carbonell & Goldstein, SIGIR 1998 (maximal marginal relevance)
 */
export function diversify(
  points: Matrix,
  candidates: ArrayLike<number>,
  relevances: ArrayLike<number>,
  { limit, variety = 0.3, tooSimilar = Number.POSITIVE_INFINITY, groups }: DiversifyOptions,
): number[] {
  const taken: number[] = [];
  const nearest = new Float32Array(candidates.length).fill(-1);
  const isTaken = new Uint8Array(candidates.length);
  const ofGroup = new Map<number, number>();
  const isFull = (group: number) => groups !== undefined && (ofGroup.get(group) ?? 0) >= groups.most;
  const best = (withinGroups: boolean) => {
    let found = -1;
    let foundScore = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < candidates.length; at++) {
      if (isTaken[at] === 1 || nearest[at] >= tooSimilar) continue;
      if (withinGroups && groups !== undefined && groups.of[at] >= 0 && isFull(groups.of[at])) continue;
      const score =
        taken.length === 0 ? relevances[at] : (1 - variety) * relevances[at] - variety * nearest[at];
      if (score > foundScore) [found, foundScore] = [at, score];
    }
    return found;
  };
  while (taken.length < limit) {
    const within = best(true);
    const next = within === -1 ? best(false) : within;
    if (next === -1) break;
    taken.push(next);
    isTaken[next] = 1;
    if (groups !== undefined) ofGroup.set(groups.of[next], (ofGroup.get(groups.of[next]) ?? 0) + 1);
    for (let at = 0; at < candidates.length; at++) {
      if (isTaken[at] === 1) continue;
      const similarity = rowDot(points, candidates[at], points, candidates[next]);
      if (similarity > nearest[at]) nearest[at] = similarity;
    }
  }
  return taken;
}
