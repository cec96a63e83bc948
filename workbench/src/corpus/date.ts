/** Which of two numbers before a year is the month. */
export type DateOrder = "month first" | "day first";

/** How the dates of one column are written. */
export interface DateFormat {
  readonly order: DateOrder;
  /** The commonest way of writing, such as `MM/DD/YY`. */
  readonly style: string;
  /** Share of the values that can be read as dates, 0..1. */
  readonly share: number;
  /** Whether no value said which number is the month. */
  readonly ambiguous: boolean;
}

export interface ParsedDate {
  /** `2023-08-16`, or `2023-08-16T10:00:00Z` where there is a time; a time without a zone is taken as UTC. */
  readonly iso: string;
  readonly style: string;
}

const time = String.raw`(?:[T\s:,]+(?<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(?<half>[ap]\.?m\.?)?\s*(?<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?(?:\s*\([A-Z]+\))?)?`;
const yearFirst = new RegExp(
  String.raw`^(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})${time}$`,
  "i",
);
const yearLast = new RegExp(
  String.raw`^(?<first>\d{1,2})(?<mark>[-/.])(?<second>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})${time}$`,
  "i",
);
const compact = /^(?<year>(?:1[5-9]|20)\d{2})(?<month>\d{2})(?<day>\d{2})$/;
const dayThenName = new RegExp(
  String.raw`^(?:\p{L}+\.?,?\s+)?(?<day>\d{1,2})(?:\.|st|nd|rd|th)?[-\s]*(?:de\s+)?(?<name>\p{L}{3,})\.?,?[-\s]*(?:de\s+)?(?<year>\d{4}|\d{2})${time}$`,
  "iu",
);
const nameThenDay = new RegExp(
  String.raw`^(?:\p{L}+\.?,?\s+)?(?<name>\p{L}{3,})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})${time}$`,
  "iu",
);
const epoch = /^\d{10}(?:\d{3})?(?:\.\d+)?$/;
const yearOnly = /^(?:1[5-9]|20)\d{2}$/;

const monthLanguages = ["en", "de", "fr", "es", "it", "pt", "nl"];
const months = monthNumbers();

function monthNumbers(): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const language of monthLanguages) {
    for (const length of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(language, { month: length, timeZone: "UTC" });
      for (let month = 1; month <= 12; month++) {
        const name = format
          .format(Date.UTC(2001, month - 1, 15))
          .replace(".", "")
          .toLowerCase();
        if (!numbers.has(name)) numbers.set(name, month);
      }
    }
  }
  return numbers.set("sept", 9);
}

/**
 * Reads a date as people and programs write it: ISO 8601, 08/16/23, 16.08.2023, 16-Aug-23, August 16, 2023, 20230816,
 * Unix seconds and milliseconds, or a year alone.
 *
 * @returns undefined for what cannot be a date, such as 13/45/2023 or 31 February
 */
export function parseDate(value: string, order: DateOrder = "month first"): ParsedDate | undefined {
  const text = value.trim();
  if (text.length < 4 || text.length > 60 || !/\d/.test(text)) return undefined;
  return (
    fromYearFirst(text) ?? fromYearLast(text, order) ?? fromNamedMonth(text) ?? fromNumber(text) ?? undefined
  );
}

function fromYearFirst(text: string): ParsedDate | undefined {
  const parts = (yearFirst.exec(text) ?? compact.exec(text))?.groups;
  if (!parts) return undefined;
  const style =
    parts.mark === undefined ? "YYYYMMDD" : parts.mark === "-" ? "ISO" : `YYYY${parts.mark}MM${parts.mark}DD`;
  return dated(style, Number(parts.year), Number(parts.month), Number(parts.day), parts);
}

function fromYearLast(text: string, order: DateOrder): ParsedDate | undefined {
  const parts = yearLast.exec(text)?.groups;
  if (!parts) return undefined;
  const { mark = "/", year = "" } = parts;
  const [month, day] = order === "month first" ? [parts.first, parts.second] : [parts.second, parts.first];
  const names = order === "month first" ? ["MM", "DD"] : ["DD", "MM"];
  return dated(
    [...names, "Y".repeat(year.length)].join(mark),
    fullYear(year),
    Number(month),
    Number(day),
    parts,
  );
}

