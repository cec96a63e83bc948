import { type ChunkText, chunkTexts } from "./chunk.ts";
import type { Db } from "./db.ts";
import { chunkTopics } from "./membership.ts";

/** A chunk as a reader sees it: its words, where they stand, and what they are about. */
export interface PassageRow {
  readonly chunk: number;
  readonly document: number;
  readonly title: string;
  readonly text: string;
  readonly pages: [number, number] | null;
  readonly headingPath: string[];
  readonly strength: number | null;
  readonly topic: number | null;
}

/**
 * Chunks as passages, in the order of the ids, with their topics of the suggested layer of a run; ids of chunks that are
 * gone are left out.
 */
export async function passagesByIds(
  db: Db,
  { runId, ids }: { runId: number | null; ids: readonly number[] },
): Promise<PassageRow[]> {
  const topics = runId === null ? [] : await chunkTopics(db, runId, ids);
  const topicOf = new Map(topics.map((row) => [row.chunk, row]));
  return (await chunkTexts(db, ids)).map(({ id, document, title, text, pages, headingPath }) => ({
    chunk: id,
    document,
    title,
    text,
    pages,
    headingPath,
    strength: topicOf.get(id)?.strength ?? null,
    topic: topicOf.get(id)?.topic ?? null,
  }));
}

/** A passage that a search found, with what is known of its document. */
export interface FoundRow extends Omit<ChunkText, "id" | "textHash"> {
  readonly chunk: number;
  readonly strength: number | null;
  readonly topic: number | null;
}

/** Like `passagesByIds`, with what is known of the documents. */
export async function foundByIds(
  db: Db,
  { runId, ids }: { runId: number | null; ids: readonly number[] },
): Promise<FoundRow[]> {
  const [topics, chunks] = await Promise.all([
    runId === null ? [] : chunkTopics(db, runId, ids),
    chunkTexts(db, ids),
  ]);
  const topicOf = new Map(topics.map((row) => [row.chunk, row]));
  return chunks.map(({ id, textHash: _, ...chunk }) => ({
    ...chunk,
    chunk: id,
    strength: topicOf.get(id)?.strength ?? null,
    topic: topicOf.get(id)?.topic ?? null,
  }));
}
