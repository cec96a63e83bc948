import {
  communityLayers,
  fuzzyGraph,
  layoutMap,
  type Matrix,
  matrix,
  nearestNeighbors,
  normaliseRows,
  Random,
} from "@toposcope/algorithms";

export interface EngineTask {
  readonly rows: number;
  readonly dims: number;
}

export interface EngineResult {
  /** Of the layer that is suggested. */
  readonly labels: readonly number[];
  readonly layers: number;
  /** x and y of each point. */
  readonly places: readonly number[];
  readonly milliseconds: { readonly neighbors: number; readonly topics: number; readonly map: number };
}

/** Finds topics in made-up vectors and maps them, with nothing but the plain algorithms. */
export async function runEngine({ rows, dims }: EngineTask): Promise<EngineResult> {
  const points = groupedVectors(rows, dims);
  const start = performance.now();
  const neighbors = await nearestNeighbors(points);
  const found = performance.now();
  const { layers, suggested } = await communityLayers(fuzzyGraph(neighbors), { points });
  const grouped = performance.now();
  const places = await layoutMap(points, neighbors);
  const end = performance.now();
  return {
    labels: [...layers[suggested]!.labels],
    layers: layers.length,
    places: [...places],
    milliseconds: { neighbors: found - start, topics: grouped - found, map: end - grouped },
  };
}

/** Groups around random directions, spread along a few directions of their own, as vectors of texts are. */
function groupedVectors(rows: number, dims: number, spreadDims = 8): Matrix {
  const random = new Random(1);
  const groups = Math.max(4, Math.round(Math.sqrt(rows) / 3));
  const normals = (count: number) =>
    Float32Array.from({ length: count * dims }, () => random.normal() / Math.sqrt(dims));
  const centres = normals(groups);
  const spreads = normals(groups * spreadDims);
  const points = matrix(rows, dims);
  for (let i = 0; i < rows; i++) {
    const group = random.integer(groups);
    const own = points.data.subarray(i * dims, (i + 1) * dims);
    own.set(centres.subarray(group * dims, (group + 1) * dims));
    for (let s = group * spreadDims; s < (group + 1) * spreadDims; s++) {
      const share = 0.4 * random.normal();
      for (let c = 0; c < dims; c++) own[c]! += share * spreads[s * dims + c]!;
    }
  }
  return normaliseRows(points);
}
