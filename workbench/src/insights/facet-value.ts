import type { FacetSpec } from "../model.ts";

/** What a document answers: a list's values, a number, else a text; a date as `2024-03-01`, a yes or no as such. */
export type FacetValue = string | number | readonly string[];

/** An answer, or why there is none. */
export type Finding =
  | {
      readonly value: FacetValue;
      /** 0 to 1; null where nothing tells. */
      readonly confidence: number | null;
      /** Where it stands in the text. */
      readonly evidence: readonly [start: number, end: number] | null;
    }
  | { readonly reason: string };

export const isFound = (finding: Finding): finding is Extract<Finding, { value: unknown }> =>
  "value" in finding;

/** An answer as it is stored: in words, and as a number where it is one. */
export function entriesOf(
  { type }: FacetSpec,
  value: FacetValue,
): { readonly entries: readonly string[]; readonly number: number | null } {
  if (typeof value === "number") return { entries: [String(value)], number: value };
  if (typeof value !== "string") return { entries: value, number: null };
  return { entries: [value], number: type === "date" ? Date.parse(value) : null };
}

const longestText = 1_000;
const longestEntry = 120;
const mostEntries = 30;

/** Whether an answer is of the facet's type and within what it allows; said of what a model or a column says. */
export function fit(spec: FacetSpec, raw: unknown): FacetValue | { readonly reason: string } {
  if (raw === null || raw === undefined || raw === "" || (Array.isArray(raw) && raw.length === 0))
    return { reason: "the text does not say" };
  switch (spec.type) {
    case "number":
      return fitNumber(spec, raw);
    case "category":
      return fitChoice(spec, raw);
    case "list":
      return fitList(spec, raw);
    case "yes-no":
      return fitYesNo(raw);
    case "date":
      return fitDate(raw);
    case "text":
      return Array.isArray(raw) ? raw.map(String).join("; ").slice(0, longestText) : clean(raw, longestText);
  }
}

const clean = (raw: unknown, longest: number) => String(raw).replace(/\s+/g, " ").trim().slice(0, longest);

const shown = (raw: unknown) => JSON.stringify(raw)?.slice(0, 80) ?? String(raw);

function fitNumber({ least, most }: FacetSpec, raw: unknown): FacetValue | { reason: string } {
  const number = typeof raw === "number" ? raw : parseNumber(String(raw));
  if (number === undefined || !Number.isFinite(number)) return { reason: `${shown(raw)} is no number` };
  if (number < (least ?? -Infinity) || number > (most ?? Infinity))
    return { reason: `${number} is not from ${least ?? "any"} to ${most ?? "any"}` };
  return number;
}

/** The number of a text that holds one and little else: `$1,250.00`, `12 %`, `3,5`. */
export function parseNumber(text: string): number | undefined {
  const found = text.match(/[-−]?\d[\d\s.,'’\u00a0\u202f]*/g);
  if (found?.length !== 1) return undefined;
  return numberOf(found[0]);
}

/** Reads digits with separators; where it is not clear, a comma with three digits behind it parts thousands. */
export function numberOf(digits: string): number {
  const plain = digits
    .replace(/[\s'’\u00a0\u202f]/g, "")
    .replace("−", "-")
    .replace(/[.,]+$/, "");
  const decimal = Math.max(plain.lastIndexOf("."), plain.lastIndexOf(","));
  const mark = plain[decimal] ?? "";
  const isThousands =
    decimal < 0 ||
    plain.split(mark).length > 2 ||
    (mark === "," && /,\d{3}$/.test(plain) && !plain.includes("."));
  const whole = isThousands ? plain : plain.slice(0, decimal);
  const rest = isThousands ? "" : `.${plain.slice(decimal + 1)}`;
  return Number(whole.replace(/[.,]/g, "") + rest);
}

function choiceNamed({ choices }: FacetSpec, raw: unknown): string | undefined {
  const wanted = clean(raw, longestEntry).toLowerCase();
  return choices?.find(({ name }) => name.toLowerCase() === wanted)?.name;
}

function fitChoice(spec: FacetSpec, raw: unknown): FacetValue | { reason: string } {
  const [first] = Array.isArray(raw) ? raw : [raw];
  if (spec.choices === undefined) return clean(first, longestEntry);
  return choiceNamed(spec, first) ?? { reason: `${shown(first)} is none of the values` };
}

function fitList(spec: FacetSpec, raw: unknown): FacetValue | { reason: string } {
  const parts = Array.isArray(raw) ? raw : String(raw).split(/[;\n]/);
  const cleaned = parts
    .map((part) => (spec.choices ? choiceNamed(spec, part) : clean(part, longestEntry)))
    .filter((part): part is string => part !== undefined && part !== "");
  const entries = [...new Map(cleaned.map((entry) => [entry.toLowerCase(), entry])).values()];
  return entries.length > 0
    ? entries.slice(0, mostEntries)
    : { reason: `${shown(raw)} is none of the values` };
}

function fitYesNo(raw: unknown): FacetValue | { reason: string } {
  const said = typeof raw === "boolean" ? (raw ? "yes" : "no") : clean(raw, 10).toLowerCase();
  if (["yes", "true", "y", "1"].includes(said)) return "yes";
  if (["no", "false", "n", "0"].includes(said)) return "no";
  return { reason: `${shown(raw)} is neither yes nor no` };
}

const isoDate = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/;

function fitDate(raw: unknown): FacetValue | { reason: string } {
  const [, year, month = "01", day = "01"] = isoDate.exec(clean(raw, 40)) ?? [];
  return (
    (year && calendarDay(Number(year), Number(month), Number(day))) ?? { reason: `${shown(raw)} is no date` }
  );
}

/** `2024-02-29`; undefined where there is no such day. */
export function calendarDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0;
  return isThere ? date.toISOString().slice(0, 10) : undefined;
}
