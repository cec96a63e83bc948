import { expect, test } from "vitest";
import { clustererNames, clusterers, Random } from "../../src/index.ts";
import { clustererConforms } from "../conformance/clusterer.ts";
import { blobs } from "../points.ts";

for (const name of clustererNames)
  clustererConforms(`${name}, by its name`, clusterers[name]({ clusters: 6 }), 6);

test.each(clustererNames.filter((name) => name !== "communities"))(
  "%s gives as many clusters as wanted",
  async (name) => {
    const { points } = blobs(7, 40, 16, 0.2);
    const { count } = await clusterers[name]({ clusters: 7 })(points, { random: new Random() });
    expect(count).toBe(7);
  },
);
