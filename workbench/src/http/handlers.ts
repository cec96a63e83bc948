import { join } from "node:path";
import type { Context } from "../context.ts";
import {
  getChunk,
  getDocument,
  listDocuments,
  listRejections,
  listSources,
  setDocumentAside,
} from "../corpus/actions.ts";
import { deleteDocuments } from "../corpus/delete.actions.ts";
import { importUploads } from "../corpus/import.actions.ts";
import {
  createProject,
  deleteProject,
  getProject,
  listProjects,
  renameProject,
} from "../corpus/project.actions.ts";
import { describeTable } from "../corpus/tables.actions.ts";
import { addWatch, listWatches, removeWatch } from "../corpus/watch.actions.ts";
import { doctor } from "../doctor.ts";
import { embedTexts } from "../embedding/actions.ts";
import { mayBeDone, ToposcopeError } from "../errors.ts";
import type { EventView } from "../event-contract.ts";
import { type WantedEvents, watchEvents } from "../events/actions.ts";
import {
  addWebhook,
  listWebhooks,
  removeWebhook,
  resumeWebhook,
  testWebhook,
} from "../events/webhook.actions.ts";
import { exportData } from "../export/actions.ts";
import { cancelRun, pauseRun, resumeRun } from "../jobs/actions.ts";
import { clearCaches, listCaches } from "../jobs/cache.actions.ts";
import { memoryNow } from "../jobs/memory.actions.ts";
import { projectSettings, saveProjectSettings } from "../jobs/project-settings.actions.ts";
import { deleteRun, renameRun, runDetail, useRun } from "../jobs/versions.actions.ts";
import { listWorkers } from "../jobs/worker.actions.ts";
import { columnMapping } from "../model.ts";
import {
  analyze,
  getRun,
  getTopic,
  listRuns,
  listTopics,
  mapOf,
  resetTimings,
  runTimings,
  topicGraph,
  watchRun,
} from "../topics/actions.ts";
import { compareRuns } from "../topics/compare.actions.ts";
import { editTopics, listTopicEdits, redoTopicEdit, undoTopicEdit } from "../topics/edit.actions.ts";
import { evaluateTopics } from "../topics/evaluate.actions.ts";
import { saveModel } from "../topics/models.actions.ts";
import { overview } from "../topics/overview.actions.ts";
import { documentSpans, predictTexts, searchTopics } from "../topics/place.actions.ts";
import { replayTopicEdits } from "../topics/replay.actions.ts";
import { topicTree } from "../topics/tree.actions.ts";
import { topicsOverTime, topicsPerClass } from "../topics/trends.actions.ts";
import { tuneTopics } from "../topics/tune.actions.ts";
import { answerHandlers } from "./answer-handlers.ts";
import type { Handlers, ServerServices } from "./call.ts";
import { type ItemSource, stateId } from "./events.ts";
import { facetHandlers } from "./facet-handlers.ts";
import { insightHandlers } from "./insight-handlers.ts";
import { privacyHandlers } from "./privacy-handlers.ts";
import { providerHandlers } from "./provider-handlers.ts";
import { recommendHandlers } from "./recommend-handlers.ts";
import { discardUpload } from "./uploads.ts";

