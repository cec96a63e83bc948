import type { answerRoutes } from "../answer-routes.ts";
import { search } from "../answers/actions.ts";
import type { Handlers } from "./call.ts";

export const answerHandlers: Pick<Handlers, keyof typeof answerRoutes> = {
  search: ({ context, params, query: { q, limit } }) => search(context, { ...params, query: q, limit }),
};
