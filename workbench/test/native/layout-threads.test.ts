import { layoutMap, nearestNeighbors, plainParallel } from "@toposcope/algorithms";
import { afterAll, expect, test } from "vitest";
import { directions } from "../../../algorithms/test/points.ts";
import { threadPool } from "../../src/native/thread-pool.ts";

const pools = [2, 4].map((threads) => threadPool(threads));
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

const points = directions(3_100, 4);
const neighbors = await nearestNeighbors(points);

test("a map that is called off on threads stops", async () => {
  const stopping = new AbortController();
  const progress = (done: number) => {
    if (done > 0) stopping.abort(new Error("called off"));
  };
  const map = layoutMap(points, neighbors, { parallel: pools[0], signal: stopping.signal, progress });
  await expect(map).rejects.toThrow("called off");
});

test.each(["pacmap", "umap"] as const)(
  "a map by %s has the same bytes without threads and on 2 and 4",
  async (method) => {
    const plain = await layoutMap(points, neighbors, { method, parallel: plainParallel });
    for (const parallel of pools)
      expect(await layoutMap(points, neighbors, { method, parallel })).toEqual(plain);
  },
);
