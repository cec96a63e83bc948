import type { Control } from "../control.ts";
import { fuzzyGraph } from "../graph/fuzzy-graph.ts";
import { InputError } from "../input-error.ts";
import type { Matrix } from "../matrix.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";
import type { Parallel } from "../parallel.ts";
import { Random } from "../random.ts";
import { pacmapInto } from "./pacmap.ts";
import { pca } from "./pca.ts";
import { umapInto } from "./umap.ts";

export interface LayoutOptions extends Control {
  readonly method?: "pacmap" | "umap" | undefined;
  readonly random?: Random | undefined;
  readonly parallel?: Parallel | undefined;
}

const jitter = 1e-3;
const startWidth = { pacmap: 0.01, umap: 10 } as const;

/**
 * Places points on a plane so that similar ones are near each other, starting from their two principal directions.
 *
 * @param points n × d, rows of unit length
 * @param neighbors the neighbor graph of these points
 * @returns n × 2 coordinates, -1..1, the longer side filling that range; all finite, whatever the points
 * @throws InputError when the graph has another number of points
 *
 * The same points and seed give the same map. Cost O(n·k), 450 passes.
 */
export async function layoutMap(
  points: Matrix,
  neighbors: NeighborGraph,
  options: LayoutOptions = {},
): Promise<Float32Array> {
  const { method = "pacmap", random = new Random(), ...control } = options;
  if (neighbors.n !== points.rows) {
    throw new InputError(`a graph of ${neighbors.n} points does not fit ${points.rows} points`);
  }
  const layout = initialLayout(points, startWidth[method], random.split(0));
  if (points.rows >= 4) {
    if (method === "pacmap") await pacmapInto(layout, points, neighbors, random.split(1), control);
    else await umapInto(layout, fuzzyGraph(neighbors), random.split(1), control);
  }
  return fitted(layout);
}

/** Two principal directions, `width` wide, no two points in quite the same place. */
function initialLayout(points: Matrix, width: number, random: Random): Float64Array {
  const { data } = pca(points, 2, { random: random.split(0) });
  let reach = 0;
  for (let p = 0; p < data.length; p++) reach = Math.max(reach, Math.abs(data[p]));
  const scale = reach > 0 ? width / (2 * reach) : 0;
  return Float64Array.from(data, (value) => value * scale + jitter * width * random.normal());
}

function fitted(layout: Float64Array): Float32Array {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let p = 0; p < layout.length; p++) {
    low[p % 2] = Math.min(low[p % 2], layout[p]);
    high[p % 2] = Math.max(high[p % 2], layout[p]);
  }
  const half = Math.max(high[0] - low[0], high[1] - low[1]) / 2;
  const scale = half > 0 ? 1 / half : 0;
  return Float32Array.from(layout, (value, p) => (value - (low[p % 2] + high[p % 2]) / 2) * scale);
}
