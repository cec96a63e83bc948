import { checkpoint, controlPart } from "../control.ts";
import { communityLayers } from "../graph/community-layers.ts";
import { fuzzyGraph } from "../graph/fuzzy-graph.ts";
import { leiden } from "../graph/leiden.ts";
import { stayingStrengths } from "../graph/staying-strengths.ts";
import { nearestNeighbors } from "../neighbors/nearest-neighbors.ts";
import { type Clusterer, inCanonicalOrder } from "./clusterer.ts";

export interface CommunityOptions {
  /** More gives more clusters; by default as many as `communityLayers` suggests. */
  readonly resolution?: number | undefined;
  readonly neighbors?: number | undefined;
}

/** Communities of the neighbor graph as a clusterer: every point is in one. */
export function communityClusterer({ resolution, neighbors }: CommunityOptions = {}): Clusterer {
  return inCanonicalOrder(
    async (points, { random, linearAlgebra, parallel, neighbors: known, ...control }) => {
      const found =
        known ??
        (await nearestNeighbors(points, {
          neighbors,
          linearAlgebra,
          random: random.split(0),
          ...controlPart(control, 0, 0.5),
        }));
      const graph = fuzzyGraph(found);
      if (resolution !== undefined) {
        const communities = leiden(graph, { resolution, random: random.split(1) });
        await checkpoint(control, 1, 1);
        return { ...communities, strengths: stayingStrengths(graph, communities.labels) };
      }
      const { layers, suggested } = await communityLayers(graph, {
        points,
        random: random.split(1),
        layers: 1,
        linearAlgebra,
        parallel,
        ...controlPart(control, 0.5, 1),
      });
      const { labels, count, strengths } = layers[suggested];
      return { labels, count, strengths };
    },
  );
}
