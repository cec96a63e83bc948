import { contentWords } from "@toposcope/algorithms";
import { contentHash, embeddingText } from "../embedding/text.ts";
import { finishBatch } from "../jobs/batch.ts";
import { documentBatches } from "../jobs/document-batches.ts";
import { firstUpTo, pictureSample } from "../jobs/picture-sample.ts";
import type { Step } from "../jobs/step.ts";
import type { ChunkSpan, Turn } from "../model.ts";
import { insertChunks, type NewChunk, type UnchunkedDocument, unchunkedDocuments } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { someUnchunked, undoneDocumentIds } from "../store/document.ts";
import { turnsOfDocuments } from "../store/turn.ts";
import { chunk } from "./chunk.ts";
import { chunkTurns } from "./chunk-turns.ts";
import { rolesOf } from "./conversation.ts";
import { detectLanguage } from "./language.ts";

/** Small enough that all workers take part in what is seen soonest. */
const pictureBatch = { documents: 100, letters: 200_000 };

/** Cuts documents into chunks, counted in tokens of the project's embedding model. */
export const chunkStep: Step = {
  name: "chunk",
  unit: "documents",
  plan: ({ db }, { kind, projectId }) =>
    kind === "picture"
      ? documentBatches(() => documentsForPicture(db, projectId), pictureBatch)
      : documentBatches((after, limit) => undoneDocumentIds(db, { projectId, stage: "chunk", after, limit })),
  async run({ db, embedders }, batch, { run, signal, progress }) {
    const { model, chunkTokens: tokens, chunkOverlap: overlap } = run.settings;
    const { countTokens } = await embedders.open(model);
    const documents = await unchunkedDocuments(db, batch.items as number[]);
    const turnsOf = await turnsOfDocuments(db, batch.items as number[]);
    const chunks: NewChunk[] = [];
    for (const [done, document] of documents.entries()) {
      signal.throwIfAborted();
      if (done % 20 === 0) progress("chunks", done);
      chunks.push(...chunksOf(document, turnsOf.get(document.id), { tokens, overlap, countTokens }));
    }
    await db.transaction(async (tx) => {
      const ids = documents.map(({ id }) => id);
      await insertChunks(tx, { projectId: run.projectId, documents: ids, chunks });
      await finishBatch(tx, batch);
    });
  },
};

/** Of the documents that were read by now, as many as a picture of them needs. */
async function documentsForPicture(db: Db, projectId: number): Promise<{ id: number; letters: number }[]> {
  const found = await someUnchunked(db, { projectId, limit: pictureSample.documents });
  return firstUpTo(found, pictureSample.letters, ({ letters }) => letters);
}

/** Of a document that is not prepared yet, as preparing will tell it. */
const languageOf = ({ language, text }: UnchunkedDocument): string =>
  language ?? detectLanguage(text).language ?? "en";

function chunksOf(
  document: UnchunkedDocument,
  turns: readonly Omit<Turn, "speaker">[] | undefined,
  options: { tokens: number; overlap: number; countTokens: (text: string) => number },
): NewChunk[] {
  const { id, title, text, isRow, pageStarts, headings } = document;
  const language = languageOf(document);
  const spans =
    turns === undefined
      ? chunk(text, { ...options, pages: pageStarts ?? undefined, headings })
      : chunkTurns(text, turns, options);
  return spans.map((span, ordinal) => {
    const own = text.slice(span.start, span.end);
    const textHash = Buffer.from(contentHash(embeddingText(isRow ? title : null, own)), "hex");
    const words = contentWords(isRow ? `${title}\n${own}` : own, language);
    return {
      ...span,
      document: id,
      ordinal,
      textHash,
      contentWords: words,
      roles: turns && rolesWithin(turns, span),
    };
  });
}

const rolesWithin = (turns: readonly Omit<Turn, "speaker">[], { start, end }: ChunkSpan) =>
  rolesOf(turns.filter((turn) => turn.start < end && turn.end > start));
