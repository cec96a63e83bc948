import {
  type CorpusFilter,
  type CorpusGrouping,
  type CorpusWords,
  isNoun,
  type Reading,
  readFilters,
  readGrouping,
  subjectFilter,
} from "./corpus-filters.ts";
import type { CorpusLanguage } from "./corpus-phrases.ts";
import { type Wording, wordingsOf } from "./corpus-wording.ts";

/** A question about the corpus itself, understood word by word. */
export type CorpusQuestion = Understood & {
  /** In which it was put. */
  readonly language: CorpusLanguage;
};

type Understood = { readonly filters: readonly CorpusFilter[] } & (
  | { readonly ask: "count" | "earliest" | "latest" | "dates" }
  /** A share of the documents that meet other filters; of all of them where there are none. */
  | { readonly ask: "share"; readonly of: readonly CorpusFilter[] }
  | { readonly ask: "most" | "least" | "each" | "distinct"; readonly by: CorpusGrouping }
);

const starters: readonly [RegExp, "count" | "share"][] = [
  [
    /^(?:how many|what is the (?:total )?number of|what s the number of|count (?:all )?(?:the )?|number of|give me the number of|tell me how many)\s*/,
    "count",
  ],
  [/^(?:what|which) (?:share|percentage|percent|proportion|fraction) of(?: all)?(?: the)?\s*/, "share"],
];
const most = /\b(?:most (?:common|frequent|often|popular)|most|largest|biggest|commonest|main)\b/;
const least = /\b(?:least (?:common|frequent|often)|least|smallest|fewest|rarest)\b/;

/**
 * Understands a question about the corpus itself, such as how many documents there are about something; only where every
 * word of it is accounted for. Any other question is left to the passages.
 *
 * @param before the question about the corpus that it follows, where it follows one
 */
export function readCorpusQuestion(
  question: string,
  words: CorpusWords,
  before?: CorpusQuestion,
): CorpusQuestion | undefined {
  for (const wording of wordingsOf(question)) {
    const reading = { ...words, nouns: nounsIn(words, wording), wording };
    const text = wording.plain(question);
    const read = (before && readFollowUp(text, reading, before)) ?? readWhole(text, reading);
    if (read) return { ...read, language: wording.language };
  }
  return undefined;
}

const nounsIn = ({ nouns }: CorpusWords, { plain }: Wording): ReadonlySet<string> =>
  new Set([...nouns, ...[...nouns].map(plain)]);

const readWhole = (text: string, reading: Reading): Understood | undefined =>
  readDates(text, reading) ??
  readCount(text, reading) ??
  readExtreme(text, reading) ??
  readList(text, reading);

const leads = /^(?:(?:and|but|so|or|what about|how about)\s+)+/;
const ofThose = /\bof (?:all )?(?:them|these|those|which)\b/;
const elliptical = /\b(?:most|fewest|least)$/;
const again = /^how many(?: (?:are|were|is|was) there)?\s+/;

/**
 * A question that goes on from one about the corpus: `how many of them are about fees` narrows it, `and in 2024`, `and from TX`
 * or `and per month` changes a part of it.
 */
function readFollowUp(text: string, reading: Reading, before: Understood): Understood | undefined {
  if (ofThose.test(text)) {
    const whole = readWhole(text.replace(leads, "").replace(ofThose, "of documents"), reading);
    if (!whole) return undefined;
    const filters = [...before.filters, ...whole.filters];
    return whole.ask === "share" ? { ...whole, of: before.filters, filters } : { ...whole, filters };
  }
  const rest = text.replace(leads, "");
  const goesOn = rest !== text;
  const whole = goesOn || elliptical.test(rest) ? readWhole(rest, reading) : undefined;
  if (whole) {
    const standsAlone = rest.split(" ").some((word) => isNoun(word, reading));
    return standsAlone ? whole : { ...whole, filters: changed(before.filters, whole.filters) };
  }
  const asksAgain = again.test(rest);
  if (!goesOn && !asksAgain) return undefined;
  const parts = rest.replace(again, "").split(" ");
  const each = splitEach(parts, reading);
  if (each) {
    const filters = readFilters(
      each.rest.filter((word) => word !== ""),
      reading,
    );
    return filters && { ask: "each", by: each.by, filters: changed(before.filters, filters) };
  }
  const subject = subjectFilter(parts, reading);
  const filters =
    readFilters(parts, reading) ?? readFilters(["from", ...parts], reading) ?? (subject && [subject]);
  if (!filters || filters.length === 0) return undefined;
  const asked = asksAgain ? { ask: "count" as const } : before;
  return { ...asked, filters: changed(before.filters, filters) };
}

/** Filters of which some have taken the place of earlier ones of their kind. */
function changed(before: readonly CorpusFilter[], now: readonly CorpusFilter[]): CorpusFilter[] {
  const taken = new Set(now.map(slotOf));
  return [...before.filter((filter) => !taken.has(slotOf(filter))), ...now];
}

