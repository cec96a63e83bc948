import { z } from "zod";
import { facetAnswer } from "./facet-contract.ts";
import {
  type QualityFlag,
  qualityFlags,
  type RejectionReason,
  rejectionReasons,
  runKinds,
  runStates,
  type WaitReason,
  waitReasons,
} from "./model.ts";

/** What goes over the wire: `--json` of the CLI, the HTTP API and the page all speak these shapes. */

export const keysOf = <K extends string>(record: Record<K, unknown>) => Object.keys(record) as [K, ...K[]];
export const id = z.number().int().positive();
export const time = z.iso.datetime();
const metadata = z.record(z.string(), z.json());

export const projectName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .refine((name) => !/\p{Cc}/u.test(name), "no control characters");

export const rejection = z.object({
  path: z.string(),
  row: z.number().int().optional(),
  reason: z.enum(keysOf<RejectionReason>(rejectionReasons)),
  detail: z.string(),
  hint: z.string(),
});

/** What a project shows until its first analysis: topics and map of what is read and embedded so far; null otherwise. */
export const provisional = z
  .object({
    /** Run id of the picture: it can be read by it, and compared with what comes later. */
    picture: id,
    /** The run that goes on, or stopped there. */
    of: id,
    /** Of the passages, those that are in the picture; while files are read, of as many as there are likely to be. */
    share: z.number(),
  })
  .nullable();

export const project = z.object({
  id,
  name: projectName,
  documents: z.number().int(),
  chunks: z.number().int(),
  topics: z.number().int(),
  sources: z.number().int(),
  rejections: z.number().int(),
  /** Number of the analysis shown; null before the first. */
  run: z.number().int().nullable(),
  /** Run id of what is shown: that analysis, or the newest picture until there is one; null before there is either. */
  shown: id.nullable(),
  /** What came and went since the analysis shown; null before the first. */
  arrived: z
    .object({
      /** Documents that were placed into its topics. */
      placed: z.number().int(),
      /** Documents that are unlike all of its topics. */
      unplaced: z.number().int(),
      deleted: z.number().int(),
      /** Number of that analysis. */
      since: z.number().int(),
      /** Whether the topics should be found anew. */
      worth: z.boolean(),
    })
    .nullable(),
  provisional,
  /** The import or analysis under way, if any. */
  activeRun: id.nullable(),
  createdAt: time,
  updatedAt: time,
});

export const importedFile = z.object({
  path: z.string(),
  documents: z.number().int(),
  warnings: z.array(z.string()),
});

export const source = z.object({
  id,
  kind: z.enum(["folder", "files", "table", "upload", "stdin"]),
  location: z.string(),
  createdAt: time,
  documents: z.number().int(),
  files: z.array(importedFile),
  rejections: z.array(rejection),
});

/** What `import` prints. */
export const importResult = z.object({
  project: z.string(),
  source: id,
  files: z.array(importedFile),
  rejections: z.array(rejection),
});

export const columnNames = z.object({
  text: z.string(),
  title: z.string(),
  date: z.string(),
  label: z.string(),
  id: z.string(),
});
const columnRole = columnNames.keyof();

/** What `tables describe` prints: a table's shape, told from its beginning. */
export const tableDescription = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.enum(["text", "number", "boolean", "date", "list", "empty"]),
      /** Share of the rows that say something here. */
      filled: z.number(),
      examples: z.array(z.string()),
    }),
  ),
  rows: z.number().int(),
  /** Whether the rows are counted rather than estimated from the file's size. */
  rowsAreExact: z.boolean(),
  guess: z.object({
    /** Column of each role; null for none. */
    mapping: z.record(columnRole, z.string().nullable()),
    /** Columns of short texts that make up the text together, where no single one holds it. */
    joined: z.array(z.string()),
    /** Why each column was chosen. */
    reasons: z.partialRecord(columnRole, z.string()),
  }),
  /** The first rows; long texts are cut. */
  sample: z.array(metadata),
});

export const stageProgress = z.object({
  name: z.string(),
  state: z.enum(["waiting", "running", "completed", "failed"]),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  /** What is being done right now, in a few words. */
  detail: z.string().nullable(),
  /** Which part of the whole run it is, and how much of it is done: 0 to 1. */
  weight: z.number(),
  share: z.number(),
  /** What a stage that is done in one piece does, one after the other, while it runs. */
  parts: z.array(z.object({ name: z.string(), weight: z.number(), share: z.number() })),
  /** Units a second in its last half minute of work, or so; time in which nobody worked does not count. */
  rate: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** Time in which it was worked on. */
  seconds: z.number().nullable(),
});

