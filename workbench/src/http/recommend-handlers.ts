import { addReading, forgetReadings, listReaders, listReadings } from "../answers/reading.actions.ts";
import { recommend, similarDocuments } from "../answers/recommend.actions.ts";
import type { recommendRoutes } from "../recommend-routes.ts";
import { relatedTopics } from "../topics/related.actions.ts";
import type { Handlers } from "./call.ts";

export const recommendHandlers: Pick<Handlers, keyof typeof recommendRoutes> = {
  recommend: ({ context, params, query }) => recommend(context, { ...params, ...query }),
  similarDocuments: ({ context, params, query }) => similarDocuments(context, { ...params, ...query }),
  relatedTopics: ({ context, params, query }) => relatedTopics(context, { ...params, ...query }),
  listReadings: ({ context, params, query }) => listReadings(context, { ...params, ...query }),
  listReaders: ({ context, params }) => listReaders(context, params),
  addReading: ({ context, params, body }) => addReading(context, { ...params, ...body }),
  forgetReadings: ({ context, params, query }) => forgetReadings(context, { ...params, ...query }),
};
