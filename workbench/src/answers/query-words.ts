import { exactWords, searchWords } from "@toposcope/algorithms";

/** A word of a query as texts of each language would have it. */
export interface QueryWord {
  readonly stems: readonly string[];
}

/** Longer queries are cut: what comes so late no longer changes what is found. */
const mostWords = 400;

/**
 * The telling words of a query, each once.
 *
 * @param languages those of the texts that are searched: a word has one stem in each
 */
export function queryWords(query: string, languages: readonly string[]): QueryWord[] {
  const byPlace = new Map<number, Set<string>>();
  for (const language of languages)
    for (const { stem, start } of searchWords(query, language).slice(0, mostWords)) {
      if (stem === "") continue;
      const stems = byPlace.get(start) ?? new Set();
      byPlace.set(start, stems.add(stem));
    }
  const words = [...byPlace.values()].map((stems) => ({ stems: [...stems].sort() }));
  return [...new Map(words.map((word) => [word.stems.join(" "), word])).values()];
}

/** What a query has in quotes, as it must stand in a text. */
export function phrasesOf(query: string): string[] {
  return [...query.matchAll(/["“„«]([^"“”„«»]+)["”»]/g)]
    .map(([, phrase]) => exactWords(phrase ?? ""))
    .filter((phrase) => phrase.trim() !== "");
}

/** Whether a text holds phrases word by word. */
export function holdsPhrases(text: string, phrases: readonly string[]): boolean {
  const words = exactWords(text);
  return phrases.every((phrase) => words.includes(phrase));
}

/** The words of a query that a text holds. */
export interface FoundWords {
  /** Where they stand, as start and end. */
  readonly highlights: [number, number][];
  readonly found: ReadonlySet<string>;
}

export function findWords(text: string, language: string, words: readonly QueryWord[]): FoundWords {
  const wanted = new Set(words.flatMap(({ stems }) => stems));
  const highlights: [number, number][] = [];
  const found = new Set<string>();
  for (const { stem, start, end } of searchWords(text, language)) {
    if (!wanted.has(stem)) continue;
    highlights.push([start, end]);
    found.add(stem);
  }
  return { highlights, found };
}

/**
 * Share of a query's words that a text holds, each weighed by its rarity; 0 where the query has none.
 *
 * @param weightOf a stem's weight
 */
export function coverage(
  words: readonly QueryWord[],
  found: ReadonlySet<string>,
  weightOf: (stem: string) => number,
): number {
  let held = 0;
  let all = 0;
  for (const { stems } of words) {
    const weight = Math.min(...stems.map(weightOf));
    all += weight;
    if (stems.some((stem) => found.has(stem))) held += weight;
  }
  return all === 0 ? 0 : held / all;
}
