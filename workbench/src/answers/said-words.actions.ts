import { searchWords } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { roleOf } from "../model.ts";
import { type SaidInChunk, saidInChunks } from "../store/turn.ts";
import { holdsPhrases, type QueryWord } from "./query-words.ts";
import { bestRows } from "./retrieve.ts";
import type { SearchIndex } from "./search-index.actions.ts";

/** Passages that hold a query's words and are looked at for who says them, at most. */
const mostLookedAt = 1_000;

/** What one role says in passages, by chunk. */
export type Said = ReadonlyMap<number, SaidInChunk>;

/** What a role, by any of its names, says in passages. */
export const saidBy = ({ db }: Pick<Context, "db">, role: string, chunks: readonly number[]): Promise<Said> =>
  saidInChunks(db, { role: roleOf(role), chunks });

/**
 * Each row's score for words that one role says: of the rows that get most for their words, whoever says them, what they
 * get for those of the role.
 */
export async function scoresOfSaid(
  ground: Pick<Context, "db">,
  index: SearchIndex,
  {
    role,
    words,
    allowed,
    byWords,
  }: {
    readonly role: string;
    readonly words: readonly QueryWord[];
    readonly allowed: Uint8Array | undefined;
    /** What each row gets for the words, whoever says them. */
    readonly byWords: Float32Array;
  },
): Promise<Float32Array> {
  const rows = bestRows(byWords, { limit: mostLookedAt, allowed, above: 0 });
  const chunkOf = (row: number) => index.chunks[row]!;
  const said = await saidBy(ground, role, rows.map(chunkOf));
  const terms = words.flatMap(({ stems }) => stems);
  const scores = new Float32Array(byWords.length);
  for (const row of rows) {
    const { stretches = [], language } = said.get(chunkOf(row)) ?? {};
    const stems = stretches.flatMap(({ text }) => searchWords(text, language ?? "en"));
    scores[row] = index.words.scoreOf(
      stems.map(({ stem }) => stem),
      terms,
    );
  }
  return scores;
}

/** Whether each phrase is said word by word, in one turn. */
export const saysPhrases = (said: SaidInChunk | undefined, phrases: readonly string[]): boolean =>
  phrases.every((phrase) => said?.stretches.some(({ text }) => holdsPhrases(text, [phrase])));
