import { ask, getQuestion, getQuestions, removeQuestion } from "../answers/ask.actions.ts";
import type { askRoutes } from "../ask-routes.ts";
import type { Handlers } from "./call.ts";

export const askHandlers: Pick<Handlers, keyof typeof askRoutes> = {
  ask: async ({ context, params, body }) => ({ items: await ask(context, { ...params, ...body }) }),
  listQuestions: ({ context, params, query }) => getQuestions(context, { ...params, ...query }),
  getQuestion: ({ context, params }) => getQuestion(context, params),
  deleteQuestion: ({ context, params }) => removeQuestion(context, params),
};
