/** The routes about personal data. */
export const privacyRoutes = {} as const;
