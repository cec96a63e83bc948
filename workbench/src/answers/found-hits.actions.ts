import type { Context } from "../context.ts";
import type { SearchHit } from "../search-contract.ts";
import { chunkTexts } from "../store/chunk.ts";
import { type FoundRow, foundByIds } from "../store/passage.ts";
import type { ProjectRow } from "../store/project.ts";
import { chunksAround } from "../store/search-index.ts";
import { coverage, findWords, type QueryWord } from "./query-words.ts";
import type { Hit } from "./retrieve.ts";
import { saidBy } from "./said-words.actions.ts";
import { type SearchIndex, searchedText } from "./search-index.actions.ts";

type Ground = Pick<Context, "db">;

export interface FoundInput {
  readonly project: ProjectRow;
  readonly index: SearchIndex;
  readonly asked: {
    readonly vector: Float32Array | undefined;
    readonly words: readonly QueryWord[];
    /** Whose words count; undefined where everybody's do. */
    readonly role: string | undefined;
  };
  readonly hits: readonly Hit[];
  /** What each row gets for its words. */
  readonly byWords: Float32Array;
  /** How many passages before and after each are wanted. */
  readonly reach: number;
}

/** Hits with their texts and all that tells how they fit the query. */
export async function foundHits(
  { db }: Ground,
  { project, index, asked: { vector, words, role }, hits, byWords, reach }: FoundInput,
): Promise<SearchHit[]> {
  const ids = hits.map(({ row }) => index.chunks[row]!);
  const passages = await foundByIds(db, { runId: project.shownRunId, ids });
  const said = role === undefined ? undefined : await saidBy({ db }, role, ids);
  const around = await neighboursOf({ db }, passages, reach);
  const hitOf = new Map(hits.map((hit) => [index.chunks[hit.row]!, hit]));
  const weightOf = (stem: string) => index.words.weight(stem);
  const rows = hits.map(({ row }) => row);
  const cosines = vector ? await index.vectors.cosines(vector, rows) : [];
  const cosineOf = new Map(rows.map((row, at) => [row, cosines[at] ?? null]));
  return passages.map(({ isRow, ...passage }) => {
    const { row, score, rerank = null } = hitOf.get(passage.chunk)!;
    const language = passage.language ?? "en";
    const stretches = said && (said.get(passage.chunk)?.stretches ?? []);
    const searched = searchedText({ ...passage, isRow });
    const counting = stretches ?? [{ start: passage.text.length - searched.length, text: searched }];
    const places = counting.map(({ start, text }) => ({ start, ...findWords(text, language, words) }));
    const highlights = places
      .flatMap(({ start, highlights }) =>
        highlights.map(([from, to]): [number, number] => [start + from, start + to]),
      )
      .filter(([from]) => from >= 0);
    const found = new Set(places.flatMap(({ found }) => [...found]));
    return {
      ...passage,
      score,
      rerank,
      cosine: cosineOf.get(row) ?? null,
      bm25: byWords[row]!,
      coverage: coverage(words, found, weightOf),
      highlights,
      said: stretches?.map(({ start, text }) => [start, start + text.length]) ?? null,
      before: around(passage.chunk, true),
      after: around(passage.chunk, false),
    };
  });
}

type Neighbours = (chunk: number, isBefore: boolean) => SearchHit["before"];

async function neighboursOf(
  { db }: Ground,
  passages: readonly FoundRow[],
  reach: number,
): Promise<Neighbours> {
  if (reach === 0) return () => [];
  const rows = await chunksAround(db, passages, reach);
  const texts = await chunkTexts(db, [...new Set(rows.map(({ id }) => id))]);
  const textOf = new Map(texts.map(({ id, ordinal, text }) => [id, { chunk: id, ordinal, text }]));
  return (chunk, isBefore) =>
    rows.flatMap((row) => (row.of === chunk && row.isBefore === isBefore ? (textOf.get(row.id) ?? []) : []));
}
