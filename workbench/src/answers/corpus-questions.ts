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
  | { readonly kind: "value"; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: "topic"; readonly topics: readonly { readonly id: number; readonly name: string }[] }
  | ({ readonly kind: "date" } & DateRange)
  | { readonly kind: "language"; readonly language: string }
  | { readonly kind: "words"; readonly words: string };

/** How documents are told apart. */
export type CorpusGrouping =
  | { readonly kind: "column"; readonly column: string }
  | { readonly kind: "topic" | "language" | "year" | "month" };

/** A question about the corpus itself, understood word by word. */
export type CorpusQuestion = { readonly filters: readonly CorpusFilter[] } & (
  | { readonly ask: "count" | "share" | "earliest" | "latest" | "dates" }
  | { readonly ask: "most" | "least" | "each" | "distinct"; readonly by: CorpusGrouping }
);

const documentNouns = /^(?:documents?|files?|texts?|records?|rows?|entries|entry|items?)$/;
const likelyNouns =
  /^(?:complaints?|papers?|articles?|reviews?|messages?|emails?|mails?|letters?|posts?|tickets?|responses?|answers?|comments?|chats?|conversations?|dialogues?|reports?|abstracts?|speeches|speech|queries|query|contracts?|notes?|cases?)$/;
const filler: ReadonlySet<string> = new Set(
  "a an the are is was were be been being there do does did we i you have has had got in of all any these those that which who whose where with from by for and total overall altogether corpus collection project data dataset database here about on to at it its received submitted written dated filed published sent come came made concern concerns concerning deal deals labelled labeled called named exactly please my our only".split(
    " ",
  ),
);
const starters: readonly [RegExp, (word: string) => "count" | "share"][] = [
  [
    /^(?:how many|what is the (?:total )?number of|what s the number of|count (?:all )?(?:the )?|number of|give me the number of|tell me how many)\s*/,
    () => "count",
  ],
  [/^(?:what|which) (?:share|percentage|percent|proportion|fraction) of(?: all)?(?: the)?\s*/, () => "share"],
];
const articles = /^(?:the|a|an|words?)$/;
const clauseWords =
  /^(?:came|come|comes|from|received|sent|submitted|filed|written|dated|with|whose|which|that|in|at|by|for)$/;
const labelWords = /^(?:labels?|categor(?:y|ies)|class(?:es)?|issues?|types?|kinds?|subjects?)$/;
const most = /\b(?:most (?:common|frequent|often|popular)|most|largest|biggest|commonest|main)\b/;
const least = /\b(?:least (?:common|frequent|often)|least|smallest|fewest|rarest)\b/;
const builtIn: readonly [RegExp, CorpusGrouping][] = [
  [/^topics?$/, { kind: "topic" }],
  [/^languages?$/, { kind: "language" }],
  [/^years?$/, { kind: "year" }],
  [/^months?$/, { kind: "month" }],
];

/**
 * Understands a question about the corpus itself, such as how many documents there are about something; only where every
 * word of it is accounted for. Any other question is left to the passages.
 */
export function readCorpusQuestion(question: string, words: CorpusWords): CorpusQuestion | undefined {
  const text = plain(question);
  return (
    readDates(text, words) ?? readCount(text, words) ?? readExtreme(text, words) ?? readList(text, words)
  );
}

const countingWords =
  /\b(?:how many|number of|count|(?:share|percentage|percent|proportion|fraction) of|most|least|largest|biggest|smallest|fewest|commonest|rarest|earliest|oldest|latest|newest|range|period|span)\b|\b(?:when|date)\b.*\b(?:first|last)\b/i;
const listing = /^\s*(?:list\b|(?:which|what)\b.*\bare there\b)/i;

/** Whether a question may be one about the corpus, told without looking at the corpus. */
export const mayAskAboutCorpus = (question: string): boolean =>
  countingWords.test(question) || listing.test(question);

/** Lower-case words with single spaces between; dates, decimals and hyphens stay. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, "")
    .replace(/[^\p{L}\p{N}\-/.]+|[.](?!\d)/gu, " ")
    .trim();

function readCount(text: string, words: CorpusWords): CorpusQuestion | undefined {
  for (const [starter, kind] of starters) {
    const found = starter.exec(text);
    if (!found) continue;
    const rest = text.slice(found[0].length).split(" ");
    const each = splitEach(rest, words);
    if (each) return withNoun(each.rest, words, (filters) => ({ ask: "each", by: each.by, filters }));
    const distinct = readDistinct(rest, words);
    if (distinct) return distinct;
    return withNoun(rest, words, (filters) => ({ ask: kind(text), filters }));
  }
  return undefined;
}

/** `… per state`, `… by year`, `… for each issue`. */
function splitEach(rest: readonly string[], words: CorpusWords) {
  for (const [at, word] of rest.entries()) {
    const skip = word === "per" || word === "by" ? 1 : word === "each" || word === "every" ? 1 : 0;
    if (skip === 0) continue;
    const grouping = readGrouping(rest, at + skip, words);
    if (!grouping) continue;
    const before = rest.slice(0, rest[at - 1] === "for" || rest[at - 1] === "in" ? at - 1 : at);
    return { by: grouping.by, rest: [...before, ...rest.slice(grouping.end)] };
  }
  return undefined;
}

