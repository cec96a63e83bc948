/** Toposcope as a library: open it, ask its actions, close it. */

export { search } from "./answers/actions.ts";
export { type App, type AppOptions, openApp } from "./app.ts";
export { type ResolvedSettings, resolveSettings, type SettingName, type Settings } from "./config.ts";
export type { Clock, Context } from "./context.ts";
export type {
  DocumentDetail,
  DocumentList,
  EmbeddingsResult,
  ExploreResult,
  ImportResult,
  Passage,
  Project,
  Rejection,
  Run,
  Source,
  Timing,
  TopicCard,
  TopicGraph,
  TopicList,
} from "./contract.ts";
export {
  getChunk,
  getDocument,
  importResult,
  listDocuments,
  listRejections,
  listSources,
  setDocumentAside,
} from "./corpus/actions.ts";
export { importPaths } from "./corpus/import.actions.ts";
export {
  createProject,
  deleteProject,
  getProject,
  listProjects,
  renameProject,
} from "./corpus/project.actions.ts";
export { doctor } from "./doctor.ts";
export { embedTexts } from "./embedding/actions.ts";
export { type ErrorCode, ToposcopeError } from "./errors.ts";
export { type ExploreEvents, type ExploreInput, explore } from "./explore.ts";
export { type ExportInput, exportData } from "./export/actions.ts";
export type { ColumnMapping, QualityFlag, RejectionReason } from "./model.ts";
export type { SearchFilters, SearchHit, SearchResult } from "./search-contract.ts";
export { saveSettings, settleSettings } from "./settings-file.ts";
export {
  analyze,
  getRun,
  getTopic,
  listRuns,
  listTopics,
  resetTimings,
  runTimings,
  topicGraph,
  watchRun,
} from "./topics/actions.ts";
