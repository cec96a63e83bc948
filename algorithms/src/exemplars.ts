import { InputError } from "./input-error.ts";
import { membersByLabel } from "./labels.ts";
import { type Matrix, matrix, normaliseRows, rowDot } from "./matrix.ts";

export interface ExemplarOptions {
  /** Wanted for each topic. */
  readonly count?: number | undefined;
  /** A point at least this similar to an exemplar already taken says nothing new. */
  readonly tooSimilar?: number | undefined;
  /** How much an exemplar may be farther from the centroid to be unlike the others, 0 (not at all) to 1. */
  readonly diversity?: number | undefined;
}

const consideredPerExemplar = 8;
const bisections = 8;

/**
 * The points that show best what each topic is about: near its centroid and unlike each other; near-identical ones
 * only where others run out.
 *
 * Directions are seen from the mean of all points. Of the nearest candidates, one is taken if it is farther from all
 * taken before than `alpha` times its distance to the centroid, with the largest `alpha` up to `diversity` that leaves enough.
 *
 * @param points n × d, rows of unit length
 * @param labels n labels, each 0..k-1, or -1 for none
 * @param centroids k × d
 * @returns for each topic min(count, its size) points, the nearest to the centroid first, equal ones by the lower index
 * @throws InputError when labels and points differ in number
 *
 * Cost O(n·d + k·(size·log size + count²·d)).
 */
export function exemplars(
  points: Matrix,
  labels: Int32Array,
  centroids: Matrix,
  { count = 5, tooSimilar = 0.95, diversity = 1 }: ExemplarOptions = {},
): number[][] {
  if (labels.length !== points.rows)
    throw new InputError(`${labels.length} labels do not fit ${points.rows} points`);
  const directions = normaliseRows(centroids);
  const mean = meanOf(points);
  const { starts, members } = membersByLabel(labels, centroids.rows);
  return Array.from({ length: centroids.rows }, (_, topic) => {
    const inTopic = members.subarray(starts[topic], starts[topic + 1]);
    const ranked = nearestFirst(points, inTopic, directions, topic);
    const { distinct, repeats } = withoutRepeats(points, ranked, count * consideredPerExemplar, tooSimilar);
    const chosen = diverse(points, distinct, { topic, directions, mean, count, diversity });
    return [...chosen, ...repeats.slice(0, count - chosen.length)];
  });
}

function nearestFirst(points: Matrix, members: Int32Array, directions: Matrix, topic: number): number[] {
  const similarity = new Map<number, number>();
  for (const member of members) similarity.set(member, rowDot(points, member, directions, topic));
  return [...members].sort((a, b) => similarity.get(b)! - similarity.get(a)! || a - b);
}

/** The first points that are not near-identical to an earlier one, and those between them that are. */
function withoutRepeats(points: Matrix, ranked: readonly number[], most: number, tooSimilar: number) {
  const distinct: number[] = [];
  const repeats: number[] = [];
  for (const candidate of ranked) {
    if (distinct.length >= most) break;
    const isRepeat = distinct.some((other) => rowDot(points, candidate, points, other) >= tooSimilar);
    (isRepeat ? repeats : distinct).push(candidate);
  }
  return { distinct, repeats };
}

interface DiverseInput {
  readonly topic: number;
  readonly directions: Matrix;
  readonly mean: Float32Array;
  readonly count: number;
  readonly diversity: number;
}

function diverse(points: Matrix, candidates: readonly number[], input: DiverseInput): number[] {
  const { topic, directions, mean, count, diversity } = input;
  if (candidates.length <= count) return [...candidates];
  const seen = centred(points, candidates, mean);
  const centre = centred(directions, [topic], mean);
  const walk = (alpha: number) => {
    const kept: number[] = [];
    for (let i = 0; i < candidates.length && kept.length < count; i++) {
      const reach = alpha * (1 - rowDot(seen, i, centre, 0));
      if (kept.every((other) => 1 - rowDot(seen, i, seen, other) >= reach)) kept.push(i);
    }
    return kept;
  };
  let low = 0;
  let high = diversity;
  let chosen = walk(high);
  if (chosen.length < count) {
    chosen = walk(low);
    for (let step = 0; step < bisections; step++) {
      const alpha = (low + high) / 2;
      const kept = walk(alpha);
      if (kept.length === count) [low, chosen] = [alpha, kept];
      else high = alpha;
    }
  }
  return chosen.map((i) => candidates[i]);
}

/** Some rows less the mean, at unit length. */
function centred(points: Matrix, rows: readonly number[], mean: Float32Array): Matrix {
  const { cols } = points;
  const moved = matrix(rows.length, cols);
  for (const [at, row] of rows.entries()) {
    for (let c = 0; c < cols; c++) moved.data[at * cols + c] = points.data[row * cols + c] - mean[c];
  }
  return normaliseRows(moved);
}

function meanOf({ rows, cols, data }: Matrix): Float32Array {
  const mean = new Float32Array(cols);
  for (let i = 0; i < rows; i++) for (let c = 0; c < cols; c++) mean[c] += data[i * cols + c];
  for (let c = 0; c < cols; c++) mean[c] /= Math.max(1, rows);
  return mean;
}
