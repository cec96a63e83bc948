/** The routes about recommendations. */
export const recommendRoutes = {} as const;
