import { z } from "zod";
import { id, passage } from "./contract.ts";

/** The part of the contract about what topics say. */

/** Which model said something, and what it was paid. */
export const saidBy = z.object({
  provider: z.string(),
  model: z.string(),
  /** SHA-256 of the model, the prompt's version and the input, in hex. */
  promptHash: z.string(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** US dollars; null where the price is not known. */
  cost: z.number().nullable(),
  /** Whether it had been paid for before. */
  cached: z.boolean(),
});

/** A passage, with how it is cited, as `D12-C3`: its document, and its place in it. */
const evidence = passage.extend({ label: z.string() });

const describedName = z.object({
  text: z.string(),
  /** Who gave it: somebody by hand or beforehand, a language model, or the topic's keywords. */
  by: z.enum(["hand", "model", "keywords"]),
  /** What the topic is about, in one sentence; only a model says so. */
  summary: z.string().nullable(),
  keywords: z.array(z.string()),
  /** The chunks that it was made of. */
  chunks: z.array(id),
  origin: saidBy.nullable(),
});

const saidInsight = z.object({
  /** Written by a language model, or taken from the texts. */
  by: z.enum(["model", "texts"]),
  /** Two or three sentences; those taken from texts say from which chunk. */
  summary: z.array(z.object({ text: z.string(), chunk: id.nullable() })),
  /** Five at most, each with the chunks that speak of it. */
  themes: z.array(z.object({ title: z.string(), text: z.string(), chunks: z.array(id) })),
  questions: z.array(z.string()),
  related: z.array(z.string()),
  origin: saidBy.nullable(),
});

/** What a topic says, and how that is known. */
export const topicInsight = z.object({
  run: z.number().int(),
  topic: z.number().int(),
  name: describedName,
  /** Null where its analysis was made without. */
  insight: saidInsight.nullable(),
  passages: z.array(evidence),
});

export const insightList = z.object({
  run: z.number().int(),
  layer: z.number().int(),
  insights: z.array(topicInsight.omit({ run: true, passages: true }).extend({ size: z.number().int() })),
});

const writing = {
  nameLanguage: z.string().trim().min(2).max(60).optional(),
  audience: z.string().trim().min(1).max(500).optional(),
  namePrompt: z.string().max(20_000).optional(),
  insightPrompt: z.string().max(20_000).optional(),
};

/** How a model is to write, where that differs from what the project hands down. */
export const writingRequest = z.strictObject(writing);

/** The prompts, as they are sent for one topic. */
export const topicPreview = topicInsight.extend({
  prompts: z.object({ name: z.string(), insight: z.string() }),
});

export type SaidBy = z.infer<typeof saidBy>;
export type SaidInsight = z.infer<typeof saidInsight>;
export type DescribedName = z.infer<typeof describedName>;
export type Evidence = z.infer<typeof evidence>;
export type TopicInsight = z.infer<typeof topicInsight>;
export type InsightList = z.infer<typeof insightList>;
export type TopicPreview = z.infer<typeof topicPreview>;
export type WritingRequest = z.infer<typeof writingRequest>;
