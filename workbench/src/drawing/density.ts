import { contours } from "d3-contour";
import type { Point } from "./camera.ts";
import { type PointSet, steps } from "./map-data.ts";
import { scatterStride } from "./point-style.ts";

/** One height line: closed rings of unit-frame coordinates u, v, u, v, … */
export interface HeightLine {
  readonly height: number;
  readonly rings: readonly Float32Array[];
}

const cells = 200;
const sampled = 250_000;
const blurRounds = 3;
const widestBlur = 8;
/** So wide that the lines close before they come to its edge. */
const margin = blurRounds * widestBlur + 1;
const heights = [0.012, 0.035, 0.08, 0.16, 0.3, 0.5, 0.75];

/** Lines of equal density from low to high. Cost O(n) up to a quarter of a million points, a sample beyond. */
export function heightLines(points: PointSet): HeightLine[] {
  if (points.count < 3) return [];
  const side = cells + 2 * margin;
  const density = blurred(histogram(points, side), side, blurRadius(points.count));
  const highest = density.reduce((most, value) => Math.max(most, value), 0);
  if (highest === 0) return [];
  const lines = contours()
    .size([side, side])
    .thresholds(heights.map((share) => share * highest))(density as unknown as number[]);
  return lines.map(({ value, coordinates }) => ({
    height: value / highest,
    rings: coordinates.flat().map((ring) => Float32Array.from(ring.flat(), (at) => (at - margin) / cells)),
  }));
}

/** A closed ring as curves from middle to middle of its edges, bent by the corners between. */
export function smoothRing(ring: Float32Array): { start: Point; arcs: { bend: Point; end: Point }[] } {
  const corners = ring.length / 2 - 1;
  const corner = (at: number) => ({ x: ring[(at % corners) * 2]!, y: ring[(at % corners) * 2 + 1]! });
  const middle = (at: number) => {
    const [one, other] = [corner(at), corner(at + 1)];
    return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
  };
  const arcs = Array.from({ length: corners }, (_, at) => ({ bend: corner(at + 1), end: middle(at + 1) }));
  return { start: middle(0), arcs };
}

/** Fewer points need more smoothing to show hills in place of grains. */
function blurRadius(count: number): number {
  return Math.round(Math.min(widestBlur, Math.max(2, 14 * count ** -0.16)));
}

function histogram({ count, x, y }: PointSet, side: number): Float32Array {
  const counts = new Float32Array(side * side);
  const stride = scatterStride(count);
  const scale = (cells - 1e-3) / steps;
  for (let i = 0, point = 0; i < Math.min(count, sampled); i++) {
    const column = Math.floor(x[point]! * scale) + margin;
    const row = Math.floor(y[point]! * scale) + margin;
    counts[row * side + column]!++;
    point += stride;
    if (point >= count) point -= count;
  }
  return counts;
}

/** Three box blurs are close to a Gaussian one. */
function blurred(values: Float32Array, side: number, radius: number): Float32Array {
  const from = values;
  const to = new Float32Array(values.length);
  for (let round = 0; round < blurRounds; round++) {
    blurLines(from, to, { side, radius, step: 1, line: side });
    blurLines(to, from, { side, radius, step: side, line: 1 });
  }
  return from;
}

function blurLines(
  from: Float32Array,
  to: Float32Array,
  { side, radius, step, line }: { side: number; radius: number; step: number; line: number },
): void {
  const width = 2 * radius + 1;
  for (let row = 0; row < side; row++) {
    const start = row * line;
    let sum = 0;
    for (let at = -radius; at < side; at++) {
      if (at + radius < side) sum += from[start + (at + radius) * step]!;
      if (at - radius - 1 >= 0) sum -= from[start + (at - radius - 1) * step]!;
      if (at >= 0) to[start + at * step] = sum / width;
    }
  }
}
