import { z } from "zod";
import { id, topicCard, topicGraph, topicList, topicTree } from "./contract.ts";
import { asOf, flag, projectParam, route } from "./route.ts";
import {
  evaluation,
  overview,
  predictResult,
  topicEditDone,
  topicEditRequest,
  topicEdits,
  topicReplay,
  topicSearchResult,
  topicsOverTime,
  topicsPerClass,
} from "./topic-contract.ts";

const trendQuery = asOf.extend({
  layer: z.coerce.number().int().nonnegative().optional(),
  /** Only these topics; repeat it for several. */
  topic: z
    .preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(z.coerce.number().int().nonnegative()).max(1_000),
    )
    .optional(),
});

/** The routes that work with topics. */
export const topicRoutes = {
  overview: route({
    method: "GET",
    path: "/api/projects/:project/overview",
    access: "owner",
    summary: "Largest topics, duplicates, languages, odd ones out; at any moment, while a run goes on too",
    params: projectParam,
    query: asOf,
    reply: overview,
  }),
  listTopics: route({
    method: "GET",
    path: "/api/projects/:project/topics",
    access: "owner",
    summary: "The topics, suggested layer first",
    params: projectParam,
    query: asOf.extend({ layer: z.coerce.number().int().nonnegative().optional() }),
    reply: topicList,
  }),
  searchTopics: route({
    method: "GET",
    path: "/api/projects/:project/topics/search",
    access: "owner",
    summary: "Topics by how much they have to do with a query",
    params: projectParam,
    query: z.object({
      q: z.string().trim().min(1).max(2_000),
      limit: z.coerce.number().int().min(1).max(1_000).default(10),
      layer: z.coerce.number().int().nonnegative().optional(),
    }),
    reply: topicSearchResult,
  }),
  predict: route({
    method: "POST",
    path: "/api/projects/:project/predict",
    access: "owner",
    summary: "Where texts belong among the topics",
    params: projectParam,
    body: z.object({
      texts: z.array(z.string()).min(1).max(2_048),
      layer: z.number().int().nonnegative().optional(),
    }),
    bodyMegabytes: 32,
    reply: predictResult,
  }),
  topicModel: route({
    method: "GET",
    path: "/api/projects/:project/model",
    access: "owner",
    summary: "What places other texts among the topics, as one file (docs/topic-models.md)",
    params: projectParam,
    reply: "binary",
  }),
  topicTree: route({
    method: "GET",
    path: "/api/projects/:project/topics/tree",
    access: "owner",
    summary: "The topics of all layers as a tree",
    params: projectParam,
    query: asOf,
    reply: topicTree,
  }),
  topicsOverTime: route({
    method: "GET",
    path: "/api/projects/:project/topics/over-time",
    access: "owner",
    summary: "How often topics occur over time, and with which words",
    params: projectParam,
    query: trendQuery.extend({
      bins: z.coerce.number().int().min(1).max(500).default(20),
      /** Every date that occurs is a bin of its own. */
      eachDate: flag.optional(),
      /** Words of a bin are averaged with those of the bin before. */
      evolution: flag.default(true),
      /** Only documents of which this column says this value. */
      column: z.string().max(200).optional(),
      value: z.string().max(1_000).optional(),
    }),
    reply: topicsOverTime,
  }),
  topicsPerClass: route({
    method: "GET",
    path: "/api/projects/:project/topics/per-class",
    access: "owner",
    summary: "How often topics occur in each class of a column, and with which words",
    params: projectParam,
    query: trendQuery.extend({
      column: z.string().min(1).max(200),
      /** Classes at most, the most frequent ones. */
      classes: z.coerce.number().int().min(1).max(200).default(20),
    }),
    reply: topicsPerClass,
  }),
  evaluation: route({
    method: "GET",
    path: "/api/projects/:project/evaluation",
    access: "owner",
    summary: "How good an analysis' topics are",
    params: projectParam,
    query: z.object({
      /** Number of the analysis; the one shown without it. */
      run: z.coerce.number().int().positive().optional(),
      layer: z.coerce.number().int().nonnegative().optional(),
      /** Column whose values the topics are compared with. */
      labels: z.string().min(1).max(200).optional(),
    }),
    reply: evaluation,
  }),
  getTopic: route({
    method: "GET",
    path: "/api/projects/:project/topics/:topic",
    access: "owner",
    summary: "One topic with its passages and relations",
    params: projectParam.extend({ topic: z.coerce.number().int().nonnegative() }),
    query: asOf,
    reply: topicCard,
  }),
  listTopicEdits: route({
    method: "GET",
    path: "/api/projects/:project/topics/edits",
    access: "owner",
    summary: "What was changed about the topics by hand, and can be undone or redone",
    params: projectParam,
    reply: topicEdits,
  }),
  editTopics: route({
    method: "POST",
    path: "/api/projects/:project/topics/edits",
    access: "owner",
    summary: "Merge, split, rename or exclude topics, or reduce their number",
    params: projectParam,
    body: topicEditRequest,
    reply: topicEditDone,
    status: 201,
  }),
  undoTopicEdit: route({
    method: "POST",
    path: "/api/projects/:project/topics/edits/undo",
    access: "owner",
    summary: "Take the last edit of the topics back",
    params: projectParam,
    reply: topicEditDone,
  }),
  redoTopicEdit: route({
    method: "POST",
    path: "/api/projects/:project/topics/edits/redo",
    access: "owner",
    summary: "Put back the edit that was undone last",
    params: projectParam,
    reply: topicEditDone,
  }),
  replayTopicEdits: route({
    method: "POST",
    path: "/api/projects/:project/topics/edits/replay",
    access: "owner",
    summary: "Do an earlier analysis' edits again, as far as its topics are found in the one shown",
    params: projectParam,
    body: z.strictObject({
      /** Id of the run; by default the last one before this that was edited. */
      from: id.optional(),
      /** Say what would come of it, and leave everything as it is. */
      dryRun: z.boolean().default(false),
    }),
    reply: topicReplay,
  }),
  topicGraph: route({
    method: "GET",
    path: "/api/projects/:project/graph",
    access: "owner",
    summary: "The topic graph",
    params: projectParam,
    query: asOf.extend({
      layer: z.coerce.number().int().nonnegative().optional(),
      threshold: z.coerce.number().min(-1).max(1).optional(),
    }),
    reply: topicGraph,
  }),
} as const;
