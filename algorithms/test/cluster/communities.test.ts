import { expect, test } from "vitest";
import { communityClusterer, Random } from "../../src/index.ts";
import { clustererConforms } from "../conformance/clusterer.ts";
import { directions } from "../points.ts";

clustererConforms("communities, suggested", communityClusterer(), 6);
clustererConforms("communities, resolution 1", communityClusterer({ resolution: 1 }), 6);

test("every point is in a community", async () => {
  const { labels } = await communityClusterer()(directions(200, 10), { random: new Random() });
  expect(Math.min(...labels)).toBe(0);
});
