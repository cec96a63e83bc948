import { ask, getQuestion, getQuestions, removeQuestion } from "../answers/ask.actions.ts";
import type { askRoutes } from "../ask-routes.ts";
import { filtersOf } from "../search-contract.ts";
import type { Handlers } from "./call.ts";

export const askHandlers: Pick<Handlers, keyof typeof askRoutes> = {
  ask: async ({ context, params, body: { only, ...asked } }) => ({
    items: await ask(context, { ...params, ...asked, filters: only && (filtersOf(only) ?? {}) }),
  }),
  listQuestions: ({ context, params, query }) => getQuestions(context, { ...params, ...query }),
  getQuestion: ({ context, params }) => getQuestion(context, params),
  deleteQuestion: ({ context, params }) => removeQuestion(context, params),
};