export const run = z.object({
  id,
  /** Analyses are numbered within their project; an import has none. */
  number: z.number().int().nullable(),
  /** What the user calls it. */
  name: z.string().nullable(),
  kind: z.enum(runKinds),
  state: z.enum(runStates),
  /** In line behind the project's other run. */
  queued: z.boolean(),
  /** What a waiting run waits for, and when it tries again. */
  waitsFor: z
    .object({ what: z.enum(keysOf<WaitReason>(waitReasons)), detail: z.string(), until: time })
    .nullable(),
  model: z.string().nullable(),
  error: z.string().nullable(),
  current: z.boolean(),
  createdAt: time,
  finishedAt: time.nullable(),
  /** How much of the whole is done: 0 to 1. */
  share: z.number(),
  /** Time in which it was worked on. */
  seconds: z.number(),
  /** At the pace that was measured; null where it is not running, or nothing was measured yet. */
  secondsLeft: z.number().nullable(),
  /** Of the worker processes that are at it, as each last told. */
  memory: z.object({ bytes: z.number().int(), workers: z.number().int() }).nullable(),
  stages: z.array(stageProgress),
});

export const timing = z.object({
  stage: z.string(),
  count: z.number().int(),
  meanMs: z.number(),
  minMs: z.number(),
  maxMs: z.number(),
  totalMs: z.number(),
});

export const topicSummary = z.object({
  id: z.number().int(),
  layer: z.number().int(),
  name: z.string(),
  keywords: z.array(z.string()),
  /** Chunks. */
  size: z.number().int(),
});

/** What `explore` prints: topics of the suggested layer first. */
export const exploreResult = z.object({
  project: z.string(),
  run: z.number().int(),
  documents: z.number().int(),
  chunks: z.number().int(),
  topics: z.array(topicSummary),
  rejections: z.array(rejection),
});

export const topicListItem = topicSummary.extend({
  documents: z.number().int(),
  parent: z.number().int().nullable(),
  /** Centre on the map. */
  x: z.number().nullable(),
  y: z.number().nullable(),
});

export const layer = z.object({
  layer: z.number().int(),
  topics: z.number().int(),
  suggested: z.boolean(),
  /** How much of such topics comes out again in another half of the data, at most 1. */
  stability: z.number().nullable(),
  /** Share of chunks that are in a topic, outliers included. */
  coverage: z.number(),
  /** Share of chunks that are outliers: in no topic by themselves, and counted under the one where they belong most. */
  outliers: z.number(),
  /** Topics that privacy hides: those of fewer documents than `minSources`, and those that failed an audit. */
  hidden: z.object({ few: z.number().int(), failed: z.number().int() }),
});

export const topicList = z.object({
  run: z.number().int(),
  provisional,
  model: z.string(),
  /** The last edit of the topics that is not undone; 0 when there is none. */
  edit: z.number().int().nonnegative(),
  layers: z.array(layer),
  topics: z.array(topicListItem),
});

/** The topics of all layers, each after the one it lies in. */
export const topicTree = topicList.extend({
  topics: z.array(
    topicListItem.extend({
      /** How many topics it lies in. */
      depth: z.number().int().nonnegative(),
      /** The largest cosine distance between topics that it joins, 0..2; 0 where it joins none. */
      height: z.number(),
    }),
  ),
});

export const passage = z.object({
  chunk: id,
  document: id,
  title: z.string(),
  text: z.string(),
  pages: z.tuple([z.number().int(), z.number().int()]).nullable(),
  headingPath: z.array(z.string()),
  strength: z.number().nullable(),
  topic: z.number().int().nullable(),
});

export const topicCard = topicListItem.extend({
  run: z.number().int(),
  keywordScores: z.array(z.object({ keyword: z.string(), score: z.number() })),
  /** Ways to say in words what it is about, side by side. */
  representations: z.array(z.object({ method: z.string(), keywords: z.array(z.string()) })),
  passages: z.array(passage),
  related: z.array(z.object({ id: z.number().int(), name: z.string(), similarity: z.number() })),
  children: z.array(z.object({ id: z.number().int(), name: z.string(), size: z.number().int() })),
});

export const topicGraph = z.object({
  layer: z.number().int(),
  threshold: z.number(),
  nodes: z.array(z.object({ id: z.number().int(), name: z.string(), size: z.number().int() })),
  edges: z.array(z.object({ source: z.number().int(), target: z.number().int(), similarity: z.number() })),
});

export const qualityNote = z.object({
  flag: z.enum(keysOf<QualityFlag>(qualityFlags)),
  detail: z.string().nullable(),
});

