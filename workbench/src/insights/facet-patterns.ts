import { calendarDay, numberOf } from "./facet-value.ts";

/** Something of a kind, and where it stands. */
export interface Match<T> {
  readonly value: T;
  readonly start: number;
  readonly end: number;
}

const digits =
  /(?<![\p{L}\d.,/-])[-−]?(?:\d{1,3}(?:[,.'’\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?![\d/]|-\d|\p{L})/gu;

/** The numbers of a text; parts of words and of dates are none. */
export function numbersIn(text: string): Match<number>[] {
  return [...text.matchAll(digits)].map(({ 0: found, index }) => ({
    value: numberOf(found),
    start: index,
    end: index + found.length,
  }));
}

const months = "january february march april may june july august september october november december".split(
  " ",
);
const monthName = `(?<month>${months.map((name) => (name === "may" ? name : `${name.slice(0, 3)}(?:${name.slice(3)})?\\.?`)).join("|")}|sept\\.?)`;
const year = String.raw`(?<year>1[5-9]\d\d|20\d\d)`;
const day = String.raw`(?<day>[0-3]?\d)(?:st|nd|rd|th)?`;
const dateForms = [
  new RegExp(String.raw`\b${year}-(?<month>[01]\d)-(?<day>[0-3]\d)(?!\d)`, "gi"),
  new RegExp(String.raw`\b${year}/(?<month>[01]?\d)/(?<day>[0-3]?\d)(?!\d)`, "gi"),
  new RegExp(String.raw`\b(?<day>[0-3]?\d)\.(?<month>[01]?\d)\.${year}(?!\d)`, "gi"),
  new RegExp(String.raw`\b(?<first>[0-3]?\d)/(?<second>[0-3]?\d)/${year}(?!\d)`, "gi"),
  new RegExp(String.raw`\b${day}\.?\s+(?:of\s+)?${monthName},?\s+${year}(?!\d)`, "gi"),
  new RegExp(String.raw`\b${monthName}\s+${day},?\s+${year}(?!\d)`, "gi"),
  new RegExp(String.raw`\b${monthName},?\s+${year}(?!\d)`, "gi"),
];

/** The dates of a text in order; those of which it is not clear which number is the month are left out. */
export function datesIn(text: string): Match<string>[] {
  const found: Match<string>[] = [];
  for (const form of dateForms)
    for (const { 0: match, index, groups = {} } of text.matchAll(form)) {
      const [start, end] = [index, index + match.length];
      const value = dateOf(groups);
      const isKnown = found.some((other) => start < other.end && other.start < end);
      if (value !== undefined && !isKnown) found.push({ value, start, end });
    }
  return found.sort((a, b) => a.start - b.start);
}

function dateOf(groups: Readonly<Record<string, string | undefined>>): string | undefined {
  const at = Number(groups.year);
  if (groups.first !== undefined) {
    const [first, second] = [Number(groups.first), Number(groups.second)];
    if (first > 12) return calendarDay(at, second, first);
    return second > 12 || first === second ? calendarDay(at, first, second) : undefined;
  }
  const named = months.findIndex((name) => name.startsWith(groups.month?.slice(0, 3).toLowerCase() ?? "?"));
  return calendarDay(at, named < 0 ? Number(groups.month) : named + 1, Number(groups.day ?? 1));
}

const negation =
  /\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|refus\w+|den(?:y|ies|ied))\b|n['’]t\b/i;

/** Whether a sentence says that something is not so. */
export const isNegated = (sentence: string): boolean => negation.test(sentence);
