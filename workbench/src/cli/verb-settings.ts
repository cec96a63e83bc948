import type { SettingName } from "../config.ts";

/** Settings that several verbs take as flags, by what they are about. */

export const memory: SettingName[] = ["memoryLimit", "memoryThreshold"];
export const reading: SettingName[] = [
  "maxFileSize",
  "readTimeout",
  "memory",
  ...memory,
  "cache",
  "cacheAge",
  "workers",
  "resume",
  "pictures",
  "minFree",
];
export const searching: SettingName[] = ["reranker", "vectorSearch"];
export const chunking: SettingName[] = ["chunkTokens", "chunkOverlap"];
export const embedding: SettingName[] = ["model", "embeddingKey", "embeddingAddress"];
export const discovering: SettingName[] = [
  "clustering",
  "topics",
  "seed",
  "mapMethod",
  "mapAlignment",
  "primaryThreshold",
  "secondaryThreshold",
  "linkThreshold",
];
export const writing: SettingName[] = ["nameLanguage", "audience", "namePrompt", "insightPrompt"];
export const describing: SettingName[] = ["naming", "insights", ...writing];
export const asking: SettingName[] = [
  "namingModel",
  "insightsModel",
  "facetsModel",
  "answersModel",
  "budget",
  "projectBudget",
  "keySecret",
];
export const guarding: SettingName[] = ["privacy", "minSources"];
export const listening: SettingName[] = ["port", "host", "token"];
export const page: SettingName[] = [
  "theme",
  "fontSize",
  "tooltips",
  "readingHistory",
  "exportFormat",
  "exportResolution",
];
