import { z } from "zod";
import { run } from "./contract.ts";
import { insightList, topicInsight, topicPreview, writingRequest } from "./insight-contract.ts";
import { asOf, projectParam, route } from "./route.ts";

const topicParam = projectParam.extend({ topic: z.coerce.number().int().nonnegative() });

/** The routes about what topics say. */
export const insightRoutes = {
  listInsights: route({
    method: "GET",
    path: "/api/projects/:project/insights",
    access: "owner",
    summary: "What the topics of a layer say: summary, themes, questions, related concepts",
    params: projectParam,
    query: asOf.extend({ layer: z.coerce.number().int().nonnegative().optional() }),
    reply: insightList,
  }),
  topicInsight: route({
    method: "GET",
    path: "/api/projects/:project/topics/:topic/insight",
    access: "owner",
    summary: "What a topic says, with the passages that say so, and where its name comes from",
    params: topicParam,
    query: asOf,
    reply: topicInsight,
  }),
  describeTopics: route({
    method: "POST",
    path: "/api/projects/:project/insights",
    access: "owner",
    summary: "Have a language model name the topics and say what they say, as a run",
    params: projectParam,
    reply: run,
    status: 202,
  }),
  previewTopic: route({
    method: "POST",
    path: "/api/projects/:project/topics/:topic/preview",
    access: "owner",
    summary: "Ask a language model about one topic, with other prompts too; nothing is kept",
    params: topicParam,
    body: writingRequest,
    reply: topicPreview,
  }),
} as const;
