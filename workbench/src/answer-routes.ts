import { z } from "zod";
import { askRoutes } from "./ask-routes.ts";
import { projectParam, route } from "./route.ts";
import { searchQuery, searchResult } from "./search-contract.ts";

/** The routes about search and answers. */
export const answerRoutes = {
  ...askRoutes,
  search: route({
    method: "GET",
    path: "/api/projects/:project/search",
    access: "owner",
    summary: "Passages nearest in meaning and words",
    params: projectParam,
    query: searchQuery
      .extend({
        /** What to look for; what is in quotes must stand there word by word. */
        q: z.string().trim().min(1).max(2_000).optional(),
        /** Look for what is like this passage or this document instead. */
        likeChunk: z.coerce.number().int().positive().optional(),
        likeDocument: z.coerce.number().int().positive().optional(),
        limit: z.coerce.number().int().min(1).max(1_000).default(10),
        /** How much meaning counts: 0 is words only, 1 meaning only; by default what suits the model. */
        meaning: z.coerce.number().min(0).max(1).optional(),
        /** Passages of one document at most. */
        perDocument: z.coerce.number().int().min(1).max(1_000).optional(),
        /** Passages before and after each to hand along. */
        neighbours: z.coerce.number().int().min(0).max(10).optional(),
      })
      .refine(({ q, likeChunk, likeDocument }) => q ?? likeChunk ?? likeDocument, {
        message: "expected q, likeChunk or likeDocument",
      }),
    reply: searchResult,
  }),
} as const;
