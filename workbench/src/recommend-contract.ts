import { z } from "zod";
import { id, time, topicListItem } from "./contract.ts";

const topicId = z.number().int().nonnegative();

/** How likes and dislikes make one score; the usual one first. */
export const recommendStrategies = ["best", "average", "sum"] as const;
export type RecommendStrategy = (typeof recommendStrategies)[number];

/** Who reads: a name that whoever asks gives. */
export const readerName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .refine((name) => !/\p{Cc}/u.test(name), "no control characters");

export const readingWeight = z
  .number()
  .min(-10)
  .max(10)
  .refine((weight) => weight !== 0, "a weight of 0 says nothing");

/** Why a document is recommended. */
export const recommendReason = z.discriminatedUnion("kind", [
  /** It is like one that was read. */
  z.object({ kind: z.literal("read"), document: id, title: z.string(), similarity: z.number() }),
  /** It is like one that was given as an example. */
  z.object({ kind: z.literal("like"), document: id, title: z.string(), similarity: z.number() }),
  /** It is of a topic that much of what is liked is in: so large a share. */
  z.object({ kind: z.literal("topic"), topic: topicId, name: z.string(), share: z.number() }),
  /** It is among the newest. */
  z.object({ kind: z.literal("fresh"), date: z.string() }),
  /** It was read a good while ago. */
  z.object({ kind: z.literal("again"), at: time }),
  /** Nothing is known of the reader: it shows well what a topic is about. */
  z.object({ kind: z.literal("typical"), topic: topicId.nullable(), name: z.string().nullable() }),
]);

const card = z.object({
  document: id,
  title: z.string(),
  path: z.string(),
  date: z.string().nullable(),
  topic: topicId.nullable(),
  topicName: z.string().nullable(),
});

export const recommendations = z.object({
  /** Null where examples were given in place of a reader. */
  reader: z.string().nullable(),
  /** What they go by: what the reader read, examples, or nothing yet. */
  basis: z.enum(["readings", "examples", "start"]),
  strategy: z.enum(recommendStrategies),
  /** Documents that count for or against. */
  likes: z.number().int(),
  dislikes: z.number().int(),
  documents: z.array(
    card.extend({
      /** 0..1, comparable within this list only. */
      score: z.number(),
      /** Why, the main reason first; at least one. */
      reasons: z.array(recommendReason),
    }),
  ),
});

const passage = z.object({ chunk: id, text: z.string() });

export const similarDocuments = z.object({
  document: id,
  /** Most similar first; copies are left out. */
  documents: z.array(
    card.extend({
      /** Cosine of the two documents. */
      similarity: z.number(),
      /** The two passages that are most alike, of this document and of the other. */
      passages: z.object({ own: passage, other: passage, similarity: z.number() }),
    }),
  ),
});

export const relatedTopics = z.object({
  /** Number of the analysis. */
  run: z.number().int(),
  topic: topicId,
  related: z.array(
    topicListItem.pick({ id: true, name: true, keywords: true, size: true, documents: true }).extend({
      /** Cosine of the two topics. */
      similarity: z.number(),
      /** Whether the topic graph links them. */
      linked: z.boolean(),
      /** Documents that are about both. */
      shared: z.number().int(),
      /** Similarity and shared documents in one number, 0..1. */
      relatedness: z.number(),
    }),
  ),
});

export const readingHistory = z.object({
  reader: z.string(),
  /** The last one first. */
  readings: z.array(z.object({ document: id, title: z.string(), weight: z.number(), at: time })),
});

export const readers = z.array(z.object({ reader: z.string(), readings: z.number().int(), lastAt: time }));

export const forgotten = z.object({ reader: z.string(), readings: z.number().int() });

const ratings = z.object({
  /** Share of readers whose left-out document is in their list. */
  hit: z.number(),
  ndcg: z.number(),
  /** Share of all documents that are in anybody's list. */
  coverage: z.number(),
  /** How unlike each other the documents of a list are: mean of 1 less their cosine. */
  diversity: z.number(),
});

/** How well recommendations find the last document that each reader read, from what was read before. */
export const recommendationEvaluation = z.object({
  /** Length of a list. */
  k: z.number().int(),
  readers: z.number().int(),
  readings: z.number().int(),
  /** Lines of the history that name no document of the project. */
  unknown: z.number().int(),
  methods: z.array(ratings.extend({ method: z.enum([...recommendStrategies, "popularity"]) })),
});

export type RecommendReason = z.infer<typeof recommendReason>;
export type Recommendations = z.infer<typeof recommendations>;
export type SimilarDocuments = z.infer<typeof similarDocuments>;
export type RelatedTopics = z.infer<typeof relatedTopics>;
export type ReadingHistory = z.infer<typeof readingHistory>;
export type Readers = z.infer<typeof readers>;
export type RecommendationEvaluation = z.infer<typeof recommendationEvaluation>;
