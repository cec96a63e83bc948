import { lightStem } from "@toposcope/algorithms";
import type { Wording } from "./corpus-wording.ts";
import { type DateRange, readDate } from "./date-words.ts";

/** A column of the documents, with what it says and how often. */
export interface CorpusColumn {
  readonly name: string;
  readonly values: readonly string[];
}

/** What a question about the corpus may name. */
export interface CorpusWords {
  readonly columns: readonly CorpusColumn[];
  readonly topics: readonly {
    readonly id: number;
    readonly name: string;
    readonly keywords: readonly string[];
  }[];
  /** What the column that was taken for labels is called besides `label`. */
  readonly labelNames: readonly string[];
  /** ISO codes. */
  readonly languages: readonly string[];
  /** What the documents may be called besides `documents`: words of the project's name and of its files' and columns'. */
  readonly nouns: ReadonlySet<string>;
}

/** What documents must meet. */
export type CorpusFilter =
  | {
      readonly kind: "value";
      readonly column: string;
      readonly values: readonly string[];
      /** Whether it is what the documents were said to be about. */
      readonly isSubject?: true;
    }
  | { readonly kind: "topic"; readonly topics: readonly { readonly id: number; readonly name: string }[] }
  | ({ readonly kind: "date" } & DateRange)
  | { readonly kind: "language"; readonly language: string }
  | { readonly kind: "words"; readonly words: string };

/** How documents are told apart. */
export type CorpusGrouping =
  | { readonly kind: "column"; readonly column: string }
  | { readonly kind: "topic" | "language" | "year" | "month" };

/** What a question may name, and how it is worded. */
export interface Reading extends CorpusWords {
  readonly wording: Wording;
}

const documentNouns = /^(?:documents?|files?|texts?|records?|rows?|entries|entry|items?)$/;
const likelyNouns =
  /^(?:complaints?|papers?|articles?|reviews?|messages?|emails?|mails?|letters?|posts?|tickets?|responses?|answers?|comments?|chats?|conversations?|dialogues?|reports?|abstracts?|speeches|speech|queries|query|contracts?|notes?|cases?)$/;
const filler: ReadonlySet<string> = new Set(
  "a an the are is was were be been being there do does did we i you have has had got in of all any these those that which who whose where with from by for and total overall altogether corpus collection project data dataset database here about on to at it its received submitted written dated filed published sent come came made concern concerns concerning deal deals labelled labeled called named exactly please my our only did found imported import uploaded upload covered cover covers included appeared appear appears does".split(
    " ",
  ),
);
const articles = /^(?:the|a|an|words?)$/;
const clauseWords =
  /^(?:came|come|comes|from|received|sent|submitted|filed|written|dated|with|whose|which|that|in|at|by|for)$/;
const labelWords = /^(?:labels?|categor(?:y|ies)|class(?:es)?|issues?|types?|kinds?|subjects?)$/;
const builtIn: readonly [RegExp, CorpusGrouping][] = [
  [/^topics?$/, { kind: "topic" }],
  [/^languages?$/, { kind: "language" }],
  [/^years?$/, { kind: "year" }],
  [/^months?$/, { kind: "month" }],
];

/** Whether a word is what the documents are called. */
export const isNoun = (word: string, { nouns }: CorpusWords): boolean =>
  documentNouns.test(word) ||
  (likelyNouns.test(word) && [word, `${word}s`, singular(word)].some((form) => nouns.has(form)));

/** What documents are told apart by, from a place on. */
export function readGrouping(
  rest: readonly string[],
  from: number,
  reading: Reading,
): { by: CorpusGrouping; end: number } | undefined {
  const { columns, labelNames, wording } = reading;
  const labelled = columns.some(({ name }) => name === "label");
  for (const name of labelled ? labelNames : []) {
    const length = sameWords(rest, from, name, wording);
    if (length > 0) return { by: { kind: "column", column: "label" }, end: from + length };
  }
  for (const { name } of columns) {
    const length = sameWords(rest, from, name, wording);
    if (length > 0) return { by: { kind: "column", column: name }, end: from + length };
  }
  const word = rest[from] ?? "";
  for (const [pattern, by] of builtIn) if (pattern.test(word)) return { by, end: from + 1 };
  if (labelled && labelWords.test(word)) return { by: { kind: "column", column: "label" }, end: from + 1 };
  const part = columns.find(({ name }) =>
    wording
      .plain(name)
      .split(" ")
      .some((piece) => isSameWord(piece, word, wording) && piece.length > 3),
  );
  return part && !filler.has(word) ? { by: { kind: "column", column: part.name }, end: from + 1 } : undefined;
}

/** How many words of `rest` from a place on are these, the last one in either number; 0 where they are others. */
function sameWords(rest: readonly string[], from: number, text: string, wording: Wording): number {
  const wanted = wording.plain(text).split(" ");
  const same = wanted.every((word, at) => {
    const found = rest[from + at] ?? "";
    return found === word || (at === wanted.length - 1 && isSameWord(found, word, wording));
  });
  return same ? wanted.length : 0;
}

/** Whether two words are one, in either number. */
const isSameWord = (a: string, b: string, { language }: Wording) =>
  singular(a) === singular(b) || (language !== "en" && lightStem(a, language) === lightStem(b, language));

