import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call, fetchFacetColumn } from "./api.ts";
import type { Analysis } from "./queries.ts";

export const facetsQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "facets"],
    queryFn: ({ signal }) => call("listFacets", { project }, { signal }),
  });

export const facetQuery = (project: string, facet: string) =>
  queryOptions({
    queryKey: ["project", project, "facet", facet],
    queryFn: ({ signal }) => call("getFacet", { project, facet }, { signal }),
    placeholderData: keepPreviousData,
  });

/** What one document answers. */
export const documentFacetsQuery = (project: string, document: number) =>
  queryOptions({
    queryKey: ["project", project, "document facets", document],
    queryFn: ({ signal }) => call("documentFacets", { project, document }, { signal }),
  });

export const facetTemplatesQuery = () =>
  queryOptions({
    queryKey: ["facet templates"],
    queryFn: ({ signal }) => call("facetTemplates", {}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** @param open what there is to ask: another number, another estimate */
export const facetEstimateQuery = (project: string, open: number) =>
  queryOptions({
    queryKey: ["project", project, "facet estimate", open],
    queryFn: ({ signal }) => call("estimateFacets", { project }, { signal }),
    placeholderData: keepPreviousData,
  });

export const facetCrossQuery = (
  { project, run }: { project: string; run: number | null },
  facet: string,
  by: string,
) =>
  queryOptions({
    queryKey: ["project", project, "facet cross", run, facet, by],
    queryFn: ({ signal }) =>
      call(
        "crossFacets",
        { project, facet, query: { by: by === "" ? undefined : by, run: run ?? undefined } },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

/** The group of each point of an analysis' map. */
export const facetColumnQuery = ({ project, run }: Analysis, facet: string) =>
  queryOptions({
    queryKey: ["project", project, "facet column", run, facet],
    queryFn: async ({ signal }) =>
      new Uint16Array(await fetchFacetColumn({ project, run, facet }, { signal })),
    structuralSharing: false,
  });
