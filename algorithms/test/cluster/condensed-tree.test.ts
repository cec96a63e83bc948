import fc from "fast-check";
import { expect, test } from "vitest";
import { condensedTree } from "../../src/cluster/condensed-tree.ts";
import { clustersAt, persistenceBySize, rankedSplits } from "../../src/cluster/persistence.ts";
import { hdbscan, orderBySize, pointSpanningTree, Random, singleLinkage } from "../../src/index.ts";
import { plane } from "./shapes.ts";

const anyTree = fc
  .record({ n: fc.integer({ min: 1, max: 120 }), groups: fc.integer({ min: 1, max: 5 }), seed: fc.integer() })
  .map(({ n, groups, seed }) => {
    const random = new Random(seed);
    return pointSpanningTree(
      plane(
        Array.from({ length: n }, (_, i) => [(i % groups) * 3 + random.normal(), random.normal()]).flat(),
      ),
    );
  });

test("a condensed tree is monotone: a child is born later and smaller than its parent, and no point leaves before", async () => {
  await fc.assert(
    fc.asyncProperty(anyTree, fc.integer({ min: 2, max: 9 }), async (tree, minimumSize) => {
      const condensed = condensedTree(singleLinkage(await tree), minimumSize);
      const { parents, births, sizes, pointClusters, pointDensities } = condensed;
      for (let cluster = 1; cluster < parents.length; cluster++) {
        expect(parents[cluster]).toBeLessThan(cluster);
        expect(births[cluster]).toBeGreaterThanOrEqual(births[parents[cluster]]);
        expect(sizes[cluster]).toBeLessThan(sizes[parents[cluster]]);
        expect(sizes[cluster]).toBeGreaterThanOrEqual(minimumSize);
      }
      for (const [i, cluster] of pointClusters.entries())
        expect(pointDensities[i]).toBeGreaterThanOrEqual(births[cluster]);
    }),
    { numRuns: 100, seed: 1 },
  );
});

test("the clusters at a size, read off one tree, are the leaves that HDBSCAN finds with that smallest size", async () => {
  await fc.assert(
    fc.asyncProperty(anyTree, async (given) => {
      const tree = await given;
      const splits = rankedSplits(condensedTree(singleLinkage(tree), 2));
      for (const { size, counted } of persistenceBySize(splits, 2)) {
        const leaves = hdbscan(tree, { minimumSize: size, selection: "leaf" });
        expect(leaves.count).toBe(counted + 1);
        expect(orderBySize(clustersAt(splits, counted)).labels).toEqual(leaves.labels);
      }
    }),
    { numRuns: 60, seed: 2 },
  );
});
