import { expect, test } from "vitest";
import { fuzzyGraph, leidenKernel, nearestNeighbors, type Parallel, plainParallel } from "../../src/index.ts";
import { blobs } from "../points.ts";

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

  test(`${name} has memory of the size asked for`, async () => {
    const parallel = await open();
    expect(new Float32Array(parallel.memory(40))).toEqual(new Float32Array(10));
  });
}
