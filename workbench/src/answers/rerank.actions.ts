import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { Reranker } from "../providers/reranker.ts";
import type { Reranking } from "../search-contract.ts";
import { chunkTexts } from "../store/chunk.ts";
import type { ProjectRow } from "../store/project.ts";
import { reordered } from "./rerank.ts";
import type { Hit } from "./retrieve.ts";
import { searchedText } from "./search-index.actions.ts";

/** How many of the best hits are scored again. */
export const rerankedPassages = 50;
/** Hits scored between two looks at the clock, the best first. */
const passagesAtOnce = 8;
/** Somebody waits: what is not scored by then stays behind what is, in its order. */
const deadlineMs = 3_000;

type Ground = Pick<Context, "db" | "rerankers" | "clock">;

export interface RerankInput {
  /** Without one the hits stay as they are. */
  readonly folder: string | undefined;
  readonly question: string;
  /** The best first. */
  readonly hits: readonly Hit[];
  /** Of each row. */
  readonly chunks: readonly number[];
  /** Whether somebody waits for it. */
  readonly isInteractive: boolean;
}

/** The folder of the reranker that a project's searches use. */
export const rerankerOf = (
  { settings, flagged }: Pick<Context, "settings" | "flagged">,
  project: ProjectRow,
): string | undefined =>
  flagged.has("reranker") ? settings.reranker : (project.settings.reranker ?? settings.reranker);

/** Puts the best hits in the order in which a cross-encoder sees them; as they are, with the reason, where it cannot. */
export async function rerank(
  { db, rerankers, clock }: Ground,
  { folder, question, hits, chunks, isInteractive }: RerankInput,
): Promise<{ hits: readonly Hit[]; reranking: Reranking | null }> {
  if (folder === undefined) return { hits, reranking: null };
  const best = hits.slice(0, rerankedPassages);
  const startMs = clock.monotonicMs();
  const scores: number[] = [];
  let model: Reranker | undefined;
  try {
    model = await rerankers.open(folder);
    while (scores.length < best.length) {
      if (isInteractive && clock.monotonicMs() - startMs > deadlineMs) break;
      const next = best.slice(scores.length, scores.length + passagesAtOnce);
      scores.push(...(await model.score(question, await textsOf(db, next, chunks))));
    }
  } catch (error) {
    if (!(error instanceof ToposcopeError) || error.code.startsWith("DATABASE_")) throw error;
    return { hits, reranking: { model: null, passages: 0, note: error.message } };
  }
  const note =
    scores.length < best.length
      ? `only the best ${scores.length} of ${best.length} could be scored in ${deadlineMs / 1_000} seconds`
      : null;
  return {
    hits: reordered(hits, scores),
    reranking: { model: model.name, passages: scores.length, note },
  };
}

async function textsOf(
  db: Context["db"],
  hits: readonly Hit[],
  chunks: readonly number[],
): Promise<string[]> {
  const ids = hits.map(({ row }) => chunks[row]!);
  const texts = await chunkTexts(db, ids);
  const textOf = new Map(texts.map((text) => [text.id, searchedText(text)]));
  return ids.map((id) => textOf.get(id) ?? "");
}

/** Why the machine's reranker cannot be used; undefined where it can, or none is set. */
export async function rerankerFault({
  rerankers,
  settings: { reranker },
}: Pick<Context, "rerankers" | "settings">): Promise<ToposcopeError | undefined> {
  try {
    if (reranker !== undefined) await (await rerankers.open(reranker)).score("Does it work?", ["It does."]);
    return undefined;
  } catch (error) {
    if (error instanceof ToposcopeError) return error;
    throw error;
  }
}
