const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const bytes = new Intl.NumberFormat(undefined, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
const kilobytes = new Intl.NumberFormat(undefined, {
  style: "unit",
  unit: "kilobyte",
  maximumFractionDigits: 0,
});
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const plural = new Intl.PluralRules("en");
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

export const formatCount = (value: number) => whole.format(value);
export const formatShort = (value: number) => (value < 10_000 ? whole.format(value) : short.format(value));
export const formatShare = (value: number) => percent.format(value);
export const formatScore = (value: number) => decimals.format(value);
export const formatBytes = (size: number) =>
  size < 1_000_000 ? kilobytes.format(Math.ceil(size / 1_000)) : bytes.format(size / 1_000_000);

/** `1 document`, `1,234 documents`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${plural.select(count) === "one" ? one : many}`;
}

/** `3.2 s`, `4 min 10 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    const rest = Math.round(seconds - minutes * 60);
    return rest === 0 || minutes >= 10 ? `${minutes} min` : `${minutes} min ${rest} s`;
  }
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const ages = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** `2 hours ago`, `yesterday`, and the date from a week on. */
export function formatAge(iso: string, now = Date.now()): string {
  const seconds = (now - Date.parse(iso)) / 1_000;
  if (seconds > 7 * 86_400) return moment.format(new Date(iso));
  for (const [unit, length] of ages)
    if (seconds >= length) return relative.format(-Math.floor(seconds / length), unit);
  return "just now";
}

const languageNames = new Intl.DisplayNames(undefined, { type: "language", fallback: "code" });

/** `English` for `en`; the code itself where it names no language. */
export function formatLanguage(code: string): string {
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code;
  }
}

/** `p. 3` or `pp. 3–5`. */
export const formatPages = ([first, last]: readonly [number, number]) =>
  first === last ? `p. ${first}` : `pp. ${first}–${last}`;
