import type { ColumnMapping } from "../../model.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { FileRejected } from "./reader.ts";

type ColumnRole = keyof ColumnMapping;
/** Every role decided: a column's name, or null for none. */
type DecidedMapping = { readonly [role in ColumnRole]-?: string | null };

export interface ColumnGuess {
  readonly mapping: DecidedMapping;
  /** Columns of short texts that make up the text together, where no single one holds it; else empty. */
  readonly joined: readonly string[];
  /** Why each column was chosen. */
  readonly reasons: Partial<Record<ColumnRole, string>>;
}

/** Names that say what a column is for, the clearest first; `*` stands for other words around. */
const names: Readonly<Record<ColumnRole, readonly string[]>> = {
  text: (
    "text|narrative|body|content|contents|abstract|message|comment|review|description|transcript|complaint|passage|" +
    "feedback|post|tweet|document|article|utterance|turns|messages|conversation|note|notes|question|summary|caption"
  ).split("|"),
  title: ["title", "headline", "subject", "heading", "name"],
  date: [
    "date",
    "datum",
    "fecha",
    "published",
    "created",
    "received",
    "posted",
    "sent",
    "timestamp",
    "datetime",
    "time",
    "year",
    "updated",
  ],
  label: [
    "label",
    "category",
    "class",
    "intent",
    "topic",
    "product",
    "type",
    "genre",
    "section",
    "department",
    "subject",
    "tag",
    "issue",
    "party",
  ],
  id: ["id", "uuid", "guid", "key", "identifier", "nr", "no", "number", "row", "index"],
};

/** Whether a column is not prose, by its name. */
const notProse =
  /\b(?:id|uuid|url|link|href|path|file|filename|hash|author|authors|title|name|email|phone|address|company)\b/;

const fewWords = 4;

/**
 * Guesses what a table's columns mean: the text is the longest, most varied prose; title, label and id must be called so;
 * the date must read as dates.
 *
 * With a title and an abstract, the text is the abstract. Records such as names and addresses have no such column: their
 * short texts are joined. `text` is null then, and where no column is written as text.
 */
export function guessColumns(columns: readonly ColumnProfile[]): ColumnGuess {
  const best = guessText(columns);
  const id = pick(
    columns.filter((column) => column !== best),
    "id",
    isIdentifier,
    ({ distinctShare }) => distinctShare,
  );
  const joined = isThinText(best) && nameRank(best.name, "text") === undefined ? shortTexts(columns, id) : [];
  const text = joined.length > 0 ? undefined : best;
  const others = columns.filter((column) => column !== text && column !== id);
  const title = pick(others, "title", isTitle);
  const date = guessDate(others);
  const label = pick(
    others.filter((column) => column !== title),
    "label",
    isLabel,
  );
  const chosen = { text, title, date, label, id };
  const entries = Object.entries(chosen) as [ColumnRole, ColumnProfile | undefined][];
  return {
    mapping: Object.fromEntries(
      entries.map(([role, column]) => [role, column?.name ?? null]),
    ) as DecidedMapping,
    joined,
    reasons: Object.fromEntries(
      entries.flatMap(([role, column]) => (column ? [[role, reason(role, column)]] : [])),
    ),
  };
}

/** Whether the column guessed as text holds hardly any words, so that the user should look. */
export function isThinText(column: ColumnProfile | undefined): column is ColumnProfile {
  return column !== undefined && column.meanWords < fewWords;
}

function guessText(columns: readonly ColumnProfile[]): ColumnProfile | undefined {
  const scored = columns
    .map((column) => ({ column, score: proseScore(column) }))
    .filter(({ score }) => score > 0);
  if (scored.length > 0) return scored.reduce((best, next) => (next.score > best.score ? next : best)).column;
  const written = columns.filter((column) => column.written);
  const spread = (column: ColumnProfile) => column.filled * column.distinctShare;
  return written.reduce<ColumnProfile | undefined>(
    (best, next) => (best === undefined || spread(next) > spread(best) ? next : best),
    undefined,
  );
}

/** The columns of texts, where there are several. */
function shortTexts(columns: readonly ColumnProfile[], id: ColumnProfile | undefined): string[] {
  const texts = columns.filter((column) => column !== id && column.type === "text");
  return texts.length > 1 ? texts.map(({ name }) => name) : [];
}

function proseScore(column: ColumnProfile): number {
  const isProse = column.type === "text" || (column.type === "list" && column.meanCharacters > 0);
  if (!isProse || /^https?:/.test(column.examples[0] ?? "")) return 0;
  const rank = nameRank(column.name, "text");
  const called = rank === undefined ? (notProse.test(words(column.name)) ? 0.3 : 1) : rank < 1 ? 5 : 3;
  const listed = column.type === "list" && rank === undefined ? 0.3 : 1;
  const wordy = Math.min(1, column.meanWords / fewWords);
  return (
    Math.min(2_000, column.meanCharacters) *
    column.filled *
    (0.1 + column.distinctShare) *
    called *
    listed *
    wordy
  );
}