function fromNamedMonth(text: string): ParsedDate | undefined {
  const parts = (dayThenName.exec(text) ?? nameThenDay.exec(text))?.groups;
  const month = months.get(parts?.name?.toLowerCase() ?? "");
  if (!parts || month === undefined) return undefined;
  return dated("month in words", fullYear(parts.year ?? ""), month, Number(parts.day), parts);
}

function fromNumber(text: string): ParsedDate | undefined {
  if (yearOnly.test(text)) return { iso: `${text}-01-01`, style: "year" };
  if (!epoch.test(text)) return undefined;
  const whole = text.split(".")[0] ?? "";
  const instant = new Date(Number(text) * (whole.length === 13 ? 1 : 1_000));
  return { iso: withoutMilliseconds(instant), style: "Unix time" };
}

const fullYear = (digits: string) => {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year + (year < 69 ? 2_000 : 1_900);
};

const withoutMilliseconds = (instant: Date) => instant.toISOString().replace(/\.\d{3}Z$/, "Z");

/** Checks that the day exists and puts date, time and zone together. */
function dated(
  style: string,
  year: number,
  month: number,
  day: number,
  clock: Record<string, string | undefined>,
): ParsedDate | undefined {
  const midnight = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1_000 && midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
  if (!exists) return undefined;
  const date = midnight.toISOString().slice(0, 10);
  if (clock.time === undefined) return { iso: date, style };
  const [hours = 0, minutes = 0, seconds = 0] = clock.time.replace(",", ".").split(":").map(Number);
  const hour = clock.half === undefined ? hours : (hours % 12) + (/^p/i.test(clock.half) ? 12 : 0);
  if (hour > 24 || minutes > 59 || seconds >= 61) return undefined;
  const milliseconds =
    (hour * 60 + minutes) * 60_000 + Math.floor(seconds) * 1_000 - zoneMilliseconds(clock.zone);
  return { iso: withoutMilliseconds(new Date(midnight.getTime() + milliseconds)), style };
}

function zoneMilliseconds(zone: string | undefined): number {
  const parts = /^(?<sign>[+-])(?<hours>\d{2}):?(?<minutes>\d{2})$/.exec(zone ?? "")?.groups;
  if (!parts) return 0;
  return (parts.sign === "-" ? -1 : 1) * (Number(parts.hours) * 60 + Number(parts.minutes)) * 60_000;
}

/**
 * Tells how a column's dates are written, from all the values at once: 08/03/23 alone could be March or August, but
 * one 08/16/23 beside it decides.
 *
 * @returns undefined when no value can be a date
 */
export function guessDateFormat(values: readonly string[]): DateFormat | undefined {
  const { order, ambiguous } = guessOrder(values);
  const styles = new Map<string, number>();
  let parsed = 0;
  for (const value of values) {
    const style = parseDate(value, order)?.style;
    if (style === undefined) continue;
    parsed++;
    styles.set(style, (styles.get(style) ?? 0) + 1);
  }
  const [commonest] = [...styles].sort(([, a], [, b]) => b - a);
  return commonest && { order, ambiguous, style: commonest[0], share: parsed / values.length };
}

/** Where no value tells, slashes are read as in the United States, dots and dashes as everywhere else. */
function guessOrder(values: readonly string[]): { order: DateOrder; ambiguous: boolean } {
  let monthFirst = 0;
  let dayFirst = 0;
  let slashes = 0;
  let dashes = 0;
  for (const value of values) {
    const parts = yearLast.exec(value.trim())?.groups;
    if (!parts) continue;
    const [first, second] = [Number(parts.first), Number(parts.second)];
    if (first > 12 && second <= 12) dayFirst++;
    if (second > 12 && first <= 12) monthFirst++;
    if (parts.mark === "/") slashes++;
    if (parts.mark === "-") dashes++;
  }
  const ambiguous = monthFirst === dayFirst && slashes + dashes > 0;
  const isMonthFirst = monthFirst === dayFirst ? slashes > dashes : monthFirst > dayFirst;
  return { order: isMonthFirst ? "month first" : "day first", ambiguous };
}
