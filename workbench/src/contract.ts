import { z } from "zod";
import {
  type QualityFlag,
  qualityFlags,
  type RejectionReason,
  rejectionReasons,
  runKinds,
  runStates,
} from "./model.ts";

/** What goes over the wire: `--json` of the CLI, the HTTP API and the page all speak these shapes. */

export const keysOf = <K extends string>(record: Record<K, unknown>) => Object.keys(record) as [K, ...K[]];
export const id = z.number().int().positive();
const time = z.iso.datetime();
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
  /** Units a second over the last half minute. */
  rate: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  seconds: z.number().nullable(),
});

export const run = z.object({
  id,
  /** Analyses are numbered within their project; an import has none. */
  number: z.number().int().nullable(),
  kind: z.enum(runKinds),
  state: z.enum(runStates),
  model: z.string().nullable(),
  error: z.string().nullable(),
  current: z.boolean(),
  createdAt: time,
  finishedAt: time.nullable(),
  stages: z.array(stageProgress),
});

const comparedTopic = z.object({
  id: z.number().int(),
  name: z.string(),
  /** Chunks that both analyses have. */
  size: z.number().int(),
});

/** What became of the topics of one analysis in another. */
export const runComparison = z.object({
  a: z.number().int(),
  b: z.number().int(),
  /** Chunks that both analyses have in a topic. */
  chunks: z.number().int(),
  /** Adjusted Rand index over them, 1 for the same topics. */
  ari: z.number(),
  /** Chunks in a topic that is not what became of theirs before. */
  moved: z.number().int(),
  topics: z.array(
    z.object({
      change: z.enum(["same", "grown", "shrunk", "split", "merged", "regrouped", "new", "gone"]),
      before: z.array(comparedTopic),
      after: z.array(comparedTopic),
      /** Chunks that are in one of the topics each time. */
      shared: z.number().int(),
    }),
  ),
});

/** What a few settings give on a sample of a project's passages; the first is the usual one. */
export const tuning = z.object({
  run: z.number().int(),
  /** Passages tried. */
  sample: z.number().int(),
  trials: z.array(
    z.object({
      clustering: z.enum(["communities", "density", "kmeans"]),
      neighbors: z.number().int(),
      /** How many times as many topics as the data decide on. */
      detail: z.number(),
      topics: z.number().int(),
      /** Share of passages that are no outliers. */
      coverage: z.number(),
      /** How far topics of two overlapping samples agree: adjusted Rand index. */
      stability: z.number(),
      /** How much nearer passages are to their own topic than to another, -1..1. */
      silhouette: z.number(),
    }),
  ),
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
});

