import { InputError } from "../input-error.ts";

export interface AlignedMap {
  /** n × 2 places in the reference's frame. */
  readonly places: Float32Array;
  /** How many points both maps have. */
  readonly matched: number;
  /** Median distance of a matched point from its place in the reference, as a share of the reference's longer side. */
  readonly moved: number;
}

const reweightings = 10;

/**
 * Turns, mirrors, scales and moves a map as a whole so that it lies on another one: the picture stays the same, and what
 * both have lies where it lay.
 *
 * @param places n × 2
 * @param reference n × 2, the places of the same points on the other map, NaN for those it does not have
 * @returns the map as it was when fewer than two different places are in both
 * @throws InputError when the two have different lengths
 *
 * Points that moved far on their own count less. Cost O(n). @see Schönemann 1966 (Procrustes); Holland & Welsch 1977
 * (weights of Cauchy)
 */
export function alignMap(places: Float32Array, reference: Float32Array): AlignedMap {
  if (places.length !== reference.length)
    throw new InputError(
      `a reference of ${reference.length / 2} places does not fit ${places.length / 2} points`,
    );
  const weights = Float64Array.from({ length: places.length / 2 }, (_, i) =>
    Number.isNaN(reference[2 * i] + reference[2 * i + 1]) ? 0 : 1,
  );
  const matched = weights.reduce((sum, weight) => sum + weight, 0);
  let motion = bestMotion(places, reference, weights, "closest");
  for (let pass = 0; motion && pass < reweightings; pass++) {
    reweigh(weights, places, reference, motion);
    motion = bestMotion(places, reference, weights, "closest");
  }
  if (motion) motion = bestMotion(places, reference, weights, "as wide");
  const aligned = motion ? movedBy(places, motion) : places.slice();
  const distances = matchedDistances(aligned, reference, weights).sort();
  const width = longerSide(reference);
  const median = distances[distances.length >> 1] ?? 0;
  return { places: aligned, matched, moved: width > 0 ? median / width : 0 };
}

/** (x, y) goes to (a·x - b·m·y + x₀, b·x + a·m·y + y₀), m being -1 where the map is mirrored. */
interface Motion {
  readonly a: number;
  readonly b: number;
  readonly mirror: 1 | -1;
  readonly x0: number;
  readonly y0: number;
}

/**
 * The best turn about the means; undefined where none is better than another. The closest scale is that of least squares, which
 * shrinks a map the more, the less it is like the reference; as wide scales it to the spread of the reference.
 */
function bestMotion(
  places: Float32Array,
  reference: Float32Array,
  weights: Float64Array,
  scaling: "closest" | "as wide",
): Motion | undefined {
  const [x, y] = meanOf(places, weights);
  const [u, v] = meanOf(reference, weights);
  let spread = 0;
  let wanted = 0;
  let xu = 0;
  let xv = 0;
  let yu = 0;
  let yv = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    const dx = places[2 * i] - x;
    const dy = places[2 * i + 1] - y;
    const du = reference[2 * i] - u;
    const dv = reference[2 * i + 1] - v;
    spread += weights[i] * (dx * dx + dy * dy);
    wanted += weights[i] * (du * du + dv * dv);
    xu += weights[i] * dx * du;
    xv += weights[i] * dx * dv;
    yu += weights[i] * dy * du;
    yv += weights[i] * dy * dv;
  }
  const plain = Math.hypot(xu + yv, xv - yu);
  const mirrored = Math.hypot(xu - yv, xv + yu);
  const mirror = mirrored > plain ? -1 : 1;
  const likeness = Math.max(plain, mirrored);
  if (!(likeness > 0)) return undefined;
  const scale = scaling === "closest" ? 1 / spread : Math.sqrt(wanted / spread) / likeness;
  const a = scale * (xu + mirror * yv);
  const b = scale * (xv - mirror * yu);
  return { a, b, mirror, x0: u - a * x + b * mirror * y, y0: v - b * x - a * mirror * y };
}

function meanOf(places: Float32Array, weights: Float64Array): [number, number] {
  let total = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    total += weights[i];
    x += weights[i] * places[2 * i];
    y += weights[i] * places[2 * i + 1];
  }
  return total > 0 ? [x / total, y / total] : [0, 0];
}

/** A matched point counts 1 / (1 + (distance / median distance)²). */
function reweigh(weights: Float64Array, places: Float32Array, reference: Float32Array, motion: Motion): void {
  const aligned = movedBy(places, motion);
  const distances = matchedDistances(aligned, reference, weights);
  const median = distances.slice().sort()[distances.length >> 1];
  if (!(median > 0)) return;
  let next = 0;
  for (let i = 0; i < weights.length; i++)
    if (weights[i] > 0) weights[i] = 1 / (1 + (distances[next++] / median) ** 2);
}

function matchedDistances(
  places: Float32Array,
  reference: Float32Array,
  weights: Float64Array,
): Float64Array {
  const distances = new Float64Array(weights.length);
  let count = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    distances[count++] = Math.hypot(
      places[2 * i] - reference[2 * i],
      places[2 * i + 1] - reference[2 * i + 1],
    );
  }
  return distances.subarray(0, count);
}

function movedBy(places: Float32Array, { a, b, mirror, x0, y0 }: Motion): Float32Array {
  const moved = new Float32Array(places.length);
  for (let p = 0; p < places.length; p += 2) {
    const x = places[p];
    const y = mirror * places[p + 1];
    moved[p] = a * x - b * y + x0;
    moved[p + 1] = b * x + a * y + y0;
  }
  return moved;
}

function longerSide(places: Float32Array): number {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let p = 0; p < places.length; p++) {
    if (Number.isNaN(places[p])) continue;
    low[p % 2] = Math.min(low[p % 2], places[p]);
    high[p % 2] = Math.max(high[p % 2], places[p]);
  }
  return Math.max(high[0] - low[0], high[1] - low[1], 0);
}