const singular = (word: string) =>
  word
    .replace(/ies$/, "y")
    .replace(/(?<=ss|sh|ch|x)es$/, "")
    .replace(/(?<!s)s$/, "");

/** What the rest of a question asks of documents; undefined when some of it is not understood. */
export function readFilters(rest: readonly string[], reading: Reading): CorpusFilter[] | undefined {
  const filters: CorpusFilter[] = [];
  let at = 0;
  while (at < rest.length) {
    const found =
      readDateFilter(rest, at) ??
      readLanguage(rest, at, reading) ??
      readValue(rest, at, reading) ??
      readSubject(rest, at, reading);
    if (found) {
      filters.push(found.filter);
      at = found.end;
    } else if (filler.has(rest[at]!) || rest[at] === "s") at++;
    else return undefined;
  }
  return filters;
}

interface FoundFilter {
  readonly filter: CorpusFilter;
  readonly end: number;
}

function readDateFilter(rest: readonly string[], at: number): FoundFilter | undefined {
  const found = readDate(rest, at);
  return found && { filter: { kind: "date", ...found.range }, end: found.end };
}

function readLanguage(
  rest: readonly string[],
  at: number,
  { languages, wording }: Reading,
): FoundFilter | undefined {
  if (rest[at] !== "in" && rest[at - 1] !== "in") return undefined;
  const place = rest[at] === "in" ? at + 1 : at;
  const names = new Intl.DisplayNames(wording.language, { type: "language" });
  const language = languages.find((code) => names.of(code)?.toLowerCase() === rest[place]);
  return language === undefined ? undefined : { filter: { kind: "language", language }, end: place + 1 };
}

/** A value of a column as it is written there, with or without the column's name before it; the longest one. */
function readValue(
  rest: readonly string[],
  from: number,
  { columns, labelNames, wording }: Reading,
): FoundFilter | undefined {
  let best: FoundFilter | undefined;
  for (const { name, values } of columns) {
    const names = name === "label" ? [name, ...labelNames] : [name];
    const isLabel = name === "label" && labelWords.test(rest[from] ?? "");
    const named = Math.max(Number(isLabel), ...names.map((one) => sameWords(rest, from, one, wording)));
    let at = from + named;
    while (named > 0 && /^(?:is|was|are|of|being|equals|a|the)$/.test(rest[at] ?? "")) at++;
    for (const value of values) {
      const length = sameWords(rest, at, value, wording);
      const plainValue = wording.plain(value);
      const isShort = plainValue.length < 3 && named === 0;
      if (
        length === 0 ||
        (isShort && !/^(?:in|from|at|for)$/.test(rest[from - 1] ?? "")) ||
        filler.has(plainValue)
      )
        continue;
      const end = at + length;
      if (best === undefined || end > best.end)
        best = { filter: { kind: "value", column: name, values: [value] }, end };
    }
  }
  return best;
}

/** `about late fees`: values or topics that hold the words, else documents that do; `mentioning …`: documents. */
function readSubject(rest: readonly string[], at: number, reading: Reading): FoundFilter | undefined {
  const isMention =
    /^(?:mention|mentions|mentioning|contain|contains|containing|say|says|saying|holding)$/.test(
      rest[at] ?? "",
    );
  const isAbout = /^(?:about|on|regarding|concerning|topic)$/.test(rest[at] ?? "");
  if (!isMention && !isAbout) return undefined;
  let last = at + 1;
  while (last < rest.length && !readDateFilter(rest, last)) last++;
  for (let end = last; end > at + 1 && !isMention; end--) {
    const filter = subjectFilter(rest.slice(at + 1, end), reading);
    if (filter) return { filter, end };
  }
  const clause = rest.findIndex((word, place) => place > at + 1 && place < last && clauseWords.test(word));
  const end = clause === -1 ? last : clause;
  const { language, written } = reading.wording;
  const isSilent = (word: string) => articles.test(word) || (language !== "en" && filler.has(word));
  const subject = rest.slice(at + 1, end).filter((word) => !isSilent(word));
  if (subject.length === 0) return undefined;
  return { filter: { kind: "words", words: subject.map(written).join(" ") }, end };
}

/** The column that says just this, else the first one whose values hold the words, else the topics that do. */
export function subjectFilter(
  subject: readonly string[],
  { columns, topics, wording }: Reading,
): CorpusFilter | undefined {
  const wanted = subject.filter((word) => !articles.test(word)).map(singular);
  if (wanted.length === 0) return undefined;
  const wordsOf = (text: string) => wording.plain(text).split(" ").map(singular);
  const holds = (text: string) => {
    const held = new Set(wordsOf(text));
    return wanted.every((word) => held.has(word));
  };
  const isJust = (text: string) => wordsOf(text).join(" ") === wanted.join(" ");
  for (const fits of [isJust, holds])
    for (const { name, values } of columns) {
      const held = values.filter(fits);
      if (held.length > 0 && held.length < values.length)
        return { kind: "value", column: name, values: held, isSubject: true };
    }
  const named = topics.filter(({ name, keywords }) => holds(name) || holds(keywords.join(" ")));
  return named.length === 0
    ? undefined
    : { kind: "topic", topics: named.map(({ id, name }) => ({ id, name })) };
}
