/** The routes about language models and what they cost. */
export const providerRoutes = {} as const;
