import type { insightRoutes } from "../insight-routes.ts";
import { describeTopics, listInsights, previewTopic, topicInsight } from "../insights/insight.actions.ts";
import type { Handlers } from "./call.ts";

export const insightHandlers: Pick<Handlers, keyof typeof insightRoutes> = {
  listInsights: ({ context, params, query }) => listInsights(context, { ...params, ...query }),
  topicInsight: ({ context, params, query }) => topicInsight(context, { ...params, ...query }),
  describeTopics: ({ context, params }) => describeTopics(context, params),
  previewTopic: ({ context, params, body }) => previewTopic(context, { ...params, ...body }),
};
