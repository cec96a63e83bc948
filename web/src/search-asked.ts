import { move, type Place } from "./url.ts";

/** What the documents of the passages found must be; texts as they were typed. */
export interface SearchOnly {
  readonly topic?: string;
  readonly language?: string;
  readonly label?: string;
  readonly from?: string;
  readonly to?: string;
  /** What a column of their table says, as `region=north`. */
  readonly column?: string;
}

/** What is searched for, and how. */
export interface SearchAsked {
  readonly query: string | undefined;
  /** The passage that others shall be like, in place of a query. */
  readonly like: number | undefined;
  /** Percent; by default what suits the model. */
  readonly meaning: number | undefined;
  readonly only: SearchOnly;
}

const keys = ["topic", "language", "label", "from", "to", "column"] as const;

/** What a link asks for; null where it asks for nothing. */
export function searchAskedAt({ query, like, meaning, only }: Place): SearchAsked | null {
  if (query === undefined && like === undefined) return null;
  const found = new URLSearchParams(only ?? "");
  const entries = keys.flatMap((key) => (found.get(key) ? [[key, found.get(key)]] : []));
  return { query, like, meaning, only: Object.fromEntries(entries) };
}

/** Searches on, with these changes: an empty text takes a filter out. */
export function searchOn({ only }: SearchAsked, change: SearchOnly): void {
  const all = { ...only, ...change };
  const kept = keys.flatMap((key): [string, string][] => {
    const value = all[key]?.trim() ?? "";
    return value === "" ? [] : [[key, value]];
  });
  const text = new URLSearchParams(kept).toString();
  move({ only: text === "" ? undefined : text }, { replace: true });
}
