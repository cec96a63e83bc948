import { z } from "zod";
import {
  columnNames,
  doctorCheck,
  documentDetail,
  documentList,
  documentListItem,
  documentSpans,
  embeddingsResult,
  evaluation,
  exportWhat,
  guidance,
  id,
  keysOf,
  passage,
  predictResult,
  project,
  projectName,
  rejection,
  run,
  runComparison,
  searchResult,
  settingView,
  source,
  tableDescription,
  timing,
  topicCard,
  topicEditDone,
  topicEditRequest,
  topicEdits,
  topicGraph,
  topicList,
  topicReplay,
  topicSearchResult,
  topicsOverTime,
  topicsPerClass,
  topicTree,
  tuning,
} from "./contract.ts";
import { clusteringMethods, mapAlignments, mapMethods, type QualityFlag, qualityFlags } from "./model.ts";

const projectParam = z.object({ project: projectName });
const flag = z.preprocess(
  (value) => (value === "true" ? true : value === "false" ? false : value),
  z.boolean(),
);

const trendQuery = z.object({
  layer: z.coerce.number().int().nonnegative().optional(),
  /** Only these topics; repeat it for several. */
  topic: z
    .preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(z.coerce.number().int().nonnegative()).max(1_000),
    )
    .optional(),
});

/** Who may call a route: anyone who reaches the server, or only the owner (loopback without a token, else its bearer). */
export type Access = "anyone" | "owner";

/** A route as the contract states it; the server, its description and its clients are made from it. */
export interface RouteDefinition {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType | "events" | "binary" | "text";
  readonly status?: number;
  /** Takes multipart/form-data in place of JSON. */
  readonly upload?: boolean;
  /** Largest body; 1 where absent. */
  readonly bodyMegabytes?: number;
}

const route = <const R extends RouteDefinition>(definition: R) => definition;

