import type { CorpusFilter, CorpusGrouping } from "./corpus-filters.ts";
import { type CorpusLanguage, type CorpusPhrases, corpusPhrases } from "./corpus-phrases.ts";
import type { CorpusQuestion } from "./corpus-questions.ts";
import type { DateRange } from "./date-words.ts";

/** What the database says to a question about the corpus. */
export interface CorpusFacts {
  /** Documents that meet the question's filters, and all there are where a share is asked for. */
  readonly documents: number;
  readonly all: number;
  /** The one of most first. */
  readonly groups: readonly { readonly name: string; readonly documents: number }[];
  readonly earliest: string | null;
  readonly latest: string | null;
}

const listed = 10;

/** Words of one language, with its ways to write numbers and the names of languages. */
interface Voice {
  readonly say: CorpusPhrases;
  readonly shown: (count: number) => string;
  readonly percent: (share: number) => string;
  readonly languageName: (code: string) => string;
}

function voiceOf(language: CorpusLanguage): Voice {
  const names = new Intl.DisplayNames(language, { type: "language" });
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return {
    say: corpusPhrases[language],
    shown: (count) => count.toLocaleString(language),
    percent: (share) => `${(100 * share).toLocaleString(language, digits)} %`,
    languageName: (code) => names.of(code) ?? code,
  };
}

/** The answer to a question about the corpus, in a sentence of the question's language. */
export function corpusText(question: CorpusQuestion, facts: CorpusFacts): string {
  const voice = voiceOf(question.language);
  const filter = filterText(question);
  const isWhole = question.filters.length === 0;
  return `${fact(voice, question, facts, filter)}${isWhole || saysFilter(question) ? "" : voice.say.among(filter)}.`;
}

const saysFilter = ({ ask }: CorpusQuestion) => ask === "count" || ask === "share";

function fact(
  voice: Voice,
  question: CorpusQuestion,
  { documents, all, groups, earliest, latest }: CorpusFacts,
  filter: string,
): string {
  const { say, shown, percent } = voice;
  if ("by" in question) return groupFact(voice, question, groups);
  switch (question.ask) {
    case "count": {
      const counted = say.counted(documents, shown(documents));
      return question.filters.length === 0
        ? say.thereAre(counted, documents === 1)
        : say.counting(counted, documents === 1, filter);
    }
    case "share":
      return `${percent(documents / Math.max(1, all))} (${say.part(shown(documents), shown(all))}): ${filter}`;
    case "earliest":
      return earliest === null ? say.noDate : say.earliest(earliest);
    case "latest":
      return latest === null ? say.noDate : say.latest(latest);
    case "dates":
      return earliest === null || latest === null ? say.noDate : say.dates(earliest, latest);
  }
}

function groupFact(
  voice: Voice,
  { ask, by }: Extract<CorpusQuestion, { readonly by: CorpusGrouping }>,
  groups: CorpusFacts["groups"],
): string {
  const { say, shown } = voice;
  const grouping = by.kind === "column" ? by.column : say[by.kind];
  if (ask === "distinct") return say.distinct(shown(groups.length), grouping);
  const nameOf = ({ name }: { readonly name: string }) =>
    by.kind === "language" ? voice.languageName(name) : name;
  const rest = (count: number) => (count > listed ? [say.others(shown(count - listed))] : []);
  const best = ask === "most" ? groups[0] : groups.at(-1);
  if (best === undefined) return say.nothingIn(grouping);
  if (ask === "each") {
    const first = groups.slice(0, listed).map((group) => `${nameOf(group)}: ${shown(group.documents)}`);
    return [...first, ...rest(groups.length)].join("; ");
  }
  const equals = groups.filter(({ documents }) => documents === best.documents);
  const names = [equals.slice(0, listed).map(nameOf).join(", "), ...rest(equals.length)].join(" ");
  return say.extreme(names, say.counted(best.documents, shown(best.documents)), equals.length > 1);
}

/** What filters say, in words of a language. */
export function filterText({ filters, language }: Pick<CorpusQuestion, "filters" | "language">): string {
  const voice = voiceOf(language);
  const { say } = voice;
  if (filters.length === 0) return say.allDocuments;
  return say.documents(filters.map((filter) => oneFilter(filter, voice)).join(` ${say.and} `));
}

function oneFilter(filter: CorpusFilter, { say, languageName }: Voice): string {
  const quoted = (values: readonly string[]) =>
    values.map((value) => JSON.stringify(value)).join(` ${say.or} `);
  switch (filter.kind) {
    case "value":
      return say.valued(filter.column, quoted(filter.values));
    case "topic":
      return say.inTopic(quoted(filter.topics.map(({ name }) => name)));
    case "language":
      return say.inLanguage(languageName(filter.language));
    case "words":
      return say.holding(JSON.stringify(filter.words));
    case "date":
      return dateText(filter, say);
  }
}

function dateText({ from = "", to = "" }: DateRange, say: CorpusPhrases): string {
  if (from === to) return say.on(from);
  if (from === "") return say.to(to);
  return to === "" ? say.from(from) : say.between(from, to);
}
