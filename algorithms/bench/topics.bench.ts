import {
  adjustedMutualInformation,
  adjustedRand,
  communityLayers,
  densityTree,
  fuzzyGraph,
  gatherRows,
  kmeans,
  type Labelling,
  layoutMap,
  leiden,
  type Matrix,
  matrix,
  type NeighborGraph,
  nearestNeighbors,
  persistenceLayers,
  plainLinearAlgebra,
  Random,
  trustworthiness,
} from "../src/index.ts";
import { measure } from "./measure.ts";
import { syntheticVectors, type Vectors, vectorsFromFile } from "./vectors.ts";

// node --conditions=toposcope-source algorithms/bench/topics.bench.ts [size | vectors.f32 …]
const given = process.argv.slice(2);
const cases = given.length > 0 ? given : ["1000", "4000", "16000"];
for (const name of cases)
  await bench(/^\d+$/.test(name) ? syntheticVectors(Number(name)) : vectorsFromFile(name));

async function bench({ name, points, truth }: Vectors): Promise<void> {
  const size = points.rows;
  const runs = size > 20_000 ? 1 : 3;
  const fewRuns = size > 5_000 ? 1 : 3;
  const agreement = ({ labels, count }: Labelling) => ({
    topics: count,
    ami: rounded(adjustedMutualInformation(labels, truth)),
    ari: rounded(adjustedRand(labels, truth)),
  });
  const exact = await recallReference(points);
  const nearest = (exactUpTo: number) => () => nearestNeighbors(points, { exactUpTo });
  const approximate = await measure(
    { name: `${name}/neighbors approximate`, size, runs: fewRuns },
    nearest(0),
    exact,
  );
  const graph =
    size > 30_000
      ? approximate
      : await measure({ name: `${name}/neighbors exact`, size, runs: fewRuns }, nearest(size), exact);
  const weights = await measure({ name: `${name}/fuzzy graph`, size, runs }, () => fuzzyGraph(graph));
  await measure({ name: `${name}/leiden`, size, runs }, () => leiden(weights), agreement);
  await measure(
    { name: `${name}/community layers`, size, runs: fewRuns },
    () => communityLayers(weights),
    ({ layers, suggested }) => ({ layers: layers.length, ...agreement(layers[suggested]) }),
  );
  for (const method of ["pacmap", "umap"] as const) {
    await measure(
      { name: `${name}/map ${method}`, size, runs: fewRuns },
      () => layoutMap(points, graph, { method }),
      (layout) => ({
        trustworthiness15: rounded(trustworthiness(points, matrix(size, 2, layout), { sample: 500 })),
      }),
    );
  }
  await measure(
    { name: `${name}/density layers`, size, runs },
    async () => persistenceLayers(await densityTree(weights, points)),
    ({ layers, suggested }) => ({ layers: layers.length, ...agreement(layers[suggested]) }),
  );
  const clusters = new Set(truth).size;
  await measure(
    { name: `${name}/k-means, true k`, size, runs: fewRuns },
    () => kmeans(points, { clusters }),
    agreement,
  );
}

/** Tells the share of true neighbors in a graph, by a sample of its points. */
async function recallReference(points: Matrix): Promise<(graph: NeighborGraph) => Record<string, number>> {
  const sample = new Random(9).sample(points.rows, 500);
  const truth = await plainLinearAlgebra.nearest(points, gatherRows(points, sample), 16);
  return ({ indices, k }) => {
    let found = 0;
    let wanted = 0;
    for (const [row, i] of sample.entries()) {
      const neighbors = new Set(indices.subarray(i * k, (i + 1) * k));
      const true15 = [...truth.indices.subarray(row * truth.k, (row + 1) * truth.k)]
        .filter((j) => j !== i)
        .slice(0, 15);
      wanted += true15.length;
      for (const j of true15) if (neighbors.has(j)) found++;
    }
    return { recall15: rounded(found / wanted) };
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