export const topicList = z.object({
  run: z.number().int(),
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

export const topicName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((name) => !/\p{Cc}/u.test(name), "no control characters");

const topicId = z.number().int().nonnegative();

const column = z.string().trim().min(1).max(500);

/** What is known of the topics beforehand. */
export const guidance = z.discriminatedUnion("kind", [
  /** Words of each topic: they steer what is found. */
  z.strictObject({
    kind: z.literal("seeds"),
    topics: z
      .array(
        z.strictObject({
          /** By default the topic is named like any other. */
          name: topicName.optional(),
          words: z.array(z.string().trim().min(1).max(200)).min(1).max(100),
        }),
      )
      .min(1)
      .max(500),
  }),
  /** Topics by name: what is similar enough belongs to them, topics are found in the rest. */
  z.strictObject({
    kind: z.literal("names"),
    names: z
      .array(topicName)
      .min(1)
      .max(1_000)
      .refine((names) => new Set(names).size === names.length, "each name once"),
    /** Cosine from which a text belongs to a name; by default each name's own, told from the texts. */
    threshold: z.number().min(-1).max(1).optional(),
  }),
  /** A column with labels of some or all documents: they steer what is found, or, supervised, are the topics. */
  z.strictObject({ kind: z.literal("labels"), column, supervised: z.boolean().default(false) }),
  /** A column with the topics of the documents: nothing is found, they are only described. */
  z.strictObject({ kind: z.literal("clusters"), column }),
]);

const topicShare = z.object({
  id: topicId,
  name: z.string(),
  /** 0..1 */
  strength: z.number(),
});

/** Where a text belongs among the topics. */
export const prediction = z.object({
  /** The topic that fits best, noise or not; null where none does. */
  topic: topicId.nullable(),
  name: z.string().nullable(),
  /** How well it fits, 0..1. */
  strength: z.number(),
  /** Whether it is unlike all that the topics were found in, or among what is in no topic. */
  noise: z.boolean(),
  /** Whether the topics were found in this very text: topic and strength are what it got then. */
  known: z.boolean(),
  /** Cosine to the most similar text that the topics were found in. */
  similarity: z.number(),
  /** All topics that it is about, the one that fits best first. */
  topics: z.array(topicShare),
});

export const predictResult = z.object({
  /** Number of the analysis; null where a saved model was asked. */
  run: z.number().int().nullable(),
  model: z.string(),
  layer: z.number().int(),
  /** One for each text, in order. */
  predictions: z.array(prediction),
});

/** What `topics predict --json` prints a line for each text of. */
export const predictedText = prediction.extend({ text: z.string() });

export const topicSearchResult = z.object({
  query: z.string(),
  run: z.number().int().nullable(),
  model: z.string(),
  layer: z.number().int(),
  hits: z.array(
    z.object({
      id: topicId,
      name: z.string(),
      keywords: z.array(z.string()),
      size: z.number().int(),
      /** -1..1; comparable among queries under one model. */
      relevance: z.number(),
    }),
  ),
});

/** Where in a document which topic is. */
export const documentSpans = z.object({
  document: id,
  run: z.number().int().nullable(),
  layer: z.number().int(),
  /** Whether borders lie between sentences, or, in very long documents, between passages. */
  detail: z.enum(["windows", "passages"]),
  /** They tile the text; neighbouring ones differ in topic. */
  spans: z.array(
    z.object({
      start: z.number().int(),
      end: z.number().int(),
      topic: topicId.nullable(),
      name: z.string().nullable(),
      /** 0..1 */
      strength: z.number(),
    }),
  ),
  /** How much of the whole is about each topic, most first. */
  topics: z.array(topicShare),
});

/** What `topics combine` prints: the joined topics, and where those of each file went. */
export const combinedTopics = z.object({
  topics: z.array(z.object({ id: topicId, name: z.string(), size: z.number().int() })),
  sources: z.array(z.object({ file: z.string(), topics: z.array(z.object({ from: topicId, to: topicId })) })),
});

/** What `topics save` prints. */
export const savedModel = z.object({
  file: z.string(),
  run: z.number().int(),
  topics: z.number().int(),
  texts: z.number().int(),
  bytes: z.number().int(),
});
/** What was on screen when the edit was asked for: it is refused when something else is there by now. */
const seen = {
  /** Number of the analysis. */
  run: z.number().int().positive().optional(),
  /** The last edit, as lists name it; 0 before the first. */
  after: z.number().int().nonnegative().optional(),
};

/** A change of the topics by hand, each within one layer. */
export const topicEditRequest = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("merge"),
    topics: z.array(topicId).min(2),
    /** By default one made of the parts' keywords. */
    name: topicName.optional(),
    ...seen,
  }),
  z.strictObject({
    kind: z.literal("split"),
    topic: topicId,
    into: z.number().int().min(2).max(20).default(2),
    ...seen,
  }),
  z.strictObject({ kind: z.literal("rename"), topic: topicId, name: topicName, ...seen }),
  /** Its chunks have no topic in its layer from then on. */
  z.strictObject({ kind: z.literal("exclude"), topics: z.array(topicId).min(1), ...seen }),
  z.strictObject({
    kind: z.literal("reduce"),
    /** Topics that are left. */
    to: z.number().int().positive(),
    /** By default the suggested one. */
    layer: z.number().int().nonnegative().optional(),
    ...seen,
  }),
]);

const editedTopic = z.object({
  id: topicId,
  name: z.string(),
  /** Chunks. */
  size: z.number().int(),
});

export const topicEdit = z.object({
  /** Its number among the edits of its analysis; numbers are never used again. */
  edit: z.number().int().positive(),
  kind: z.enum(["merge", "split", "rename", "exclude", "reduce"]),
  layer: z.number().int().nonnegative(),
  /** The topics it was done to, as they were then. */
  before: z.array(editedTopic),
  /** What became of them; nothing for those left out. */
  after: z.array(editedTopic),
  undone: z.boolean(),
  createdAt: time,
});

export const topicEdits = z.object({
  run: z.number().int(),
  /** The last edit that is not undone; 0 when there is none. */
  last: z.number().int().nonnegative(),
  /** In the order in which they were made; those undone are last and can be redone until the next edit. */
  edits: z.array(topicEdit),
});

/** What an edit, an undo or a redo replies. */
export const topicEditDone = topicEdits.omit({ edits: true }).extend({ edit: topicEdit });

/** Edits of an earlier analysis, done again to the one that is shown. */
export const topicReplay = z.object({
  run: z.number().int(),
  /** Number of the analysis whose edits they were. */
  from: z.number().int(),
  last: z.number().int().nonnegative(),
  edits: z.array(
    z.object({
      edit: topicEdit,
      /** Number of the edit here; null where it could not be done. */
      applied: z.number().int().nullable(),
      /** Why it could not be done. */
      reason: z.string().nullable(),
    }),
  ),
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
});

