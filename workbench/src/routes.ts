import { z } from "zod";
import { answerRoutes } from "./answer-routes.ts";
import {
  arrivalFit,
  columnNames,
  documentDetail,
  documentList,
  documentListItem,
  embeddingsResult,
  exportWhat,
  id,
  keysOf,
  passage,
  project,
  projectName,
  rejection,
  source,
  tableDescription,
} from "./contract.ts";
import { eventRoutes } from "./event-routes.ts";
import { facetNames, facetWheres } from "./facet-contract.ts";
import { facetRoutes } from "./facet-routes.ts";
import { insightRoutes } from "./insight-routes.ts";
import { cacheView, clearedCache, doctorCheck, memoryView, settingView, watch } from "./machine-contract.ts";
import { type QualityFlag, qualityFlags } from "./model.ts";
import { privacyRoutes } from "./privacy-routes.ts";
import { providerRoutes } from "./provider-routes.ts";
import { recommendRoutes } from "./recommend-routes.ts";
import { asOf, flag, projectParam, route } from "./route.ts";
import { runRoutes } from "./run-routes.ts";
import { documentSpans } from "./topic-contract.ts";
import { topicRoutes } from "./topic-routes.ts";

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
    summary:
      "Whether requests are taken, and what is waited for: a database that is gone, or room on the disk",
    reply: z.object({
      status: z.enum(["ready", "waiting", "draining"]),
      waitsFor: z.object({ what: z.enum(["database", "disk"]), detail: z.string() }).nullable(),
    }),
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
        /** Stand in line where the project has a run under way. */
        queue: flag,
        /** Find the topics right after: with the model given here, and then with the project's. */
        analyze: flag,
      })
      .partial(),
    reply: z.object({ source: id, run: id }),
    status: 202,
  }),
  listWatches: route({
    method: "GET",
    path: "/api/projects/:project/watches",
    access: "owner",
    summary:
      "Folders that are followed: what is new or changed in them comes in, what is gone from them goes",
    params: projectParam,
    reply: z.array(watch),
  }),
  addWatch: route({
    method: "POST",
    path: "/api/projects/:project/watches",
    access: "owner",
    summary:
      "Let the server follow a folder of its machine from now on; the project is created where it is missing",
    params: projectParam,
    body: z.object({ folder: z.string().min(1), ...columnNames.partial().shape }),
    reply: watch,
    status: 201,
  }),
  removeWatch: route({
    method: "DELETE",
    path: "/api/projects/:project/watches/:watch",
    access: "owner",
    summary: "Follow a folder no more; its documents stay",
    params: projectParam.extend({ watch: z.coerce.number().int().positive() }),
    reply: z.object({ removed: id }),
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
  ...runRoutes,
  ...eventRoutes,
  ...topicRoutes,
  ...providerRoutes,
  ...insightRoutes,
  ...facetRoutes,
  ...answerRoutes,
  ...recommendRoutes,
  ...privacyRoutes,
  map: route({
    method: "GET",
    path: "/api/projects/:project/map",
    access: "owner",
    summary: "Every chunk's place and topic as binary columns (docs/map-format.md)",
    params: projectParam,
    query: asOf,
    reply: "binary",
  }),
  listDocuments: route({
    method: "GET",
    path: "/api/projects/:project/documents",
    access: "owner",
    summary: "Documents, page by page",
    params: projectParam,
    query: asOf.extend({
      topic: z.coerce.number().int().nonnegative().optional(),
      flag: z.enum(keysOf<QualityFlag>(qualityFlags)).optional(),
      setAside: flag.optional(),
      /** Documents that came after the analysis: those that fit a topic, or those that fit none. */
      arrived: arrivalFit.optional(),
      /** What they answer to facets, such as `sentiment=negative`; repeat it for several. */
      where: facetWheres,
      /** Facets whose answers to hand along, by name; repeat it for several. */
      facets: facetNames,
      /** Id of the import that they came with. */
      source: z.coerce.number().int().positive().optional(),
      text: z.string().max(200).optional(),
      /** Who speaks in it, by any name of the role; with `text`, in what they say. */
      role: z.string().max(100).optional(),
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
    query: asOf,
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
  deleteDocument: route({
    method: "DELETE",
    path: "/api/projects/:project/documents/:document",
    access: "owner",
    summary: "Delete a document, at once and everywhere; an analysis under way begins again without it",
    params: projectParam.extend({ document: z.coerce.number().int().positive() }),
    reply: z.object({ deleted: z.array(id) }),
  }),
  getChunk: route({
    method: "GET",
    path: "/api/projects/:project/chunks/:chunk",
    access: "owner",
    summary: "One passage",
    params: projectParam.extend({ chunk: z.coerce.number().int().positive() }),
    query: asOf,
    reply: passage,
  }),
  export: route({
    method: "GET",
    path: "/api/projects/:project/export/:what",
    access: "owner",
    summary: "Take the results away",
    params: projectParam.extend({ what: exportWhat }),
    query: asOf.extend({
      format: z.enum(["jsonl", "csv", "parquet", "png", "svg"]).optional(),
      resolution: z.coerce.number().int().min(72).max(1_200).optional(),
      theme: z.enum(["light", "dark"]).optional(),
      strength: z.coerce.number().min(0).max(1).optional(),
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
  listCaches: route({
    method: "GET",
    path: "/api/caches",
    access: "owner",
    summary: "The caches: what they hold, how often they had what was asked of them, their limits",
    reply: z.array(cacheView),
  }),
  clearCaches: route({
    method: "DELETE",
    path: "/api/caches",
    access: "owner",
    summary: "Empty all caches, but for what documents use; what was paid for only if that is said",
    query: z.object({ paid: flag.optional() }),
    reply: z.array(clearedCache),
  }),
  clearCache: route({
    method: "DELETE",
    path: "/api/caches/:cache",
    access: "owner",
    summary: "Empty one cache, but for what documents use; what was paid for only if that is said",
    params: z.object({ cache: z.string() }),
    query: z.object({ paid: flag.optional() }),
    reply: z.array(clearedCache),
  }),
  memory: route({
    method: "GET",
    path: "/api/memory",
    access: "owner",
    summary: "What the server and its processes have in memory, and what they may have",
    reply: memoryView,
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
