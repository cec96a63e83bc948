import { InputError } from "./input-error.ts";
import { membersByLabel } from "./labels.ts";
import { type Matrix, normaliseRows, rowDot } from "./matrix.ts";

export interface ExemplarOptions {
  /** Wanted for each topic. */
  readonly count?: number | undefined;
  /** A point at least this similar to an exemplar already taken says nothing new. */
  readonly tooSimilar?: number | undefined;
}

/**
 * The points that show best what each topic is about: nearest to its centroid, near-identical ones skipped as long
 * as others are left.
 *
 * @param points n × d, rows of unit length
 * @param labels n labels, each 0..k-1, or -1 for none
 * @param centroids k × d
 * @returns for each topic min(count, its size) points, best first, equal ones by the lower index
 * @throws InputError when labels and points differ in number
 *
 * Cost O(n·d + k·size·log size).
 */
export function exemplars(
  points: Matrix,
  labels: Int32Array,
  centroids: Matrix,
  { count = 5, tooSimilar = 0.95 }: ExemplarOptions = {},
): number[][] {
  if (labels.length !== points.rows)
    throw new InputError(`${labels.length} labels do not fit ${points.rows} points`);
  const directions = normaliseRows(centroids);
  const { starts, members } = membersByLabel(labels, centroids.rows);
  return Array.from({ length: centroids.rows }, (_, topic) => {
    const inTopic = members.subarray(starts[topic], starts[topic + 1]);
    return distinctOnes(points, nearestFirst(points, inTopic, directions, topic), count, tooSimilar);
  });
}

function nearestFirst(points: Matrix, members: Int32Array, directions: Matrix, topic: number): number[] {
  const similarity = new Map<number, number>();
  for (const member of members) similarity.set(member, rowDot(points, member, directions, topic));
  return [...members].sort((a, b) => similarity.get(b)! - similarity.get(a)! || a - b);
}

function distinctOnes(
  points: Matrix,
  ranked: readonly number[],
  count: number,
  tooSimilar: number,
): number[] {
  const chosen: number[] = [];
  const skipped: number[] = [];
  for (const candidate of ranked) {
    if (chosen.length >= count) break;
    const repeats = chosen.some((other) => rowDot(points, candidate, points, other) >= tooSimilar);
    (repeats ? skipped : chosen).push(candidate);
  }
  return [...chosen, ...skipped.slice(0, count - chosen.length)];
}