function guessDate(columns: readonly ColumnProfile[]): ColumnProfile | undefined {
  const dates = columns.filter((column) => column.type === "date" && column.filled >= 0.2);
  return pick(dates, "date", () => true) ?? dates[0];
}

const isTitle = ({ name, type, distinctShare, meanCharacters }: ColumnProfile) =>
  type === "text" &&
  distinctShare >= 0.3 &&
  meanCharacters <= 300 &&
  (words(name) === "name" || !/\bname\b/.test(words(name)));

const isIdentifier = (column: ColumnProfile) =>
  column.filled >= 0.95 &&
  column.distinctShare >= 0.9 &&
  column.meanCharacters <= 64 &&
  column.type !== "list";

const isLabel = (column: ColumnProfile) =>
  ["text", "number", "boolean"].includes(column.type) &&
  column.filled >= 0.5 &&
  column.distinct >= 2 &&
  column.distinctShare <= 0.5 &&
  column.meanCharacters <= 80;

/** The column called most clearly by one of a role's names; among equals the one that is `better`, then the first. */
function pick(
  columns: readonly ColumnProfile[],
  role: ColumnRole,
  fits: (column: ColumnProfile) => boolean,
  better: (column: ColumnProfile) => number = () => 0,
): ColumnProfile | undefined {
  const called = columns.flatMap((column) => {
    const rank = nameRank(column.name, role);
    return rank === undefined || !fits(column) ? [] : [{ column, rank }];
  });
  called.sort((a, b) => a.rank - b.rank || better(b.column) - better(a.column));
  return called[0]?.column;
}

/** How clearly a column is called: under 1 where the name is the whole word, at least 1 where it is one of several. */
function nameRank(name: string, role: ColumnRole): number | undefined {
  const spoken = words(name);
  const known = names[role];
  const exact = known.indexOf(spoken);
  if (exact >= 0) return exact / known.length;
  const parts = spoken.split(" ");
  const within = known.findIndex((word) => (role === "id" ? parts.at(-1) === word : parts.includes(word)));
  return within < 0 ? undefined : 1 + within / known.length;
}

/** `primaryCategory`, `primary_category` and `Primary category` are the same words. */
function words(name: string): string {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function reason(role: ColumnRole, column: ColumnProfile): string {
  const length = `${Math.round(column.meanWords)} ${Math.round(column.meanWords) === 1 ? "word" : "words"} on average`;
  if (role === "text")
    return isThinText(column) ? `no column holds more text (${length})` : `the most text: ${length}`;
  if (role === "date") return `reads as dates (${column.dates?.style})`;
  if (role === "label") return `called so, with ${column.distinct} different values in the sample`;
  return role === "id" ? "called so, and different in every row" : "called so";
}

/** What the columns of a table are taken for, and what to tell the user about names that no column has. */
export interface DecidedColumns extends ColumnGuess {
  readonly missing: readonly string[];
}

/**
 * Joins what the user named with what was guessed; a column named for one role is not taken for another.
 *
 * @throws FileRejected no-text-column when there is no text, or its column does not exist
 */
export function decideColumns(columns: readonly ColumnProfile[], wanted: ColumnMapping): DecidedColumns {
  const all = columns.map(({ name }) => name);
  const find = (name: string) =>
    all.find((column) => column === name) ?? all.find((column) => words(column) === words(name));
  const named = Object.entries(wanted).filter(([, name]) => typeof name === "string") as [
    ColumnRole,
    string,
  ][];
  const missing = named.filter(([, name]) => find(name) === undefined);
  const missingText = missing.find(([role]) => role === "text");
  if (missingText)
    throw new FileRejected("no-text-column", `there is no column “${missingText[1]}”; ${listed(all)}`);
  const taken = new Set(named.map(([, name]) => find(name)));
  const guess = guessColumns(columns.filter(({ name }) => !taken.has(name)));
  const decided = Object.entries(guess.mapping).map(([role, name]) => {
    const given = wanted[role as ColumnRole];
    return [role, given === undefined ? name : given === null ? null : (find(given) ?? null)];
  });
  const mapping = Object.fromEntries(decided) as DecidedMapping;
  const joined = wanted.text === undefined ? guess.joined : [];
  if (mapping.text === null && joined.length === 0)
    throw new FileRejected("no-text-column", `no column holds text; ${listed(all)}`);
  return {
    mapping,
    joined,
    reasons: { ...guess.reasons, ...Object.fromEntries(named.map(([role]) => [role, "named by you"])) },
    missing: missing.map(([role, name]) => `there is no column “${name}” for the ${role}; ${listed(all)}`),
  };
}

function listed(all: readonly string[]): string {
  const shown = all.slice(0, 40).map((name) => `“${name}”`);
  return `the columns are ${shown.join(", ")}${all.length > shown.length ? ` and ${all.length - shown.length} more` : ""}`;
}
