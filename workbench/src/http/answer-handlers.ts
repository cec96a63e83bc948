import type { answerRoutes } from "../answer-routes.ts";
import { search } from "../answers/actions.ts";
import { filtersOf } from "../search-contract.ts";
import { askHandlers } from "./ask-handlers.ts";
import type { Handlers } from "./call.ts";

export const answerHandlers: Pick<Handlers, keyof typeof answerRoutes> = {
  ...askHandlers,
  search: ({ context, params, query }) => {
    const { q = "", likeChunk, likeDocument, limit, meaning, perDocument, neighbours, ...filters } = query;
    const like = likeChunk ? { chunk: likeChunk } : likeDocument ? { document: likeDocument } : undefined;
    const how = { limit, meaning, perDocument, neighbours, filters: filtersOf(filters) };
    return search(context, { ...params, ...how, query: q, like });
  },
};
