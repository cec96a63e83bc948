/** A stretch of time: a year, a month or a day each, both included; absent is open. */
export interface DateRange {
  readonly from?: string;
  readonly to?: string;
}

const months = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const closed = /^(?:in|of|from|during|dated|on|for)$/;

/** Reads `in 2023`, `in May 2023`, `between 2021 and 2023`, `since 2022-03`, from a place among words on. */
export function readDate(
  words: readonly string[],
  at: number,
): { range: DateRange; end: number } | undefined {
  const lead = words[at] ?? "";
  if (lead === "between" || lead === "from") {
    const first = readMoment(words, at + 1);
    const joined = first && /^(?:and|to|until|till|through)$/.test(words[first.end] ?? "");
    const second = joined ? readMoment(words, first.end + 1) : undefined;
    if (first && second) return { range: { from: first.moment, to: second.moment }, end: second.end };
  }
  const open = /^(?:since|after|before|until|till)$/.test(lead);
  const moment = readMoment(words, open || closed.test(lead) ? at + 1 : at);
  if (!moment) return undefined;
  const { moment: day, end } = moment;
  if (lead === "since") return { range: { from: day }, end };
  if (lead === "after") return { range: { from: shifted(day, 1) }, end };
  if (lead === "before") return { range: { to: shifted(day, -1) }, end };
  if (open) return { range: { to: day }, end };
  return { range: { from: day, to: day }, end };
}

function readMoment(words: readonly string[], from: number): { moment: string; end: number } | undefined {
  const isFirst = words[from] === "the";
  const at = isFirst ? from + 1 : from;
  const word = words[at] ?? "";
  if (yearFirst.test(word)) return { moment: word, end: at + 1 };
  if (day.test(word)) return monthFrom(words, behind(words, at), word);
  return monthFrom(words, at, undefined);
}

const yearFirst = /^(?:1[5-9]|20)\d\d(?:-\d\d(?:-\d\d)?)?$/;
const day = /^\d{1,2}(?:st|nd|rd|th|er|o)?$/;

/** The place behind a word, and behind `of` or `from` where that comes next. */
const behind = (words: readonly string[], at: number): number =>
  at + (/^(?:of|from)$/.test(words[at + 1] ?? "") ? 2 : 1);

/** Reads `May 2023`, `May 3 2023`, and `May 2023` behind its day. */
function monthFrom(
  words: readonly string[],
  at: number,
  dayBefore: string | undefined,
): { moment: string; end: number } | undefined {
  const word = words[at] ?? "";
  const month = months.findIndex((name) => name === word || (word.length === 3 && name.startsWith(word)));
  if (month === -1) return undefined;
  const after = words[at + 1] ?? "";
  const ownDay = dayBefore ?? (day.test(after) ? after : undefined);
  const yearAt = dayBefore === undefined && ownDay !== undefined ? at + 2 : behind(words, at);
  const year = words[yearAt] ?? "";
  if (!/^(?:1[5-9]|20)\d\d$/.test(year)) return undefined;
  const ofMonth = ownDay === undefined ? "" : `-${String(Number.parseInt(ownDay, 10)).padStart(2, "0")}`;
  return { moment: `${year}-${String(month + 1).padStart(2, "0")}${ofMonth}`, end: yearAt + 1 };
}

/** The year, month or day after or before one. */
function shifted(moment: string, by: number): string {
  const [year = 0, month, day] = moment.split("-").map(Number);
  const date = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  if (day !== undefined) date.setUTCDate(date.getUTCDate() + by);
  else if (month !== undefined) date.setUTCMonth(date.getUTCMonth() + by);
  else date.setUTCFullYear(date.getUTCFullYear() + by);
  return date.toISOString().slice(0, moment.length);
}
