import { centralSentences, contentWords, lightStem, sentenceSpans, words } from "@toposcope/algorithms";
import type { SaidInsight } from "../insight-contract.ts";
import { templateQuestions } from "./template-questions.ts";

/** A passage of a topic, as an insight is made of it. */
export interface InsightPassage {
  readonly chunk: number;
  readonly text: string;
  readonly language: string | null;
}

export interface InsightSource {
  /** Those that speak best for the topic first. */
  readonly passages: readonly InsightPassage[];
  /** The topic's, best first. */
  readonly keywords: readonly string[];
  /** Topics near it, nearest first. */
  readonly nearby: readonly { readonly keywords: readonly string[] }[];
}

interface Sentence {
  readonly text: string;
  readonly chunk: number;
  /** Stems of all words, and of those that tell something. */
  readonly spoken: ReadonlySet<string>;
  readonly telling: readonly string[];
}

const summarySentences = 3;
const mostThemes = 5;
const chunksPerTheme = 3;
const mostQuestions = 4;
const mostRelated = 6;
/** So much of each passage, and of all together, is read: enough for a summary, and quick for hundreds of topics. */
const lettersRead = { each: 1_200, all: 12_000 };
const letters = { least: 15, most: 400 };
const wordCount = { least: 3, most: 60 };
const easyLetters = 150;
const centrality = 0.5;
const longestQuestion = 200;
/** A passage of more sentences begins and ends in the middle of one, perhaps. */
const sentencesUncut = 2;

/** What a topic says in its own words: its most telling sentences, its phrases with their passages, questions about these. */
export function extractInsight({ passages, keywords, nearby }: InsightSource): SaidInsight {
  const language = mainLanguage(passages);
  const stemsOf = (text: string) => stems(words(text, language), language);
  const told = new Set(keywords.flatMap(stemsOf));
  const sentences = ranked(startsOf(passages).flatMap(sentencesOf), told);
  const summary = sentences.slice(0, summarySentences);
  const themes = themesOf(keywords, sentences, summary, stemsOf);
  const titles = themes.map(({ title }) => title);
  const left = keywords.filter((keyword) => !titles.includes(keyword));
  return {
    by: "texts",
    summary: summary.map(({ text, chunk }) => ({ text, chunk })),
    themes,
    questions: questionsOf(sentences, titles, language),
    related: [...new Set([...unlike(nearby, told, stemsOf), ...left])].slice(0, mostRelated),
    origin: null,
  };
}

/** The language of most passages. */
export function mainLanguage(passages: readonly Pick<InsightPassage, "language">[]): string {
  const counts = new Map<string, number>();
  for (const { language } of passages)
    if (language !== null) counts.set(language, (counts.get(language) ?? 0) + 1);
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? "en";
}

const stems = (found: readonly string[], language: string) => found.map((word) => lightStem(word, language));

/** The beginnings of passages, of as many as are read. */
function startsOf(passages: readonly InsightPassage[]): InsightPassage[] {
  let left = lettersRead.all;
  return passages.flatMap((passage) => {
    const text = passage.text.slice(0, Math.min(left, lettersRead.each));
    left -= text.length;
    return text === "" ? [] : [{ ...passage, text }];
  });
}

function sentencesOf({ chunk, text: read, language }: InsightPassage): Sentence[] {
  const code = language ?? "en";
  const spans = sentenceSpans(read, code);
  const found = spans.map(({ start, end }) => {
    const sentence = read.slice(start, end).replace(/\s+/g, " ");
    const spoken = words(sentence, code);
    return { text: sentence, isSaid: isSentence(sentence, spoken.length, spans.length), spoken };
  });
  return found
    .filter(({ isSaid }) => isSaid)
    .map((sentence) => ({
      text: sentence.text,
      chunk,
      spoken: new Set(stems(sentence.spoken, code)),
      telling: stems(words(contentWords(sentence.text, code), code), code),
    }));
}

/** Whether a piece of a passage is likely to be a whole sentence that somebody wants to read. */
function isSentence(text: string, count: number, pieces: number): boolean {
  if (text.length < letters.least || text.length > letters.most) return false;
  if (count < wordCount.least || count > wordCount.most) return false;
  return pieces <= sentencesUncut || (!/^\p{Ll}/u.test(text) && /[.!?。！？…]["'”’)\]]*$/u.test(text));
}

/** Long sentences are central for their many words, and tiring to read. */
const fit = (text: string) => Math.min(1, easyLetters / text.length);

/** The sentences with words, those first that say most and repeat least. */
function ranked(sentences: readonly Sentence[], told: ReadonlySet<string>): Sentence[] {
  const order = centralSentences(
    sentences.map(({ telling }) => telling),
    {
      count: sentences.length,
      centrality,
      weights: sentences.map(
        ({ text, telling }) => fit(text) * (1 + telling.filter((stem) => told.has(stem)).length),
      ),
    },
  );
  return order.map((at) => sentences[at]!);
}

/** Keywords that share no word, each with the best sentence that has it and is not said yet. */
function themesOf(
  keywords: readonly string[],
  sentences: readonly Sentence[],
  summary: readonly Sentence[],
  stemsOf: (text: string) => string[],
): SaidInsight["themes"] {
  const used = new Set(summary);
  const seen = new Set<string>();
  const themes: SaidInsight["themes"] = [];
  for (const title of keywords) {
    const own = stemsOf(title);
    const speaking = sentences.filter(({ spoken }) => own.every((stem) => spoken.has(stem)));
    const [first] = speaking;
    if (themes.length === mostThemes || own.some((stem) => seen.has(stem)) || first === undefined) continue;
    for (const stem of own) seen.add(stem);
    const said = speaking.find((sentence) => !used.has(sentence)) ?? first;
    used.add(said);
    const chunks = [...new Set([said, ...speaking].map(({ chunk }) => chunk))].slice(0, chunksPerTheme);
    themes.push({ title, text: said.text, chunks });
  }
  return themes;
}

/** Questions that the texts ask themselves, then those that its themes raise. */
function questionsOf(sentences: readonly Sentence[], themes: readonly string[], language: string): string[] {
  const asked = sentences.filter(
    ({ text }) => text.length <= longestQuestion && /[?？]["'”’)\]]*$/u.test(text),
  );
  const raised = templateQuestions(themes, language);
  return [...new Set([...asked.slice(0, mostQuestions - 1).map(({ text }) => text), ...raised])].slice(
    0,
    mostQuestions,
  );
}

/** Of each topic nearby the first keyword that shares no word with this one's. */
function unlike(
  nearby: InsightSource["nearby"],
  told: ReadonlySet<string>,
  stemsOf: (text: string) => string[],
): string[] {
  return nearby.flatMap(
    ({ keywords }) => keywords.find((keyword) => !stemsOf(keyword).some((stem) => told.has(stem))) ?? [],
  );
}
