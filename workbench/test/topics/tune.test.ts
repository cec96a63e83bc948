import { plainLinearAlgebra } from "@toposcope/algorithms";
import { expect, test } from "vitest";
import { tune } from "../../src/topics/tune.ts";
import { blobs } from "./blobs.ts";

test("the usual setting comes first, more detail gives more topics, and clear groups come out of every sample", async () => {
  const points = blobs({ groups: 12, each: 20, spread: 0.3 });
  const [usual, half, twice, ...others] = await tune(points, { seed: 1, linearAlgebra: plainLinearAlgebra });
  expect(usual).toMatchObject({ clustering: "communities", neighbors: 15, detail: 1, topics: 12 });
  expect(half!.topics).toBeLessThanOrEqual(usual!.topics);
  expect(twice!.topics).toBeGreaterThan(usual!.topics);
  expect(usual!.stability).toBeGreaterThan(0.95);
  expect(usual!.silhouette).toBeGreaterThan(0.9);
  expect(new Set(others.map(({ clustering }) => clustering))).toEqual(
    new Set(["communities", "density", "kmeans"]),
  );
});
