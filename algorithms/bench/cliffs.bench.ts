import {
  densityTree,
  fuzzyGraph,
  hdbscan,
  nearestNeighbors,
  persistenceLayers,
  type SpanningTree,
} from "../src/index.ts";
import { measure } from "./measure.ts";
import { syntheticVectors, type Vectors, vectorsFromFile } from "./vectors.ts";

// How many topics a minimum size larger by 5 % takes away at most, as a share of those there were (of ten or more).
// node --conditions=toposcope-source algorithms/bench/cliffs.bench.ts [size | vectors.f32 …]
const given = process.argv.slice(2);
for (const name of given.length > 0 ? given : ["2000", "8000"])
  await bench(/^\d+$/.test(name) ? syntheticVectors(Number(name)) : vectorsFromFile(name));

async function bench({ name, points }: Vectors): Promise<void> {
  const size = points.rows;
  const tree = await densityTree(fuzzyGraph(await nearestNeighbors(points)), points);
  const layerCount = (minimumSize: number) => {
    const { layers, suggested } = persistenceLayers(tree, { minimumSize, layers: 1 });
    return layers[suggested].count;
  };
  const countOf = {
    "density layers": layerCount,
    "hdbscan, excess of mass": (minimumSize: number) => hdbscan(tree, { minimumSize }).count,
    "hdbscan, leaves": (minimumSize: number) => hdbscan(tree, { minimumSize, selection: "leaf" }).count,
  };
  for (const [method, count] of Object.entries(countOf))
    await measure(
      { name: `${name}/largest step, ${method}`, size, runs: 1 },
      () => steepestStep(tree, count),
      (result) => result,
    );
}

function steepestStep({ n }: SpanningTree, count: (minimumSize: number) => number) {
  const fewTopics = 10;
  let largest = 0;
  let at = 0;
  let before = count(5);
  for (let size = 5; size < n / 8; size = Math.max(size + 1, Math.floor(size * 1.05))) {
    const now = count(size);
    const step = before >= fewTopics ? Math.abs(now - before) / before : 0;
    if (step > largest) at = size;
    largest = Math.max(largest, step);
    before = now;
  }
  return { largestStep: Math.round(largest * 1000) / 1000, atSize: at };
}
