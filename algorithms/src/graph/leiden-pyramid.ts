import type { Random } from "../random.ts";
import { connectedParts, improve, singletons } from "./leiden-level.ts";
import { aggregate, compact, type Level, moveNodes } from "./leiden-phases.ts";

/** A graph and how its nodes came to be: by grouping those of the level below at a resolution. */
export interface PyramidLevel {
  readonly level: Level;
  readonly resolution: number;
  /** The node of this level that each node of the level below belongs to. */
  readonly nodeOf: Int32Array;
}

/** A level serves resolutions so many times lower than its own, the next one's is so many times lower again. */
const headroom = 4;
const levelStep = 4;
/** How many times as high as the highest resolution that of the lowest level is. */
const smallestGrain = 64;
/** A level that keeps more than this share of the nodes below is not worth its cost. */
const leastShrinking = 0.9;
/** Where so many nodes are grouped for a start, two looks at each will do: moving them on the way down finds the rest. */
const manyNodes = 30_000;
const visitsPerNode = 2;

/**
 * Levels from the nodes themselves to ever larger communities, to serve resolutions between two.
 *
 * @param unit what a resolution of 1 costs: 1 / total strength
 */
export function pyramid(
  base: Level,
  { lowest, highest }: { readonly lowest: number; readonly highest: number },
  unit: number,
  random: Random,
): PyramidLevel[] {
  const levels = [{ level: base, resolution: Number.POSITIVE_INFINITY, nodeOf: singletons(base.n) }];
  let resolution = smallestGrain * highest;
  for (; resolution >= headroom * lowest; resolution /= levelStep) {
    const { level } = levels[levels.length - 1];
    const labels = singletons(level.n);
    const mostVisits = level.n > manyNodes ? visitsPerNode * level.n : undefined;
    moveNodes(level, labels, resolution * unit, random.permutation(level.n), mostVisits);
    const count = compact(labels);
    if (count > leastShrinking * level.n) continue;
    levels.push({ level: aggregate(level, labels, count), resolution, nodeOf: labels });
  }
  return levels;
}

/**
 * Groups the nodes of the highest level that serves a resolution, and takes the groups down to the nodes themselves,
 * where at each level nodes move once more.
 *
 * @returns a label below n for each of the lowest level's n nodes; every group is connected
 */
export function descend(
  levels: readonly PyramidLevel[],
  resolution: number,
  unit: number,
  random: Random,
): Int32Array<ArrayBuffer> {
  const penalty = resolution * unit;
  let at = levels.length - 1;
  while (at > 0 && levels[at].resolution < headroom * resolution) at--;
  const { level } = levels[at];
  let labels = improve(level, singletons(level.n), penalty, random) ?? singletons(level.n);
  for (; at > 0; at--) {
    const below = levels[at - 1].level;
    const carried = labels;
    labels = Int32Array.from(levels[at].nodeOf, (node) => carried[node]);
    moveNodes(below, labels, penalty, random.permutation(below.n));
  }
  return connectedParts(levels[0].level, labels);
}
