/** The routes about facets. */
export const facetRoutes = {} as const;