function slotOf(filter: CorpusFilter): string {
  if (filter.kind === "date" || filter.kind === "language") return filter.kind;
  return filter.kind === "value" && !filter.isSubject ? `column ${filter.column}` : "subject";
}

const countingWords =
  /\b(?:how many|number of|count|(?:share|percentage|percent|proportion|fraction) of|most|least|largest|biggest|smallest|fewest|commonest|rarest|earliest|oldest|latest|newest|range|period|span)\b|\b(?:when|date)\b.*\b(?:first|last)\b/;
const listing = /^(?:list\b|(?:which|what)\b.*\b(?:are there|topics|languages|categories|labels)\b)/;

/** Whether a question may be one about the corpus, told without looking at the corpus. */
export const mayAskAboutCorpus = (question: string): boolean =>
  wordingsOf(question).some(({ plain }) => {
    const text = plain(question);
    return countingWords.test(text) || listing.test(text);
  });

function readCount(text: string, reading: Reading): Understood | undefined {
  for (const [starter, kind] of starters) {
    const found = starter.exec(text);
    if (!found) continue;
    const rest = text.slice(found[0].length).split(" ");
    const each = splitEach(rest, reading);
    if (each) return withNoun(each.rest, reading, (filters) => ({ ask: "each", by: each.by, filters }));
    const distinct = readDistinct(rest, reading);
    if (distinct) return distinct;
    return withNoun(rest, reading, (filters) =>
      kind === "share" ? { ask: kind, of: [], filters } : { ask: kind, filters },
    );
  }
  return undefined;
}

/** `… per state`, `… by year`, `… for each issue`. */
function splitEach(rest: readonly string[], reading: Reading) {
  for (const [at, word] of rest.entries()) {
    const skip = word === "per" || word === "by" ? 1 : word === "each" || word === "every" ? 1 : 0;
    if (skip === 0) continue;
    const grouping = readGrouping(rest, at + skip, reading);
    if (!grouping) continue;
    const before = rest.slice(0, rest[at - 1] === "for" || rest[at - 1] === "in" ? at - 1 : at);
    return { by: grouping.by, rest: [...before, ...rest.slice(grouping.end)] };
  }
  return undefined;
}

/** `how many different companies are there`. */
function readDistinct(rest: readonly string[], reading: Reading): Understood | undefined {
  const from = /^(?:different|distinct|unique)$/.test(rest[0] ?? "") ? 1 : 0;
  const grouping = readGrouping(rest, from, reading);
  if (!grouping) return undefined;
  const filters = readFilters(
    rest.slice(grouping.end).filter((word) => word !== "different" && !isNoun(word, reading)),
    reading,
  );
  return filters && { ask: "distinct", by: grouping.by, filters };
}

function withNoun(
  rest: readonly string[],
  reading: Reading,
  make: (filters: CorpusFilter[]) => Understood,
): Understood | undefined {
  const at = rest[0] === "of" || rest[0] === "the" || rest[0] === "all" ? 1 : 0;
  if (!isNoun(rest[at] ?? "", reading)) return undefined;
  const filters = readFilters(rest.slice(at + 1), reading);
  return filters && make(filters);
}

/** `which company has the most complaints in 2023`, `what is the largest topic`. */
function readExtreme(text: string, reading: Reading): Understood | undefined {
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
  const grouping = readGrouping(rest, 0, reading);
  if (!grouping) return undefined;
  const others = rest
    .slice(grouping.end)
    .filter(
      (word) =>
        !isNoun(word, reading) && !/^(?:appears?|occurs?|gets?|got|number|often|common|frequent)$/.test(word),
    );
  const filters = readFilters(others, reading);
  return filters && { ask, by: grouping.by, filters };
}

/** `which languages are there`, `what are the main topics`. */
function readList(text: string, reading: Reading): Understood | undefined {
  const opening = /^(?:which|what|list) (?:are )?(?:all )?(?:the )?(?:different |main )?/.exec(text);
  if (!opening) return undefined;
  const rest = text.slice(opening[0].length).split(" ");
  const grouping = readGrouping(rest, 0, reading);
  const isPlural = reading.wording.language !== "en" || /s$/.test(rest[(grouping?.end ?? 0) - 1] ?? "");
  if (!grouping || !isPlural) return undefined;
  const filters = readFilters(
    rest.slice(grouping.end).filter((word) => !isNoun(word, reading)),
    reading,
  );
  return filters && { ask: "each", by: grouping.by, filters };
}

/** `what is the earliest date`, `when was the last complaint received`. */
function readDates(text: string, reading: Reading): Understood | undefined {
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
  const named = range !== null || rest.some((word) => word === "date" || isNoun(word, reading));
  if (!named) return undefined;
  const filters = readFilters(
    rest.filter((word) => word !== "date" && word !== "dates" && !isNoun(word, reading)),
    reading,
  );
  if (!filters) return undefined;
  const ask = range
    ? "dates"
    : /^(?:earliest|oldest|first)$/.test(found.groups.end ?? "")
      ? "earliest"
      : "latest";
  return { ask, filters };
}
