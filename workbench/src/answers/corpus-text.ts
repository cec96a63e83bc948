import type { CorpusFilter, CorpusGrouping } from "./corpus-filters.ts";
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

const languageNames = new Intl.DisplayNames("en", { type: "language" });
const shown = (count: number) => count.toLocaleString("en");
const counted = (count: number) => (count === 1 ? "1 document" : `${shown(count)} documents`);
const listed = 10;

/** The answer to a question about the corpus, in a sentence. */
export function corpusText(question: CorpusQuestion, facts: CorpusFacts): string {
  const { documents, all, groups, earliest, latest } = facts;
  const where = question.filters.length === 0 ? "" : ` among ${filterText(question.filters)}`;
  switch (question.ask) {
    case "count":
      return question.filters.length === 0
        ? `There ${documents === 1 ? "is" : "are"} ${counted(documents)}.`
        : `${counted(documents)} ${documents === 1 ? "is" : "are"} counted: ${filterText(question.filters)}.`;
    case "share":
      return `${((documents / Math.max(1, all)) * 100).toFixed(1)} % (${shown(documents)} of ${shown(all)}): ${filterText(question.filters)}.`;
    case "earliest":
      return earliest === null
        ? `No document has a date${where}.`
        : `The earliest date is ${earliest}${where}.`;
    case "latest":
      return latest === null ? `No document has a date${where}.` : `The latest date is ${latest}${where}.`;
    case "dates":
      return earliest === null
        ? `No document has a date${where}.`
        : `The dates go from ${earliest} to ${latest}${where}.`;
    case "distinct":
      return `There are ${shown(groups.length)} different values of ${groupingName(question.by)}${where}.`;
    case "most":
    case "least":
      return extreme(question.ask, question.by, groups) + (where === "" ? "." : `${where}.`);
    case "each": {
      const first = groups
        .slice(0, listed)
        .map(({ name, documents: count }) => `${groupName(question.by, name)}: ${shown(count)}`);
      const rest = groups.length > listed ? `; and ${shown(groups.length - listed)} others` : "";
      return groups.length === 0
        ? `There is no ${groupingName(question.by)}${where}.`
        : `${first.join("; ")}${rest}.`;
    }
  }
}

function extreme(ask: "most" | "least", by: CorpusGrouping, groups: CorpusFacts["groups"]): string {
  const best = ask === "most" ? groups[0] : groups.at(-1);
  if (best === undefined) return `There is no ${groupingName(by)}`;
  const equals = groups.filter(({ documents }) => documents === best.documents);
  const names = equals.slice(0, listed).map(({ name }) => groupName(by, name));
  const others = equals.length > listed ? ` and ${shown(equals.length - listed)} others` : "";
  return `${names.join(", ")}${others}: ${counted(best.documents)}${equals.length > 1 ? " each" : ""}`;
}

const groupingName = (by: CorpusGrouping) => (by.kind === "column" ? by.column : by.kind);
const groupName = (by: CorpusGrouping, name: string) =>
  by.kind === "language" ? (languageNames.of(name) ?? name) : name;

/** What a filter says, in words. */
export function filterText(filters: readonly CorpusFilter[]): string {
  if (filters.length === 0) return "all documents";
  return `documents ${filters.map(oneFilter).join(" and ")}`;
}

function oneFilter(filter: CorpusFilter): string {
  switch (filter.kind) {
    case "value":
      return `whose ${filter.column} is ${filter.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "topic":
      return `in the topic ${filter.topics.map(({ name }) => JSON.stringify(name)).join(" or ")}`;
    case "language":
      return `in ${languageNames.of(filter.language) ?? filter.language}`;
    case "words":
      return `whose text holds ${JSON.stringify(filter.words)}`;
    case "date":
      return dateText(filter);
  }
}

function dateText({ from, to }: DateRange): string {
  if (from !== undefined && from === to) return `dated ${from}`;
  return ["dated", from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(" ");
}
