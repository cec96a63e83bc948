import { expect, test } from "vitest";
import {
  embedNodes,
  fuzzyGraph,
  leidenKernel,
  nearestNeighbors,
  type Parallel,
  plainParallel,
  pointSpanningTree,
  Random,
  type WeightedGraph,
} from "../../src/index.ts";
import { blobs, directions } from "../points.ts";

/** What everything that runs kernels promises. */
export function parallelConforms(name: string, open: () => Promise<Parallel>): void {
  const graphs = async () =>
    await Promise.all(
      [1, 2, 3, 4, 5].map(async (seed) =>
        fuzzyGraph(await nearestNeighbors(blobs(4, 20, 8, 0.5, seed).points)),
      ),
    );

  test(`${name} gives the outputs of the plain one, in the order of the inputs`, async () => {
    const parallel = await open();
    const inputs = (await graphs()).map((graph, seed) => ({ graph, seed, resolution: 1 }));
    expect(await parallel.map(leidenKernel, inputs)).toEqual(await plainParallel.map(leidenKernel, inputs));
  });

  test(`${name} tells what a kernel threw, and goes on`, async () => {
    const parallel = await open();
    const [graph] = await graphs();
    const input = { graph: graph!, seed: 1, resolution: 1 };
    await expect(parallel.map(leidenKernel, [{ ...input, resolution: -1 }])).rejects.toThrow("resolution");
    expect(await parallel.map(leidenKernel, [input])).toEqual([leidenKernel.run(input)]);
  });

  test(`${name} places nodes and finds their shortest tree as the plain one does, to the byte`, async () => {
    const points = directions(9_000, 3);
    const graph = ringGraph(points.rows, 6);
    const found = async (parallel: Parallel) => {
      const places = await embedNodes(graph, points, { epochs: 3, random: new Random(1), parallel });
      return { places, tree: await pointSpanningTree(places, { parallel }) };
    };
    expect(await found(await open())).toEqual(await found(plainParallel));
  });

  test(`${name} has memory of the size asked for`, async () => {
    const parallel = await open();
    expect(new Float32Array(parallel.memory(40))).toEqual(new Float32Array(10));
  });
}

/** Nodes in a ring, each tied to the next ones. */
function ringGraph(n: number, reach: number): WeightedGraph {
  const steps = Array.from({ length: 2 * reach }, (_, at) => (at < reach ? at - reach : at - reach + 1));
  const targets = new Int32Array(n * steps.length);
  for (let i = 0; i < n; i++)
    targets.set(
      steps.map((step) => (i + step + n) % n).sort((a, b) => a - b),
      i * steps.length,
    );
  return {
    n,
    offsets: Int32Array.from({ length: n + 1 }, (_, i) => i * steps.length),
    targets,
    weights: new Float64Array(targets.length).fill(0.6),
  };
}