export const documentList = z.object({
  total: z.number().int(),
  /** Hand it back as `cursor` for the next page; null at the end. */
  next: z.string().nullable(),
  documents: z.array(documentListItem),
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

export const documentDetail = documentListItem.extend({
  text: z.string(),
  /** Offset at which each page starts. */
  pageStarts: z.array(z.number().int()).nullable(),
  headings: z.array(z.object({ offset: z.number().int(), level: z.number().int(), text: z.string() })),
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

export const searchResult = z.object({
  query: z.string(),
  model: z.string(),
  hits: z.array(passage.extend({ score: z.number() })),
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

const topicTrend = z.object({
  id: z.number().int(),
  name: z.string(),
  /** Documents counted under the topic in each cell, in the order of the cells. */
  counts: z.array(z.number().int()),
  /** Its words in each cell, from a sample of its texts; none where it has no document there. */
  keywords: z.array(z.array(z.string())),
});

export const topicsOverTime = z.object({
  run: z.number().int(),
  layer: z.number().int(),
  bins: z.array(z.object({ from: time, to: time, documents: z.number().int() })),
  /** Documents of these topics without a date. */
  undated: z.number().int(),
  topics: z.array(topicTrend),
});

export const topicsPerClass = z.object({
  run: z.number().int(),
  layer: z.number().int(),
  column: z.string(),
  /** The most frequent first. */
  classes: z.array(z.object({ value: z.string(), documents: z.number().int() })),
  /** Documents of these topics of which the column says nothing, or something rarer. */
  others: z.number().int(),
  topics: z.array(topicTrend),
});

const measure = z.number().nullable();

/** How good an analysis is. What cannot be said of it is null. */
export const evaluation = z.object({
  run: z.number().int(),
  layer: z.number().int(),
  topics: z.number().int(),
  /** Share of chunks that are in a topic. */
  coverage: z.number(),
  /** How much nearer passages are to their own topic than to the nearest other, -1..1. */
  silhouette: measure,
  /** Agreement of the topics with those found anew from parts of the neighbour graph, 0..1. */
  stability: measure,
  words: z.object({
    /** Chunks whose texts were judged by. */
    sample: z.number().int(),
    npmi: measure,
    cv: measure,
    /** Share of different words among the topics' first ten. */
    diversity: z.number(),
    /** Share of stop words among them. */
    stopWords: z.number(),
    /** Mean cosine of two words of a topic, and of words of two topics. */
    meaningInside: measure,
    meaningBetween: measure,
  }),
  perTopic: z.array(z.object({ id: z.number().int(), name: z.string(), npmi: measure, cv: measure })),
  /** Agreement with labels that people gave; null where no column was named. */
  labels: z
    .object({
      column: z.string(),
      documents: z.number().int(),
      labels: z.number().int(),
      ami: z.number(),
      ari: z.number(),
      nmi: z.number(),
      purity: z.number(),
      fmi: z.number(),
      /** By how much the number of topics misses that of the labels, as a share of it. */
      countError: z.number(),
    })
    .nullable(),
});

export const exportWhat = z.enum(["documents", "topics", "vectors", "map"]);

export type Project = z.infer<typeof project>;
export type Rejection = z.infer<typeof rejection>;
export type ImportedFile = z.infer<typeof importedFile>;
export type Source = z.infer<typeof source>;
export type ImportResult = z.infer<typeof importResult>;
export type TableDescription = z.infer<typeof tableDescription>;
export type StageProgress = z.infer<typeof stageProgress>;
export type Run = z.infer<typeof run>;
export type RunComparison = z.infer<typeof runComparison>;
export type Tuning = z.infer<typeof tuning>;
export type Timing = z.infer<typeof timing>;
export type TopicSummary = z.infer<typeof topicSummary>;
export type ExploreResult = z.infer<typeof exploreResult>;
export type TopicListItem = z.infer<typeof topicListItem>;
export type Layer = z.infer<typeof layer>;
export type TopicList = z.infer<typeof topicList>;
export type TopicTree = z.infer<typeof topicTree>;
export type Passage = z.infer<typeof passage>;
export type TopicCard = z.infer<typeof topicCard>;
export type TopicsOverTime = z.infer<typeof topicsOverTime>;
export type TopicsPerClass = z.infer<typeof topicsPerClass>;
export type Evaluation = z.infer<typeof evaluation>;
export type TopicGraph = z.infer<typeof topicGraph>;
export type TopicShare = z.infer<typeof topicShare>;
export type Prediction = z.infer<typeof prediction>;
export type PredictResult = z.infer<typeof predictResult>;
export type TopicSearchResult = z.infer<typeof topicSearchResult>;
export type DocumentSpans = z.infer<typeof documentSpans>;
export type CombinedTopics = z.infer<typeof combinedTopics>;
export type TopicEditRequest = z.infer<typeof topicEditRequest>;
export type TopicEdit = z.infer<typeof topicEdit>;
export type TopicEdits = z.infer<typeof topicEdits>;
export type TopicEditDone = z.infer<typeof topicEditDone>;
export type TopicReplay = z.infer<typeof topicReplay>;
export type DocumentListItem = z.infer<typeof documentListItem>;
export type DocumentList = z.infer<typeof documentList>;
export type DocumentDetail = z.infer<typeof documentDetail>;
export type SearchResult = z.infer<typeof searchResult>;
export type SettingView = z.infer<typeof settingView>;
export type DoctorCheck = z.infer<typeof doctorCheck>;
export type EmbeddingsResult = z.infer<typeof embeddingsResult>;
export type Problem = z.infer<typeof problem>;
export type ExportWhat = z.infer<typeof exportWhat>;
