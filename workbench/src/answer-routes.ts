import { z } from "zod";
import { projectParam, route } from "./route.ts";
import { searchResult } from "./search-contract.ts";

/** The routes about search and answers. */
export const answerRoutes = {
  search: route({
    method: "GET",
    path: "/api/projects/:project/search",
    access: "owner",
    summary: "Passages nearest in meaning and words",
    params: projectParam,
    query: z.object({
      q: z.string().trim().min(1).max(2_000),
      limit: z.coerce.number().int().min(1).max(1_000).default(10),
    }),
    reply: searchResult,
  }),
} as const;
