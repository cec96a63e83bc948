import { z } from "zod";
import type { SaidInsight } from "../insight-contract.ts";

const mostThemes = 5;
const mostQuestions = 5;
const mostRelated = 6;
const mostKeywords = 8;
const nameWords = 6;
const nameLetters = { least: 2, most: 80 };
const textLetters = 2_000;

const filled = z
  .string()
  .max(textLetters)
  .refine((text) => text.trim() !== "", "not empty");
const name = z.string().refine(isName, "a name of two to four words");

/** What a model answers about a topic's name. */
export const nameAnswer = z.object({ name, summary: filled, keywords: z.array(z.string()) });
export type NameAnswer = z.infer<typeof nameAnswer>;

/** Other names for topics that had the same, by their numbers in the question. */
export const clashAnswer = z.object({ names: z.array(z.object({ topic: z.number().int(), name })) });

/** What an insight is made of, as a model writes it. */
export type WrittenInsight = Omit<SaidInsight, "by" | "origin">;

/**
 * What a model answers about what a topic says.
 *
 * @param chunkOf the chunk of each label that was given: one theme at least cites one of them
 */
export function insightAnswer(chunkOf: ReadonlyMap<string, number>) {
  return z
    .object({
      summary: filled,
      themes: z.array(z.object({ title: filled, text: filled, passages: z.array(z.string()) })),
      questions: z.array(z.string()),
      related: z.array(z.string()),
    })
    .refine(
      ({ themes }) => themes.some(({ passages }) => citedChunks(passages, chunkOf).length > 0),
      `themes that cite passages by their ids, as ${[...chunkOf.keys()].slice(0, 3).join(", ")}`,
    );
}

/** A name and what goes with it, without what models put around one. */
export const tidyName = ({ name, summary, keywords }: NameAnswer): NameAnswer => ({
  name: bareName(name),
  summary: oneLine(summary),
  keywords: distinct(keywords).slice(0, mostKeywords),
});

export const bareName = (text: string): string =>
  oneLine(text)
    .replace(/^(?:topic|name|title)\s*:\s*/i, "")
    .replace(/^[\s"'“”„«»*#]+|[\s"'“”„«»*.:;,]+$/g, "");

/** An insight with the chunks behind its citations; themes that cite none of the given are left out. */
export function tidyInsight(
  { summary, themes, questions, related }: z.infer<ReturnType<typeof insightAnswer>>,
  chunkOf: ReadonlyMap<string, number>,
): WrittenInsight {
  return {
    summary: [{ text: oneLine(summary), chunk: null }],
    themes: themes
      .map(({ title, text, passages }) => ({
        title: oneLine(title),
        text: oneLine(text),
        chunks: citedChunks(passages, chunkOf),
      }))
      .filter(({ chunks }) => chunks.length > 0)
      .slice(0, mostThemes),
    questions: distinct(questions).slice(0, mostQuestions),
    related: distinct(related).slice(0, mostRelated),
  };
}

/** The chunks behind citations, however these are written; what was not given is no citation. */
function citedChunks(citations: readonly string[], chunkOf: ReadonlyMap<string, number>): number[] {
  const labels = citations.flatMap((citation) => citation.toUpperCase().match(/D\d+-C\d+/g) ?? []);
  return [...new Set(labels.flatMap((label) => chunkOf.get(label) ?? []))];
}

function isName(text: string): boolean {
  const bare = bareName(text);
  return (
    bare.length >= nameLetters.least && bare.length <= nameLetters.most && bare.split(" ").length <= nameWords
  );
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

function distinct(texts: readonly string[]): string[] {
  const byText = new Map(texts.map((text) => [text.trim().toLowerCase(), oneLine(text)]));
  byText.delete("");
  return [...byText.values()];
}
