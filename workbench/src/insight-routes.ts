/** The routes about what topics say. */
export const insightRoutes = {} as const;
