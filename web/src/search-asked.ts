import { move, type Place } from "./url.ts";

/** What documents or passages must be to be looked in; texts as they were typed. */
export interface Only {
  readonly topic?: string;
  /** Id of an import. */
  readonly source?: string;
  /** Who must say the words in a conversation. */
  readonly role?: string;
  readonly language?: string;
  readonly label?: string;
  readonly from?: string;
  readonly to?: string;
  /** What a column of their table says, as `region=north`. */
  readonly column?: string;
  /** What they answer to facets, as `urgency=high`. */
  readonly where?: readonly string[];
}

/** What is searched for, and how. */
export interface SearchAsked {
  readonly query: string | undefined;
  /** The passage that others shall be like, in place of a query. */
  readonly like: number | undefined;
  /** Percent; by default what suits the model. */
  readonly meaning: number | undefined;
  readonly only: Only;
}

const keys = ["topic", "source", "role", "language", "label", "from", "to", "column"] as const;

/** What a link asks for; null where it asks for nothing. */
export function searchAskedAt({ query, like, meaning, only }: Place): SearchAsked | null {
  if (query === undefined && like === undefined) return null;
  const found = new URLSearchParams(only ?? "");
  const entries = keys.flatMap((key) => (found.get(key) ? [[key, found.get(key)]] : []));
  const where = found.getAll("where");
  return {
    query,
    like,
    meaning,
    only: { ...Object.fromEntries(entries), ...(where.length > 0 && { where }) },
  };
}

/** The same with these changes: an empty text takes a filter out. */
export function narrowed(only: Only, change: Only): Only {
  const { where = [], ...all } = { ...only, ...change };
  const kept = keys.flatMap((key) => {
    const value = all[key]?.trim() ?? "";
    return value === "" ? [] : [[key, value]];
  });
  return { ...Object.fromEntries(kept), ...(where.length > 0 && { where }) };
}

/** How many filters there are. */
export const countOnly = ({ where = [], ...plain }: Only): number => Object.keys(plain).length + where.length;

/** Searches on, narrowed otherwise. */
export function searchOn({ only }: SearchAsked, change: Only): void {
  const { where = [], ...plain } = narrowed(only, change);
  const text = new URLSearchParams([
    ...Object.entries(plain),
    ...where.map((condition) => ["where", condition]),
  ] as [string, string][]).toString();
  move({ only: text === "" ? undefined : text }, { replace: true });
}
