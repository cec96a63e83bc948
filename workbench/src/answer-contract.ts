import { z } from "zod";
import { id, passage, time } from "./contract.ts";
import { reranking } from "./search-contract.ts";

/** What questions and their answers look like over the wire. */

/** How far the passages that a sentence cites bear it out. */
export const support = z.enum(["full", "partial", "none"]);

/** A passage that a sentence rests on; `id` is the document's number and the passage's place in it, as `D12-C3`. */
export const citation = passage
  .pick({ chunk: true, document: true, title: true, pages: true, headingPath: true })
  .extend({
    id: z.string(),
    /** Where in the document's text the words stand that bear the sentence out. */
    start: z.number().int(),
    end: z.number().int(),
    quote: z.string(),
  });

export const answerSentence = z.object({
  text: z.string(),
  /** Each exists, was retrieved, and points at the words that bear the sentence out best. */
  citations: z.array(citation),
  /** Null where the sentence states nothing that could be borne out. */
  support: support.nullable(),
});

/** Which documents a question about the corpus itself was answered from. */
export const corpusQuery = z.object({
  /** In words, such as `documents whose Issue is "Charged fees" and whose date is in 2023`. */
  filter: z.string(),
  documents: z.number().int(),
  /** What was asked for, group by group, where it was asked by group. */
  groups: z.array(z.object({ name: z.string(), documents: z.number().int() })),
});

const shared = {
  id,
  question: z.string(),
  /** The question by itself, with what it carried over from the one before. */
  asked: z.string(),
  /** The question that this one follows. */
  after: id.nullable(),
  /** What it was narrowed to, each as it is written: `role=user`, `urgency=high`; empty where it was to nothing. */
  only: z.array(z.string()),
  createdAt: time,
};

export const passageAnswer = z.object({
  ...shared,
  kind: z.literal("answer"),
  /** Whether a model wrote it, or it is made of sentences of the documents. */
  by: z.enum(["model", "extraction"]),
  /** As `provider/model`; null where it was extracted. */
  model: z.string().nullable(),
  /** Why it was extracted although there is a model. */
  note: z.string().nullable(),
  sentences: z.array(answerSentence),
  /** What a cross-encoder did with the passages, where one is set. */
  reranking: reranking.optional(),
  /** Retrieved, and not cited. */
  unused: z.array(citation),
  report: z.object({
    full: z.number().int(),
    partial: z.number().int(),
    none: z.number().int(),
    /** Citations of passages that do not exist or were not retrieved: taken out. */
    rejected: z.number().int(),
  }),
});

export const corpusAnswer = z.object({
  ...shared,
  kind: z.literal("corpus"),
  text: z.string(),
  query: corpusQuery,
});

/** Nothing fits: what is nearest is shown, and nothing is cited. */
export const refusal = z.object({
  ...shared,
  kind: z.literal("refusal"),
  text: z.string(),
  closest: z.array(citation),
});

export const answer = z.discriminatedUnion("kind", [passageAnswer, corpusAnswer, refusal]);

export const questionList = z.object({
  questions: z.array(
    z.object({
      id,
      question: z.string(),
      after: id.nullable(),
      kind: z.enum(["answer", "corpus", "refusal"]),
      createdAt: time,
    }),
  ),
  /** Hand it back as `before` for the next ones; null at the end. */
  next: id.nullable(),
});

/** One step of an answer on its way. After `restart`, what came so far counts no more. */
export const askEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("citation"), citation }),
  z.object({
    type: z.literal("rejected-citation"),
    id: z.string(),
    reason: z.enum(["unknown", "not-retrieved"]),
  }),
  z.object({ type: z.literal("restart"), reason: z.string() }),
  z.object({ type: z.literal("refusal"), text: z.string() }),
  z.object({ type: z.literal("failed"), detail: z.string(), code: z.string(), hint: z.string() }),
  z.object({ type: z.literal("done"), answer }),
]);

export type Support = z.infer<typeof support>;
export type Citation = z.infer<typeof citation>;
export type AnswerSentence = z.infer<typeof answerSentence>;
export type CorpusQuery = z.infer<typeof corpusQuery>;
export type PassageAnswer = z.infer<typeof passageAnswer>;
export type CorpusAnswer = z.infer<typeof corpusAnswer>;
export type Refusal = z.infer<typeof refusal>;
export type Answer = z.infer<typeof answer>;
export type QuestionList = z.infer<typeof questionList>;
export type AskEvent = z.infer<typeof askEvent>;
