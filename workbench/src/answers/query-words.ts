import { exactWords, type SearchWord, searchWords } from "@toposcope/algorithms";

/** A word of a query as texts of each language would have it. */
export interface QueryWord {
  readonly stems: readonly string[];
}

/** Longer queries are cut: what comes so late no longer changes what is found. */
const mostWords = 400;

/**
 * The telling words of a query, each once.
 *
 * @param languages those of the texts that are searched, that of most first: a word has one stem in each
 */
export function queryWords(query: string, languages: readonly string[]): QueryWord[] {
  const readings = languages.map((language) => searchWords(query, language).slice(0, mostWords));
  const silent = silentPlaces(likeliest(readings));
  const byPlace = new Map<number, Set<string>>();
  for (const { stem, start } of readings.flat())
    if (stem !== "" && !silent.has(start)) byPlace.set(start, (byPlace.get(start) ?? new Set()).add(stem));
  return distinct([...byPlace.values()]);
}

/** The words of a phrase that a text of any of the languages must hold to have the phrase. */
export function neededWords(phrase: string, languages: readonly string[]): QueryWord[] {
  const readings = languages.map((language) => searchWords(phrase, language));
  const silent = silentPlaces(readings.flat());
  return queryWords(phrase, languages).filter(({ stems }) =>
    readings.flat().some(({ stem, start }) => stems.includes(stem) && !silent.has(start)),
  );
}

/** A query reads as the language that has most words in it that say nothing; as the most usual one where none has two. */
function likeliest(readings: readonly SearchWord[][]): readonly SearchWord[] {
  return readings[likeliestPlace(readings, 2)] ?? [];
}

/** Of languages the one that most words of a question are usual in; the first where none is told. */
export function likeliestLanguage(question: string, languages: readonly string[]): string {
  const readings = languages.map((language) => searchWords(question, language));
  return languages[likeliestPlace(readings, 1)] ?? "en";
}

/** Place of the reading that has most words that say nothing, so many at least; else 0. */
function likeliestPlace(readings: readonly SearchWord[][], least: number): number {
  const counts = readings.map((words) => silentPlaces(words).size);
  const most = Math.max(...counts);
  return most < least ? 0 : counts.indexOf(most);
}

const silentPlaces = (words: readonly SearchWord[]): ReadonlySet<number> =>
  new Set(words.filter(({ stem }) => stem === "").map(({ start }) => start));

function distinct(words: readonly ReadonlySet<string>[]): QueryWord[] {
  const byStems = new Map(words.map((stems) => [[...stems].sort().join(" "), stems]));
  return [...byStems.values()].map((stems) => ({ stems: [...stems].sort() }));
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
