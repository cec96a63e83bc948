import { z } from "zod";
import { id, provisional, time } from "./contract.ts";

/** The part of the contract about working with topics: guiding, editing, placing, comparing and judging them. */

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

/** What there is to see of a project at any moment, while it is still being worked on too. */
export const overview = z.object({
  /** Number of the analysis that is shown, or of the one that goes on; null before there is anything of one. */
  run: z.number().int().nullable(),
  provisional,
  documents: z.number().int(),
  chunks: z.number().int(),
  /** Chunks that the topics were found in. */
  analysed: z.number().int(),
  /** Topics of the suggested layer, and the largest of them. */
  topics: z.number().int(),
  largest: z.array(
    z.object({
      id: topicId,
      name: z.string(),
      size: z.number().int(),
      documents: z.number().int(),
      keywords: z.array(z.string()),
    }),
  ),
  /** Documents that are the same as another one, or nearly; and those with most copies. */
  duplicates: z.object({
    exact: z.number().int(),
    near: z.number().int(),
    groups: z.array(z.object({ document: id, title: z.string(), copies: z.number().int() })),
  }),
  languages: z.array(z.object({ language: z.string().nullable(), documents: z.number().int() })),
  /** Documents that are least typical of the topics. */
  odd: z.array(
    z.object({
      document: id,
      title: z.string(),
      topic: topicId,
      topicName: z.string(),
      strength: z.number(),
      outlier: z.boolean(),
    }),
  ),
});

export type Overview = z.infer<typeof overview>;
export type RunComparison = z.infer<typeof runComparison>;
export type Tuning = z.infer<typeof tuning>;
export type TopicsOverTime = z.infer<typeof topicsOverTime>;
export type TopicsPerClass = z.infer<typeof topicsPerClass>;
export type Evaluation = z.infer<typeof evaluation>;
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
