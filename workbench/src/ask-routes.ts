import { z } from "zod";
import { answer, questionList } from "./answer-contract.ts";
import { id } from "./contract.ts";
import { projectParam, route } from "./route.ts";
import { searchQuery } from "./search-contract.ts";

const questionParams = projectParam.extend({ question: z.coerce.number().int().positive() });

/** The routes about questions and their answers. */
export const askRoutes = {
  ask: route({
    method: "POST",
    path: "/api/projects/:project/questions",
    access: "owner",
    summary:
      "Ask a question: server-sent events text, citation, rejected-citation, restart (what came so far counts no more), refusal, and at the end done with the whole answer, or failed",
    params: projectParam,
    body: z.object({
      question: z.string().trim().min(1).max(2_000),
      /** Id of the question that this one follows. */
      after: id.optional(),
      /** What passages, or documents that are counted, must be: as the filters of a search. Absent: as for the question before; `{}`: anything. */
      only: searchQuery.optional(),
    }),
    reply: "events",
  }),
  listQuestions: route({
    method: "GET",
    path: "/api/projects/:project/questions",
    access: "owner",
    summary: "What was asked, the newest first",
    params: projectParam,
    query: z.object({
      /** Only what was asked before the question of this id. */
      before: z.coerce.number().int().positive().optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(50),
    }),
    reply: questionList,
  }),
  getQuestion: route({
    method: "GET",
    path: "/api/projects/:project/questions/:question",
    access: "owner",
    summary: "One question with its answer, as it was shown",
    params: questionParams,
    reply: answer,
  }),
  deleteQuestion: route({
    method: "DELETE",
    path: "/api/projects/:project/questions/:question",
    access: "owner",
    summary: "Delete a question with its answer",
    params: questionParams,
    reply: z.object({ deleted: id }),
  }),
} as const;