/** Every route of the HTTP API. The server registers nothing that is not in this table. */
export const routes = {
  live: route({
    method: "GET",
    path: "/health/live",
    access: "anyone",
    summary: "Whether the process runs",
    reply: z.object({ status: z.literal("live") }),
  }),
  ready: route({
    method: "GET",
    path: "/health/ready",
    access: "anyone",
    summary: "Whether requests are taken",
    reply: z.object({ status: z.enum(["ready", "draining"]) }),
  }),
  metrics: route({
    method: "GET",
    path: "/metrics",
    access: "owner",
    summary: "Prometheus metrics",
    reply: "text",
  }),
  openapi: route({
    method: "GET",
    path: "/openapi.json",
    access: "anyone",
    summary: "This API as OpenAPI 3.1",
    reply: z.record(z.string(), z.json()),
  }),
  embeddings: route({
    method: "POST",
    path: "/embeddings",
    access: "owner",
    summary: "Embed a batch of texts",
    body: z.object({
      input: z.union([z.string(), z.array(z.string()).min(1).max(2_048)]),
      model: z.string().optional(),
    }),
    bodyMegabytes: 32,
    reply: embeddingsResult,
  }),
  listProjects: route({
    method: "GET",
    path: "/api/projects",
    access: "owner",
    summary: "The projects",
    reply: z.array(project),
  }),
  createProject: route({
    method: "POST",
    path: "/api/projects",
    access: "owner",
    summary: "Create a project",
    body: z.object({ name: projectName }),
    reply: project,
    status: 201,
  }),
  getProject: route({
    method: "GET",
    path: "/api/projects/:project",
    access: "owner",
    summary: "One project",
    params: projectParam,
    reply: project,
  }),
  renameProject: route({
    method: "PATCH",
    path: "/api/projects/:project",
    access: "owner",
    summary: "Rename a project",
    params: projectParam,
    body: z.object({ name: projectName }),
    reply: project,
  }),
  deleteProject: route({
    method: "DELETE",
    path: "/api/projects/:project",
    access: "owner",
    summary: "Delete a project with everything in it",
    params: projectParam,
    reply: z.object({ deleted: z.string() }),
  }),
  listSources: route({
    method: "GET",
    path: "/api/projects/:project/sources",
    access: "owner",
    summary: "Imports with their files and rejections",
    params: projectParam,
    reply: z.array(source),
  }),
  importFiles: route({
    method: "POST",
    path: "/api/projects/:project/sources",
    access: "owner",
    upload: true,
    summary:
      "Import uploaded files: multipart parts named `files`, column names in the query, empty for none; the project is created where it is missing",
    params: projectParam,
    query: columnNames
      .extend({
        /** What the passages are embedded with; by default the project's model. */
        model: z.string().min(1),
      })
      .partial(),
    reply: z.object({ source: id, run: id }),
    status: 202,
  }),
  describeTable: route({
    method: "POST",
    path: "/api/tables",
    access: "owner",
    upload: true,
    summary:
      "Describe one table, or the beginning of one, before it is imported: a multipart part named `files`, column names in the query, empty for none",
    query: columnNames.partial(),
    reply: tableDescription,
  }),
  listRejections: route({
    method: "GET",
    path: "/api/projects/:project/rejections",
    access: "owner",
    summary: "What was not taken, and why",
    params: projectParam,
    reply: z.array(rejection),
  }),
  analyze: route({
    method: "POST",
    path: "/api/projects/:project/runs",
    access: "owner",
    summary: "Find the topics",
    params: projectParam,
    body: z.object({
      model: z.string().optional(),
      clustering: z.enum(clusteringMethods).optional(),
      mapMethod: z.enum(mapMethods).optional(),
      mapAlignment: z.enum(mapAlignments).optional(),
      topics: z.number().int().positive().optional(),
      seed: z.number().int().nonnegative().optional(),
      /** First a quick analysis with the static model, then this one takes its place. */
      preview: z.boolean().optional(),
      guidance: guidance.optional(),
      /** Topics that go on from the analysis that is shown keep their ids, and the names given by hand. */
      update: z.boolean().optional(),
    }),
    reply: run,
    status: 202,
  }),
  listRuns: route({
    method: "GET",
    path: "/api/projects/:project/runs",
    access: "owner",
    summary: "Imports and analyses, newest first",
    params: projectParam,
    reply: z.array(run),
  }),
  getRun: route({
    method: "GET",
    path: "/api/runs/:run",
    access: "owner",
    summary: "One run with its stages",
    params: z.object({ run: z.coerce.number().int().positive() }),
    reply: run,
  }),
  runEvents: route({
    method: "GET",
    path: "/api/runs/:run/events",
    access: "owner",
    summary: "A run's progress as server-sent events, each a run object",
    params: z.object({ run: z.coerce.number().int().positive() }),
    reply: "events",
  }),
  compareRuns: route({
    method: "GET",
    path: "/api/projects/:project/runs/compare",
    access: "owner",
    summary: "What became of the topics of one analysis in another",
    params: z.object({ project: z.string() }),
    query: z.object({ a: z.coerce.number().int().positive(), b: z.coerce.number().int().positive() }),
    reply: runComparison,
  }),
  tune: route({
    method: "GET",
    path: "/api/projects/:project/tuning",
    access: "owner",
    summary: "What a few settings give on a sample of the passages",
    params: z.object({ project: z.string() }),
    query: z.object({ sample: z.coerce.number().int().min(20).max(3_000).optional() }),
    reply: tuning,
  }),
  runTimings: route({
    method: "GET",
    path: "/api/runs/:run/timings",
    access: "owner",
    summary: "How long each stage's batches took",
    params: z.object({ run: z.coerce.number().int().positive() }),
    reply: z.array(timing),
  }),
  resetTimings: route({
    method: "DELETE",
    path: "/api/runs/:run/timings",
    access: "owner",
    summary: "Forget a run's timings, to measure what comes from now on",
    params: z.object({ run: z.coerce.number().int().positive() }),
    reply: z.object({ reset: id }),
  }),
  listTopics: route({
    method: "GET",
    path: "/api/projects/:project/topics",
    access: "owner",
    summary: "The topics, suggested layer first",
    params: projectParam,
    query: z.object({ layer: z.coerce.number().int().nonnegative().optional() }),
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
    query: z.object({
      layer: z.coerce.number().int().nonnegative().optional(),
      threshold: z.coerce.number().min(-1).max(1).optional(),
    }),
    reply: topicGraph,
  }),
  map: route({
    method: "GET",
    path: "/api/projects/:project/map",
    access: "owner",
    summary: "Every chunk's place and topic as binary columns (docs/map-format.md)",
    params: projectParam,
    reply: "binary",
  }),
  listDocuments: route({
    method: "GET",
    path: "/api/projects/:project/documents",
    access: "owner",
    summary: "Documents, page by page",
    params: projectParam,
    query: z.object({
      topic: z.coerce.number().int().nonnegative().optional(),
      flag: z.enum(keysOf<QualityFlag>(qualityFlags)).optional(),
      setAside: flag.optional(),
      text: z.string().max(200).optional(),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(50),
    }),
    reply: documentList,
  }),
  getDocument: route({
    method: "GET",
    path: "/api/projects/:project/documents/:document",
    access: "owner",
    summary: "One document with its text, chunks and topics",
    params: projectParam.extend({ document: z.coerce.number().int().positive() }),
    reply: documentDetail,
  }),
  documentSpans: route({
    method: "GET",
    path: "/api/projects/:project/documents/:document/spans",
    access: "owner",
    summary: "Where in a document which topic is",
    params: projectParam.extend({ document: z.coerce.number().int().positive() }),
    query: z.object({ layer: z.coerce.number().int().nonnegative().optional() }),
    reply: documentSpans,
  }),
  setDocumentAside: route({
    method: "PATCH",
    path: "/api/projects/:project/documents/:document",
    access: "owner",
    summary: "Set a document aside, or take it back",
    params: projectParam.extend({ document: z.coerce.number().int().positive() }),
    body: z.object({ setAside: z.boolean() }),
    reply: documentListItem,
  }),
  getChunk: route({
    method: "GET",
    path: "/api/projects/:project/chunks/:chunk",
    access: "owner",
    summary: "One passage",
    params: projectParam.extend({ chunk: z.coerce.number().int().positive() }),
    reply: passage,
  }),
  search: route({
    method: "GET",
    path: "/api/projects/:project/search",
    access: "owner",
    summary: "Passages nearest in meaning and words",
    params: projectParam,
    query: z.object({
      q: z.string().trim().min(1).max(2_000),
      limit: z.coerce.number().int().min(1).max(1_000).default(10),
    }),
    reply: searchResult,
  }),
  export: route({
    method: "GET",
    path: "/api/projects/:project/export/:what",
    access: "owner",
    summary: "Take the results away",
    params: projectParam.extend({ what: exportWhat }),
    query: z.object({
      format: z.enum(["jsonl", "csv", "parquet", "png", "svg"]).optional(),
      resolution: z.coerce.number().int().min(72).max(1_200).optional(),
      theme: z.enum(["light", "dark"]).optional(),
    }),
    reply: "binary",
  }),
  getSettings: route({
    method: "GET",
    path: "/api/settings",
    access: "owner",
    summary: "Settings and where each comes from",
    reply: z.array(settingView),
  }),
  saveSettings: route({
    method: "PATCH",
    path: "/api/settings",
    access: "owner",
    summary: "Save settings to the settings file; null takes one out",
    body: z.record(z.string(), z.json()),
    reply: z.array(settingView),
  }),
  doctor: route({
    method: "GET",
    path: "/api/doctor",
    access: "owner",
    summary: "What is wrong, if anything",
    reply: z.array(doctorCheck),
  }),
} as const;

export type RouteName = keyof typeof routes;
