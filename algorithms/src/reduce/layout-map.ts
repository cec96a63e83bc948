import { canonicalOrder, reorderNeighbors } from "../canonical-order.ts";
import type { Control } from "../control.ts";
import { fuzzyGraph } from "../graph/fuzzy-graph.ts";
import { InputError } from "../input-error.ts";
import { gatherRows, type Matrix } from "../matrix.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";
import { type Parallel, plainParallel } from "../parallel.ts";
import { Random } from "../random.ts";
import { formingPhases, movedPoints } from "./moved-points.ts";
import { principalAxes, projectOnAxes } from "./pca.ts";

export interface LayoutOptions extends Control {
  readonly method?: "pacmap" | "umap" | undefined;
  readonly random?: Random | undefined;
  readonly parallel?: Parallel | undefined;
}

const jitter = 1e-3;
const startWidth = 0.01;
/** By as many principal coordinates pairs are judged that shape the whole. */
const shapingDims = 8;
/** Directions are found on a sample; more points would hardly turn them. */
const sampledPoints = 1_000;

/**
 * Places points on a plane so that similar ones are near each other, starting from their two principal directions.
 *
 * @param points n × d, rows of unit length
 * @param neighbors the neighbor graph of these points
 * @returns n × 2 coordinates, -1..1, the longer side filling that range; all finite, whatever the points
 * @throws InputError when the graph has another number of points
 *
 * The same points and seed give the same map, byte for byte: for any number of threads, and in whatever order the points
 * come. Cost O(n·(k + d)), 450 passes over the neighbors.
 */
export async function layoutMap(
  points: Matrix,
  neighbors: NeighborGraph,
  options: LayoutOptions = {},
): Promise<Float32Array> {
  const { method = "pacmap", random = new Random(), parallel = plainParallel, ...control } = options;
  if (neighbors.n !== points.rows) {
    throw new InputError(`a graph of ${neighbors.n} points does not fit ${points.rows} points`);
  }
  const order = canonicalOrder(points);
  const coordinates = shapingCoordinates(points, order, random.split(0));
  const start = initialPlaces(coordinates, startWidth, random.split(1));
  if (points.rows < 4) return fitted(start, order);
  const graph = fuzzyGraph(reorderNeighbors(neighbors, order));
  const phases = formingPhases[method];
  const places = await movedPoints(start, graph, coordinates, {
    phases,
    random: random.split(2),
    parallel,
    ...control,
  });
  return fitted(places, order);
}

/** The first principal coordinates of the points in canonical order. */
function shapingCoordinates(points: Matrix, order: Int32Array, random: Random): Matrix {
  const sample = gatherRows(points, order.subarray(0, sampledPoints));
  return projectOnAxes(points, principalAxes(sample, shapingDims, { random }), order);
}

/** Two principal coordinates, `width` wide, no two points in quite the same place. */
function initialPlaces({ rows, cols, data }: Matrix, width: number, random: Random): Float32Array {
  let reach = 0;
  for (let i = 0; i < rows; i++)
    reach = Math.max(reach, Math.abs(data[i * cols]), Math.abs(data[i * cols + 1]));
  const scale = reach > 0 ? width / (2 * reach) : 0;
  return Float32Array.from(
    { length: 2 * rows },
    (_, p) => data[(p >> 1) * cols + (p & 1)] * scale + jitter * width * random.normal(),
  );
}

/** Places of points in canonical order, moved and scaled to -1..1, in the order the points came in. */
function fitted(places: Float32Array, order: Int32Array): Float32Array {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let p = 0; p < places.length; p++) {
    low[p % 2] = Math.min(low[p % 2], places[p]);
    high[p % 2] = Math.max(high[p % 2], places[p]);
  }
  const half = Math.max(high[0] - low[0], high[1] - low[1]) / 2;
  const scale = half > 0 ? 1 / half : 0;
  const map = new Float32Array(places.length);
  for (let i = 0; i < order.length; i++) {
    for (let axis = 0; axis < 2; axis++)
      map[2 * order[i] + axis] = (places[2 * i + axis] - (low[axis] + high[axis]) / 2) * scale;
  }
  return map;
}
