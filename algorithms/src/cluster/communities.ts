import { controlPart } from "../control.ts";
import { communityLayers } from "../graph/community-layers.ts";
import { communityStrengths } from "../graph/community-strengths.ts";
import { fuzzyGraph } from "../graph/fuzzy-graph.ts";
import { leiden } from "../graph/leiden.ts";
import { nearestNeighbors } from "../neighbors/nearest-neighbors.ts";
import type { Clusterer } from "./clusterer.ts";

export interface CommunityOptions {
  /** More gives more clusters; by default the one that `communityLayers` suggests. */
  readonly resolution?: number | undefined;
  readonly neighbors?: number | undefined;
}

/** Communities of the neighbor graph as a clusterer: every point is in one. */
export function communityClusterer({ resolution, neighbors }: CommunityOptions = {}): Clusterer {
  return async (points, { random, linearAlgebra, ...control }) => {
    const graph = fuzzyGraph(
      await nearestNeighbors(points, {
        neighbors,
        linearAlgebra,
        random: random.split(0),
        ...controlPart(control, 0, 0.5),
      }),
    );
    if (resolution !== undefined) {
      const communities = leiden(graph, { resolution, random: random.split(1) });
      return { ...communities, strengths: communityStrengths(graph, communities.labels) };
    }
    const { layers, suggested } = await communityLayers(graph, {
      random: random.split(1),
      layers: 1,
      ...controlPart(control, 0.5, 1),
    });
    const { labels, count, strengths } = layers[suggested];
    return { labels, count, strengths };
  };
}