/** What each route does: one action each. */
export const handlers: Handlers = {
  live: async () => ({ status: "live" }),
  ready: async ({ services }) => readiness(services),
  metrics: async ({ services: { metrics } }) => ({
    text: await metrics.render(),
    contentType: metrics.contentType,
  }),
  openapi: async ({ services }) => services.openApi as never,
  embeddings: ({ context, body: { input, model } }) =>
    embedTexts(context, { texts: typeof input === "string" ? [input] : input, model }),

  listProjects: ({ context }) => listProjects(context),
  createProject: ({ context, body }) => createProject(context, body),
  getProject: ({ context, params }) => getProject(context, params),
  renameProject: ({ context, params, body }) => renameProject(context, { ...params, ...body }),
  deleteProject: ({ context, params }) => deleteProject(context, params),

  events: ({ context, query, lastId }) => eventLog(context, { ...query, lastId }),
  projectEvents: ({ context, params, query, lastId }) => eventLog(context, { ...params, ...query, lastId }),
  listWebhooks: ({ context }) => listWebhooks(context),
  addWebhook: ({ context, body }) => addWebhook(context, body),
  removeWebhook: async ({ context, params }) => ({ removed: await removeWebhook(context, params) }),
  testWebhook: ({ context, params }) => testWebhook(context, params),
  resumeWebhook: ({ context, params }) => resumeWebhook(context, params),

  listSources: ({ context, params }) => listSources(context, params),
  importFiles: async ({ context, params, query: { model, queue, analyze: follows, ...names }, upload }) => {
    if (upload === undefined) throw new Error("the route takes no upload");
    try {
      const { source, run } = await importUploads(context, {
        ...params,
        ...upload,
        mapping: columnMapping(names),
        ...(model === undefined ? {} : { model }),
        queue,
        analyze: follows,
      });
      return { source, run: run.id };
    } catch (error) {
      if (!mayBeDone(error)) await discardUpload(upload);
      throw error;
    }
  },
  listWatches: ({ context, params }) => listWatches(context, params),
  addWatch: ({ context, params, body: { folder, ...names } }) =>
    addWatch(context, { ...params, folder, mapping: columnMapping(names) }),
  removeWatch: ({ context, params }) => removeWatch(context, params),
  describeTable: async ({ context, query: names, upload }) => {
    if (upload === undefined) throw new Error("the route takes no upload");
    try {
      const [name, ...others] = upload.names;
      if (name === undefined || others.length > 0)
        throw new ToposcopeError("INVALID_INPUT", "send one table, not several files");
      const mapping = columnMapping(names);
      return await describeTable(context, { path: join(upload.folder, name), name, mapping });
    } finally {
      await discardUpload(upload);
    }
  },
  listRejections: ({ context, params }) => listRejections(context, params),

  analyze: ({ context, params, body }) => analyze(context, { ...params, ...body }),
  listWorkers: ({ context }) => listWorkers(context),
  listRuns: ({ context, params }) => listRuns(context, params),
  getRun: ({ context, params }) => getRun(context, params),
  runEvents: async ({ context, params, lastId }) => {
    const run = await getRun(context, params);
    const hasEnd = run.finishedAt !== null && stateId(run) === lastId;
    return hasEnd ? undefined : { items: (signal) => watchRun(context, { ...params, signal }) };
  },
  runDetail: ({ context, params }) => runDetail(context, params),
  renameRun: ({ context, params, body }) => renameRun(context, { ...params, ...body }),
  useRun: ({ context, params }) => useRun(context, params),
  deleteRun: ({ context, params }) => deleteRun(context, params),
  projectSettings: ({ context, params }) => projectSettings(context, params),
  saveProjectSettings: ({ context, params, body }) =>
    saveProjectSettings(context, { ...params, patch: body }),
  pauseRun: ({ context, params }) => pauseRun(context, params),
  resumeRun: ({ context, params, query }) => resumeRun(context, { ...params, ...query }),
  cancelRun: ({ context, params }) => cancelRun(context, params),
  compareRuns: ({ context, params, query }) => compareRuns(context, { ...params, ...query }),
  tune: ({ context, params, query }) => tuneTopics(context, { ...params, ...query }),
  runTimings: ({ context, params }) => runTimings(context, params),
  resetTimings: async ({ context, params }) => {
    await resetTimings(context, params);
    return { reset: params.run };
  },

  overview: ({ context, params, query }) => overview(context, { ...params, ...query }),
  listTopics: ({ context, params, query }) => listTopics(context, { ...params, ...query }),
  searchTopics: ({ context, params, query: { q, ...query } }) =>
    searchTopics(context, { ...params, ...query, query: q }),
  predict: ({ context, params, body }) => predictTexts(context, { of: params, ...body }),
  topicModel: async ({ context, params }) => ({
    content: (await saveModel(context, params)).file,
    contentType: "application/octet-stream",
    fileName: `${params.project}.topics`,
  }),
  topicTree: ({ context, params, query }) => topicTree(context, { ...params, ...query }),
  getTopic: ({ context, params, query }) => getTopic(context, { ...params, ...query }),
  listTopicEdits: ({ context, params }) => listTopicEdits(context, params),
  editTopics: ({ context, params, body }) => editTopics(context, { ...params, edit: body }),
  undoTopicEdit: ({ context, params }) => undoTopicEdit(context, params),
  replayTopicEdits: ({ context, params, body }) => replayTopicEdits(context, { ...params, ...body }),
  redoTopicEdit: ({ context, params }) => redoTopicEdit(context, params),
  topicsOverTime: ({ context, params, query }) => topicsOverTime(context, { ...params, ...query }),
  topicsPerClass: ({ context, params, query }) => topicsPerClass(context, { ...params, ...query }),
  evaluation: ({ context, params, query }) => evaluateTopics(context, { ...params, ...query }),
  topicGraph: ({ context, params, query }) => topicGraph(context, { ...params, ...query }),
  map: async ({ context, params, query }) => {
    const { version, read } = await mapOf(context, { ...params, ...query });
    return { content: read, version, contentType: "application/octet-stream" };
  },

  listDocuments: ({ context, params, query }) => listDocuments(context, { ...params, ...query }),
  getDocument: ({ context, params, query }) => getDocument(context, { ...params, ...query }),
  documentSpans: ({ context, params, query }) => documentSpans(context, { ...params, ...query }),
  setDocumentAside: ({ context, params, body }) => setDocumentAside(context, { ...params, ...body }),
  deleteDocument: ({ context, params: { project, document } }) =>
    deleteDocuments(context, { project, documents: [document] }),
  getChunk: ({ context, params, query }) => getChunk(context, { ...params, ...query }),
  export: async ({ context, params, query }) => {
    const { stream, ...described } = await exportData(context, { ...params, ...query });
    return { content: stream, ...described };
  },

  ...answerHandlers,
  ...facetHandlers,
  ...insightHandlers,
  ...privacyHandlers,
  ...providerHandlers,
  ...recommendHandlers,

  listCaches: ({ context }) => listCaches(context),
  clearCaches: ({ context, query }) => clearCaches(context, query),
  clearCache: ({ context, params, query }) => clearCaches(context, { ...params, ...query }),
  memory: ({ context }) => memoryNow(context),

  getSettings: async ({ services }) => services.settings.view(),
  saveSettings: ({ services, body }) => services.settings.save(body),
  doctor: ({ context }) => doctor({ settings: context.settings, context }),
};

/** The log of events; what a reader that comes back has already counts more than where it began. */
async function eventLog(
  context: Context,
  { lastId, after, ...wanted }: WantedEvents & { after?: number | undefined; lastId: string | undefined },
): Promise<ItemSource<EventView>> {
  const has = lastId !== undefined && /^\d{1,15}$/.test(lastId) ? Number(lastId) : after;
  const items = await watchEvents(context, { ...wanted, after: has });
  return { items, idOf: ({ id }) => String(id) };
}

/** A full disk keeps nobody from reading. */
function readiness(services: ServerServices) {
  const waitsFor = services.missing() ?? null;
  const isWaiting = waitsFor?.what === "database";
  const status = !services.isReady() ? "draining" : isWaiting ? "waiting" : "ready";
  return { status, waitsFor } as const;
}