/** Whether a document that came after the analysis fits one of its topics. */
export const arrivalFit = z.enum(["placed", "unplaced"]);

export const documentListItem = z.object({
  id,
  externalId: z.string().nullable(),
  title: z.string(),
  path: z.string(),
  row: z.number().int().nullable(),
  date: z.string().nullable(),
  label: z.string().nullable(),
  language: z.string().nullable(),
  words: z.number().int(),
  /** About so many; those of chunks are counted as the model counts them. */
  tokens: z.number().int(),
  pages: z.number().int().nullable(),
  quality: z.number(),
  flags: z.array(qualityNote),
  duplicateOf: id.nullable(),
  /** Set aside by the user: kept, but left out of analyses. */
  setAside: z.boolean(),
  topic: z.number().int().nullable(),
  topicName: z.string().nullable(),
  strength: z.number().nullable(),
  /** Whether all of its passages lie outside of every topic, and only belong to this one most. */
  outlier: z.boolean().nullable(),
  /** Of a document that came after the analysis: placed into its topics, or unlike all of them; null for the others. */
  arrived: arrivalFit.nullable(),
});

/** A document with what it answers to the facets that were asked for, in their order. */
export const listedDocument = documentListItem.extend({ answers: z.array(facetAnswer) });

export const documentList = z.object({
  total: z.number().int(),
  /** Hand it back as `cursor` for the next page; null at the end. */
  next: z.string().nullable(),
  documents: z.array(listedDocument),
  /** Who speaks in the project's conversations; empty where it has none. */
  roles: z.array(z.string()),
});

export const documentChunk = z.object({
  id,
  ordinal: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  pages: z.tuple([z.number().int(), z.number().int()]).nullable(),
  headingPath: z.array(z.string()),
  topic: z.number().int().nullable(),
});

/** What one speaker of a conversation says at a time, as offsets into the text: of its mark, of the words, of their end. */
export const turn = z.object({
  role: z.string(),
  speaker: z.string().nullable(),
  start: z.number().int(),
  said: z.number().int(),
  end: z.number().int(),
});

export const documentDetail = documentListItem.extend({
  text: z.string(),
  /** Offset at which each page starts. */
  pageStarts: z.array(z.number().int()).nullable(),
  headings: z.array(z.object({ offset: z.number().int(), level: z.number().int(), text: z.string() })),
  /** Empty where it is no conversation. */
  turns: z.array(turn),
  chunks: z.array(documentChunk),
  topics: z.array(
    z.object({
      id: z.number().int(),
      name: z.string(),
      relevance: z.number(),
      rank: z.enum(["primary", "secondary"]),
    }),
  ),
  metadata,
});

export const embeddingsResult = z.object({
  model: z.string(),
  dimensions: z.number().int(),
  tokens: z.number().int(),
  embeddings: z.array(z.array(z.number())),
});

/** RFC 9457, with the catalogue's code and hint. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  hint: z.string(),
  correlationId: z.string().optional(),
});

export const exportWhat = z.enum(["documents", "topics", "vectors", "map"]);

export type Provisional = z.infer<typeof provisional>;
export type Project = z.infer<typeof project>;
export type Rejection = z.infer<typeof rejection>;
export type ImportedFile = z.infer<typeof importedFile>;
export type Source = z.infer<typeof source>;
export type ImportResult = z.infer<typeof importResult>;
export type TableDescription = z.infer<typeof tableDescription>;
export type StageProgress = z.infer<typeof stageProgress>;
export type Run = z.infer<typeof run>;
export type Timing = z.infer<typeof timing>;
export type TopicSummary = z.infer<typeof topicSummary>;
export type ExploreResult = z.infer<typeof exploreResult>;
export type TopicListItem = z.infer<typeof topicListItem>;
export type Layer = z.infer<typeof layer>;
export type TopicList = z.infer<typeof topicList>;
export type TopicTree = z.infer<typeof topicTree>;
export type Passage = z.infer<typeof passage>;
export type TopicCard = z.infer<typeof topicCard>;
export type TopicGraph = z.infer<typeof topicGraph>;
export type DocumentListItem = z.infer<typeof documentListItem>;
export type ListedDocument = z.infer<typeof listedDocument>;
export type DocumentList = z.infer<typeof documentList>;
export type DocumentDetail = z.infer<typeof documentDetail>;
export type EmbeddingsResult = z.infer<typeof embeddingsResult>;
export type Problem = z.infer<typeof problem>;
export type ExportWhat = z.infer<typeof exportWhat>;
