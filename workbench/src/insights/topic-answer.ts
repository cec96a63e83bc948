import { z } from "zod";
import type { SaidInsight } from "../insight-contract.ts";

const mostThemes = 5;
const mostQuestions = 5;
const mostRelated = 6;
const mostKeywords = 8;
const wordsInName = { most: 6, letters: 80 };

const line = (most: number) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/g, " ").trim())
    .pipe(z.string().min(1).max(most));
const lines = (most: number) => z.array(z.string()).transform((texts) => distinct(texts).slice(0, most));

/** A name as a model gives it, without what models put around one. */
const name = z
  .string()
  .transform(tidyName)
  .pipe(
    z
      .string()
      .min(2)
      .max(wordsInName.letters)
      .refine((text) => text.split(/\s+/).length <= wordsInName.most, "two to four words"),
  );

/** What a model answers about a topic's name. */
export const nameAnswer = z.object({ name, summary: line(500), keywords: lines(mostKeywords).default([]) });
export type NameAnswer = z.infer<typeof nameAnswer>;

/** Other names for topics that had the same, by their numbers in the question. */
export const clashAnswer = z.object({ names: z.array(z.object({ topic: z.number().int(), name })) });

/**
 * What a model answers about what a topic says.
 *
 * @param chunkOf the chunk of each label that was given: a theme that cites none of them is not taken
 */
export function insightAnswer(chunkOf: ReadonlyMap<string, number>) {
  return z
    .object({
      summary: line(2_000),
      themes: z.array(z.object({ title: line(120), text: line(600), passages: z.array(z.string()) })),
      questions: lines(mostQuestions),
      related: lines(mostRelated),
    })
    .transform(
      ({ summary, themes, questions, related }): Omit<SaidInsight, "by" | "origin"> => ({
        summary: [{ text: summary, chunk: null }],
        themes: themes
          .map(({ title, text, passages }) => ({ title, text, chunks: citedChunks(passages, chunkOf) }))
          .filter(({ chunks }) => chunks.length > 0)
          .slice(0, mostThemes),
        questions,
        related,
      }),
    )
    .refine(({ themes }) => themes.length > 0, "themes that cite passages by their ids, as D2-C7");
}

/** The chunks behind citations, however these are written; what was not given is no citation. */
function citedChunks(citations: readonly string[], chunkOf: ReadonlyMap<string, number>): number[] {
  const labels = citations.flatMap((citation) => citation.toUpperCase().match(/D\d+-C\d+/g) ?? []);
  return [...new Set(labels.flatMap((label) => chunkOf.get(label) ?? []))];
}

function tidyName(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/^\s*(?:topic|name|title)\s*:\s*/i, "")
    .replace(/^[\s"'“”„«»*#]+|[\s"'“”„«»*.:;,]+$/g, "");
}

function distinct(texts: readonly string[]): string[] {
  const byText = new Map(texts.map((text) => [text.trim().toLowerCase(), text.replace(/\s+/g, " ").trim()]));
  byText.delete("");
  return [...byText.values()];
}