/** `how many different companies are there`. */
function readDistinct(rest: readonly string[], words: CorpusWords): CorpusQuestion | undefined {
  const from = /^(?:different|distinct|unique)$/.test(rest[0] ?? "") ? 1 : 0;
  const grouping = readGrouping(rest, from, words);
  if (!grouping) return undefined;
  const filters = readFilters(
    rest.slice(grouping.end).filter((word) => !isNoun(word, words)),
    words,
  );
  return filters && { ask: "distinct", by: grouping.by, filters };
}

function withNoun(
  rest: readonly string[],
  words: CorpusWords,
  make: (filters: CorpusFilter[]) => CorpusQuestion,
): CorpusQuestion | undefined {
  const at = rest[0] === "of" || rest[0] === "the" || rest[0] === "all" ? 1 : 0;
  if (!isNoun(rest[at] ?? "", words)) return undefined;
  const filters = readFilters(rest.slice(at + 1), words);
  return filters && make(filters);
}

const isNoun = (word: string, { nouns }: CorpusWords) =>
  documentNouns.test(word) ||
  (likelyNouns.test(word) && [word, `${word}s`, singular(word)].some((form) => nouns.has(form)));

/** `which company has the most complaints in 2023`, `what is the largest topic`. */
function readExtreme(text: string, words: CorpusWords): CorpusQuestion | undefined {
  const opening =
    /^(?:in |on |for |what are |what is |what s |whats |which is |name |tell me )?(?:the |which |what )*/.exec(
      text,
    );
  const found = most.exec(text) ?? least.exec(text);
  if (!opening || !found || !/^(?:in |on |for |what|which|name|tell)/.test(text)) return undefined;
  const ask = most.test(text) ? "most" : "least";
  const rest =
    `${text.slice(opening[0].length, Math.max(opening[0].length, found.index))} ${text.slice(found.index + found[0].length)}`
      .trim()
      .split(/\s+/);
  const grouping = readGrouping(rest, 0, words);
  if (!grouping) return undefined;
  const others = rest
    .slice(grouping.end)
    .filter(
      (word) =>
        !isNoun(word, words) && !/^(?:appears?|occurs?|gets?|got|number|often|common|frequent)$/.test(word),
    );
  const filters = readFilters(others, words);
  return filters && { ask, by: grouping.by, filters };
}

/** `which languages are there`, `what topics are there`. */
function readList(text: string, words: CorpusWords): CorpusQuestion | undefined {
  const opening = /^(?:which|what|list) (?:are )?(?:all )?(?:the )?(?:different )?/.exec(text);
  if (!opening) return undefined;
  const rest = text.slice(opening[0].length).split(" ");
  const grouping = readGrouping(rest, 0, words);
  if (!grouping || !/s$/.test(rest[grouping.end - 1] ?? "")) return undefined;
  const filters = readFilters(
    rest.slice(grouping.end).filter((word) => !isNoun(word, words)),
    words,
  );
  return filters && { ask: "each", by: grouping.by, filters };
}

/** `what is the earliest date`, `when was the last complaint received`. */
function readDates(text: string, words: CorpusWords): CorpusQuestion | undefined {
  const range =
    /^what (?:is|s) the (?:date range|time range|period|time span)(?<rest>.*)$/.exec(text) ??
    /^what (?:period|dates|time span) (?:do|does) (?<rest>.*) cover$/.exec(text);
  const end =
    /^(?:what|when) (?:is|was|s) (?:the )?(?:date of (?:the )?)?(?<end>earliest|oldest|first|latest|newest|most recent|last) (?<rest>.+)$/.exec(
      text,
    );
  const found = range ?? end;
  if (!found?.groups) return undefined;
  const rest = (found.groups.rest ?? "")
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "");
  const named = range !== null || rest.some((word) => word === "date" || isNoun(word, words));
  if (!named) return undefined;
  const filters = readFilters(
    rest.filter((word) => word !== "date" && word !== "dates" && !isNoun(word, words)),
    words,
  );
  if (!filters) return undefined;
  const ask = range
    ? "dates"
    : /^(?:earliest|oldest|first)$/.test(found.groups.end ?? "")
      ? "earliest"
      : "latest";
  return { ask, filters };
}

