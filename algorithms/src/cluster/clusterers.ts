import { agglomerativeClusterer } from "./agglomerative.ts";
import type { Clusterer } from "./clusterer.ts";
import { communityClusterer } from "./communities.ts";
import { hdbscanClusterer } from "./hdbscan.ts";
import { kmeansClusterer } from "./kmeans.ts";
import { densityClusterer } from "./persistence-layers.ts";

/** Names of the clusterers, the usual one first. */
export const clustererNames = [
  "communities",
  "density",
  "hdbscan",
  "hdbscan-leaf",
  "kmeans",
  "agglomerative",
] as const;
export type ClustererName = (typeof clustererNames)[number];

/** What every clusterer can be asked for. */
export interface ClustererRequest {
  /** Wanted number of clusters; without it the data decide. Communities always decide for themselves. */
  readonly clusters?: number | undefined;
}

/** The clusterers by name, each with its usual settings. */
export const clusterers: Readonly<Record<ClustererName, (request: ClustererRequest) => Clusterer>> = {
  communities: () => communityClusterer(),
  density: (request) => densityClusterer(request),
  hdbscan: (request) => hdbscanClusterer(request),
  "hdbscan-leaf": (request) => hdbscanClusterer({ ...request, selection: "leaf" }),
  kmeans: ({ clusters }) => kmeansClusterer(clusters === undefined ? {} : { clusters }),
  agglomerative: (request) => agglomerativeClusterer(request),
};
