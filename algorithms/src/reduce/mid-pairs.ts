import type { Matrix } from "../matrix.ts";
import { rowDistanceSquared } from "../matrix.ts";
import type { Random } from "../random.ts";

/** Pairs of points as compressed rows: the partners of point i are at offsets[i] up to offsets[i + 1], from both ends. */
export interface Pairs {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

const draws = 6;

/**
 * For each point the second nearest of six random ones, a few times: pairs that are nearer than chance has it, by which
 * a map finds its overall shape.
 *
 * @param coordinates n × d, n at least 2, compared by Euclidean distance
 * @param count pairs drawn for each point
 *
 * Cost O(n · count · d). @see Wang, Huang, Rudin & Shaposhnik 2021 (mid-near pairs)
 */
export function midPairs(coordinates: Matrix, count: number, random: Random): Pairs {
  const n = coordinates.rows;
  const others = new Int32Array(n * count);
  for (let p = 0; p < others.length; p++)
    others[p] = secondNearest(coordinates, Math.floor(p / count), random);
  return fromBothEnds(n, count, others);
}

function secondNearest(coordinates: Matrix, i: number, random: Random): number {
  const n = coordinates.rows;
  let nearest = -1;
  let nearestDistance = Number.POSITIVE_INFINITY;
  let second = -1;
  let secondDistance = Number.POSITIVE_INFINITY;
  for (let draw = 0; draw < draws; draw++) {
    const drawn = random.integer(n - 1);
    const j = drawn < i ? drawn : drawn + 1;
    const distance = rowDistanceSquared(coordinates, i, coordinates, j);
    if (distance < nearestDistance) {
      second = nearest;
      secondDistance = nearestDistance;
      nearest = j;
      nearestDistance = distance;
    } else if (distance < secondDistance && j !== nearest) {
      second = j;
      secondDistance = distance;
    }
  }
  return second < 0 ? nearest : second;
}

function fromBothEnds(n: number, count: number, others: Int32Array): Pairs {
  const offsets = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) offsets[i + 1] = count;
  for (let p = 0; p < others.length; p++) offsets[others[p] + 1]++;
  for (let i = 0; i < n; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice(0, n);
  const targets = new Int32Array(2 * others.length);
  for (let p = 0; p < others.length; p++) {
    const i = Math.floor(p / count);
    targets[next[i]++] = others[p];
    targets[next[others[p]]++] = i;
  }
  return { offsets, targets };
}
