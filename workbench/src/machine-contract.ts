import { z } from "zod";
import { id, time } from "./contract.ts";

/** Workers, settings, caches, memory, and folders that are followed. */

/** A worker process, on whatever machine. */
export const worker = z.object({
  id,
  host: z.string(),
  /** Whose files it sees. */
  machine: z.string(),
  processId: z.number().int(),
  version: z.string(),
  startedAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  /** Seconds since the last sign of life; after ten the others take over what it is at. */
  silence: z.number(),
  memoryBytes: z.number().int(),
  /** What it is at; no batch while it lays out a stage. */
  at: z
    .object({ run: id, project: z.string(), stage: z.string(), batch: z.number().int().nullable() })
    .nullable(),
});

export const settingView = z.object({
  name: z.string(),
  value: z.json(),
  origin: z.enum(["flag", "environment", "file", "default"]),
  default: z.json(),
  scope: z.enum(["machine", "project", "page"]),
  flag: z.string(),
  env: z.string(),
  unit: z.string().nullable(),
  about: z.string(),
});

export const doctorCheck = z.object({
  check: z.string(),
  ok: z.boolean(),
  found: z.string(),
  hint: z.string().nullable(),
});

/** A cache: `bytes` as stored, `plainBytes` as 32-bit floats or plain text, `spareBytes` what nothing uses now. */
export const cacheView = z.object({
  name: z.string(),
  about: z.string(),
  entries: z.number().int(),
  bytes: z.number().int(),
  plainBytes: z.number().int(),
  spareBytes: z.number().int(),
  /** Kept whatever the limits say. */
  paidEntries: z.number().int(),
  hits: z.number().int(),
  misses: z.number().int(),
  /** 0 to 1; null where nothing was asked of it yet. */
  hitRate: z.number().nullable(),
  /** For what nothing uses now. */
  limitBytes: z.number().int(),
  limitDays: z.number().int(),
});

export const clearedCache = z.object({ name: z.string(), removed: z.number().int() });

export const memoryView = z.object({
  usedBytes: z.number().int(),
  limitBytes: z.number().int().nullable(),
  systemUsedBytes: z.number().int(),
  systemBytes: z.number().int(),
  /** Whether the system's figures are those of a container. */
  inContainer: z.boolean(),
  /** How full it is against the nearer limit, and from where on less is done at once: 0 to 1. */
  share: z.number(),
  threshold: z.number(),
  processes: z.array(
    z.object({
      pid: z.number().int(),
      role: z.enum(["server", "search", "worker", "parser"]),
      bytes: z.number().int(),
    }),
  ),
});

/** A folder that is followed: what is new or changed in it comes in, what is gone from it goes. */
export const watch = z.object({
  id,
  folder: z.string(),
  /** Whether servers follow it; else a call of the command line did. */
  served: z.boolean(),
  /** Files that were taken. */
  files: z.number().int(),
  createdAt: time,
});

const place = { path: z.string(), row: z.number().int().nullable() };

/** What following a folder tells of: `watch --json` prints one a line. */
export const followNews = z.discriminatedUnion("type", [
  z.object({ type: z.literal("following"), folder: z.string(), files: z.number().int() }),
  z.object({
    type: z.literal("ready"),
    ...place,
    document: id,
    title: z.string(),
    /** Null without an analysis, or where the document fits none of its topics. */
    topic: z.number().int().nullable(),
    topicName: z.string().nullable(),
  }),
  z.object({ type: z.literal("rejected"), ...place, reason: z.string(), detail: z.string() }),
  z.object({ type: z.literal("deleted"), path: z.string(), document: id }),
  z.object({ type: z.literal("failed"), run: id, detail: z.string() }),
  /** The folder or the database cannot be reached: it is tried again. */
  z.object({ type: z.literal("trouble"), folder: z.string(), detail: z.string() }),
  z.object({ type: z.literal("over"), folder: z.string() }),
]);

export type WorkerView = z.infer<typeof worker>;
export type SettingView = z.infer<typeof settingView>;
export type DoctorCheck = z.infer<typeof doctorCheck>;
export type CacheView = z.infer<typeof cacheView>;
export type ClearedCache = z.infer<typeof clearedCache>;
export type MemoryView = z.infer<typeof memoryView>;
export type Watch = z.infer<typeof watch>;
export type FollowNews = z.infer<typeof followNews>;
