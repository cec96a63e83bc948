import { z } from "zod";
import { id, time } from "./contract.ts";
import {
  forgotten,
  readerName,
  readers,
  readingHistory,
  readingWeight,
  recommendations,
  recommendStrategies,
  relatedTopics,
  similarDocuments,
} from "./recommend-contract.ts";
import { asOf, projectParam, route } from "./route.ts";

const limit = z.coerce.number().int().min(1).max(100).default(10);
const share = z.coerce.number().min(0).max(1);
const documentIds = z
  .preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(z.coerce.number().int().positive()).max(50),
  )
  .optional();
const documentParam = projectParam.extend({ document: z.coerce.number().int().positive() });

/** The routes about recommendations. */
export const recommendRoutes = {
  recommend: route({
    method: "GET",
    path: "/api/projects/:project/recommendations",
    access: "owner",
    summary: "Documents for a reader, or like some and unlike others, each with its reasons",
    params: projectParam,
    query: z.object({
      /** Whose readings to go by. */
      reader: readerName.optional(),
      /** Documents to find more of, and documents to find less of; repeat them for several. */
      like: documentIds,
      unlike: documentIds,
      limit,
      strategy: z.enum(recommendStrategies).optional(),
      /** 0: only what fits best; 1: only what is unlike the rest of the list. */
      variety: share.optional(),
      /** How much it counts that a document is new. */
      freshness: share.optional(),
      /** Documents of one topic, while others have something. */
      perTopic: z.coerce.number().int().min(1).max(100).optional(),
      /** Days in which a reading loses half of its weight. */
      halfLife: z.coerce.number().positive().max(36_500).optional(),
    }),
    reply: recommendations,
  }),
  similarDocuments: route({
    method: "GET",
    path: "/api/projects/:project/documents/:document/similar",
    access: "owner",
    summary: "Documents like one, each with the two passages that are most alike",
    params: documentParam,
    query: z.object({ limit }),
    reply: similarDocuments,
  }),
  relatedTopics: route({
    method: "GET",
    path: "/api/projects/:project/topics/:topic/related",
    access: "owner",
    summary: "Topics that have to do with one: near in meaning, linked, or in the same documents",
    params: projectParam.extend({ topic: z.coerce.number().int().nonnegative() }),
    query: asOf.extend({ limit }),
    reply: relatedTopics,
  }),
  listReadings: route({
    method: "GET",
    path: "/api/projects/:project/readings",
    access: "owner",
    summary: "What a reader read, the last first",
    params: projectParam,
    query: z.object({ reader: readerName, limit: z.coerce.number().int().min(1).max(1_000).default(100) }),
    reply: readingHistory,
  }),
  listReaders: route({
    method: "GET",
    path: "/api/projects/:project/readers",
    access: "owner",
    summary: "Who read something, and how much",
    params: projectParam,
    reply: readers,
  }),
  addReading: route({
    method: "POST",
    path: "/api/projects/:project/readings",
    access: "owner",
    summary:
      "Keep that somebody read a document, for recommendations; a weight below 0 asks for less of its kind",
    params: projectParam,
    body: z.strictObject({
      document: id,
      reader: readerName,
      weight: readingWeight.default(1),
      /** Now, where it is not given. */
      at: time.optional(),
    }),
    reply: readingHistory,
    status: 201,
  }),
  forgetReadings: route({
    method: "DELETE",
    path: "/api/projects/:project/readings",
    access: "owner",
    summary: "Forget all that a reader read",
    params: projectParam,
    query: z.object({ reader: readerName }),
    reply: forgotten,
  }),
} as const;
