import { contentWords, stopWords, TermIndex, WordStream } from "@toposcope/algorithms";
import { chunkTexts, contentWordsOf } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";

export interface ChunkTermsOptions {
  readonly signal?: AbortSignal | undefined;
  /** @param share 0..1 */
  readonly progress?: ((share: number) => void) | undefined;
}

const textsPerQuery = 5_000;
/** A language counts as one of the corpus from this share of its texts on. */
const leastShareOfTexts = 0.02;

interface ContentWords {
  readonly words: string;
  readonly language: string | null;
}

/** The words and phrases of chunks' texts, in the order of the ids. */
export async function indexTerms(
  db: Db,
  chunks: readonly number[],
  { signal, progress }: ChunkTermsOptions = {},
): Promise<TermIndex> {
  const texts: ContentWords[] = [];
  for (let from = 0; from < chunks.length; from += textsPerQuery) {
    signal?.throwIfAborted();
    progress?.(from / chunks.length);
    texts.push(...(await wordsOf(db, chunks.slice(from, from + textsPerQuery))));
  }
  const languages = languagesOf(texts);
  const excluded = new Set(languages.flatMap((language) => [...stopWords(language)]));
  const stream = new WordStream({ excluded });
  for (const { words, language } of texts) stream.add(words, language ?? languages[0]);
  return new TermIndex(stream);
}

/** The content words of chunks as they were made at import, or made now. */
async function wordsOf(db: Db, ids: readonly number[]): Promise<ContentWords[]> {
  const found = await contentWordsOf(db, ids);
  const missing = found.flatMap(({ id, words }) => (words === null ? [id] : []));
  const made = new Map<number, string>();
  for (const { id, title, isRow, language, text } of await chunkTexts(db, missing))
    made.set(id, contentWords(isRow ? `${title}\n${text}` : text, language ?? "en"));
  return found.map(({ id, words, language }) => ({ words: words ?? made.get(id) ?? "", language }));
}

/** The languages that a good part of the texts are in, the most frequent first. */
export function languagesOf(texts: readonly Pick<ContentWords, "language">[]): string[] {
  const counts = new Map<string, number>();
  for (const { language } of texts)
    if (language !== null) counts.set(language, (counts.get(language) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= leastShareOfTexts * texts.length)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([language]) => language);
}