/** What documents are told apart by, from a place on. */
function readGrouping(
  rest: readonly string[],
  from: number,
  { columns, labelNames }: CorpusWords,
): { by: CorpusGrouping; end: number } | undefined {
  const labelled = columns.some(({ name }) => name === "label");
  for (const name of labelled ? labelNames : []) {
    const length = sameWords(rest, from, plain(name).split(" "));
    if (length > 0) return { by: { kind: "column", column: "label" }, end: from + length };
  }
  for (const { name } of columns) {
    const length = sameWords(rest, from, plain(name).split(" "));
    if (length > 0) return { by: { kind: "column", column: name }, end: from + length };
  }
  const word = rest[from] ?? "";
  for (const [pattern, by] of builtIn) if (pattern.test(word)) return { by, end: from + 1 };
  if (labelled && labelWords.test(word)) return { by: { kind: "column", column: "label" }, end: from + 1 };
  const part = columns.find(({ name }) =>
    plain(name)
      .split(" ")
      .some((piece) => singular(piece) === singular(word) && piece.length > 3),
  );
  return part && !filler.has(word) ? { by: { kind: "column", column: part.name }, end: from + 1 } : undefined;
}

/** How many words of `rest` from a place on are these, the last one in either number; 0 where they are others. */
function sameWords(rest: readonly string[], from: number, wanted: readonly string[]): number {
  const same = wanted.every((word, at) => {
    const found = rest[from + at] ?? "";
    return found === word || (at === wanted.length - 1 && singular(found) === singular(word));
  });
  return same ? wanted.length : 0;
}

const singular = (word: string) =>
  word
    .replace(/ies$/, "y")
    .replace(/(?<=ss|sh|ch|x)es$/, "")
    .replace(/(?<!s)s$/, "");

/** What the rest of a question asks of documents; undefined when some of it is not understood. */
function readFilters(rest: readonly string[], words: CorpusWords): CorpusFilter[] | undefined {
  const filters: CorpusFilter[] = [];
  let at = 0;
  while (at < rest.length) {
    const found =
      readDateFilter(rest, at) ??
      readLanguage(rest, at, words) ??
      readValue(rest, at, words) ??
      readSubject(rest, at, words);
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

const languageNames = new Intl.DisplayNames("en", { type: "language" });

function readLanguage(
  rest: readonly string[],
  at: number,
  { languages }: CorpusWords,
): FoundFilter | undefined {
  if (rest[at] !== "in" && rest[at - 1] !== "in") return undefined;
  const place = rest[at] === "in" ? at + 1 : at;
  const language = languages.find((code) => languageNames.of(code)?.toLowerCase() === rest[place]);
  return language === undefined ? undefined : { filter: { kind: "language", language }, end: place + 1 };
}

/** A value of a column as it is written there, with or without the column's name before it; the longest one. */
function readValue(rest: readonly string[], from: number, { columns }: CorpusWords): FoundFilter | undefined {
  let best: FoundFilter | undefined;
  for (const { name, values } of columns) {
    const named = sameWords(rest, from, plain(name).split(" "));
    let at = from + named;
    while (named > 0 && /^(?:is|was|are|of|being|equals|a|the)$/.test(rest[at] ?? "")) at++;
    for (const value of values) {
      const length = sameWords(rest, at, plain(value).split(" "));
      const isShort = plain(value).length < 3 && named === 0;
      if (
        length === 0 ||
        (isShort && !/^(?:in|from|at|for)$/.test(rest[from - 1] ?? "")) ||
        filler.has(plain(value))
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
function readSubject(rest: readonly string[], at: number, words: CorpusWords): FoundFilter | undefined {
  const isMention =
    /^(?:mention|mentions|mentioning|contain|contains|containing|say|says|saying|holding)$/.test(
      rest[at] ?? "",
    );
  const isAbout = /^(?:about|on|regarding|concerning|topic)$/.test(rest[at] ?? "");
  if (!isMention && !isAbout) return undefined;
  let last = at + 1;
  while (last < rest.length && !readDateFilter(rest, last)) last++;
  for (let end = last; end > at + 1 && !isMention; end--) {
    const filter = subjectFilter(rest.slice(at + 1, end), words);
    if (filter) return { filter, end };
  }
  const clause = rest.findIndex((word, place) => place > at + 1 && place < last && clauseWords.test(word));
  const end = clause === -1 ? last : clause;
  const subject = rest.slice(at + 1, end).filter((word) => !articles.test(word));
  return subject.length === 0 ? undefined : { filter: { kind: "words", words: subject.join(" ") }, end };
}

/** The column that says just this, else the first one whose values hold the words, else the topics that do. */
function subjectFilter(
  subject: readonly string[],
  { columns, topics }: CorpusWords,
): CorpusFilter | undefined {
  const wanted = subject.filter((word) => !articles.test(word)).map(singular);
  if (wanted.length === 0) return undefined;
  const wordsOf = (text: string) => plain(text).split(" ").map(singular);
  const holds = (text: string) => {
    const held = new Set(wordsOf(text));
    return wanted.every((word) => held.has(word));
  };
  const isJust = (text: string) => wordsOf(text).join(" ") === wanted.join(" ");
  for (const fits of [isJust, holds])
    for (const { name, values } of columns) {
      const held = values.filter(fits);
      if (held.length > 0 && held.length < values.length)
        return { kind: "value", column: name, values: held };
    }
  const named = topics.filter(({ name, keywords }) => holds(name) || holds(keywords.join(" ")));
  return named.length === 0
    ? undefined
    : { kind: "topic", topics: named.map(({ id, name }) => ({ id, name })) };
}
