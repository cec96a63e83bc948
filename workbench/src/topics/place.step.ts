import type { LinearAlgebra } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { stampKey } from "../embedding/stamp.ts";
import { embeddingText } from "../embedding/text.ts";
import { finishBatch } from "../jobs/batch.ts";
import type { Step } from "../jobs/step.ts";
import { type ChunkText, chunkTexts } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { addEvent } from "../store/event.ts";
import {
  type ArrivedDocument,
  documentsWithoutPlace,
  holdUnplaced,
  insertPlacement,
  readyDocuments,
} from "../store/placement.ts";
import { currentRun } from "../store/project.ts";
import { holdProject, type RunRow, runById } from "../store/run.ts";
import { addDrift } from "../store/run-drift.ts";
import { lockEdits } from "../store/topic-edit.ts";
import { tallyTopics } from "../store/topic-tally.ts";
import { hashesWithoutVector, insertVectors, modelById, vectorsOfChunks } from "../store/vector.ts";
import { type Arrivals, type Placed, placeChunks, placementOf } from "./arrivals.ts";
import { type RunGround, readGround, topicsAsEdited } from "./ground.actions.ts";

const documentsPerBatch = 200;
const chunksPerBatch = 1_000;
const groundsKept = 2;

/** Documents to be placed into an analysis. */
interface PlacedTogether {
  readonly run: number;
  readonly documents: readonly ArrivedDocument[];
}

/** Places documents into the topics and the map of the analysis that the project shows, where they came after it. */
export function placeStep(linearAlgebra: () => Promise<LinearAlgebra>): Step {
  const grounds = new Map<number, Promise<RunGround | undefined>>();
  const groundOf = (db: Db, runId: number) => {
    const reading = grounds.get(runId) ?? readGround(db, runId);
    grounds.delete(runId);
    grounds.set(runId, reading);
    reading.catch(() => grounds.delete(runId));
    for (const oldest of grounds.keys()) if (grounds.size > groundsKept) grounds.delete(oldest);
    return reading;
  };
  return {
    name: "place",
    unit: "documents",
    async *plan({ db, log }, { projectId }) {
      const shown = await currentRun(db, projectId);
      const ground = shown && (await groundOf(db, shown.id));
      if (!shown || !ground) return;
      const { lastChunk, analysed } = ground;
      const candidates = await documentsWithoutPlace(db, { projectId, runId: shown.id, lastChunk });
      const arrived = candidates.filter(({ chunks }) => !chunks.some((chunk) => analysed.has(chunk)));
      log.debug({ into: shown.id, documents: arrived.length }, "looked for documents without a place");
      for (const documents of grouped(arrived))
        yield { items: { run: shown.id, documents } satisfies PlacedTogether, weight: documents.length };
    },
    async run(context, batch, { signal, progress }) {
      const { db } = context;
      const { run: runId, documents } = batch.items as PlacedTogether;
      const run = await runById(db, runId);
      const ground = run && (await groundOf(db, runId));
      const arrivals = run && ground && (await arrivalsOf(context, run, ground, { documents, signal }));
      if (!arrivals || arrivals.chunks.length === 0)
        return await db.transaction((tx) => finishBatch(tx, batch));
      progress(`${arrivals.chunks.length} passages`);
      const placed = await placeChunks(ground, arrivals, await linearAlgebra());
      signal.throwIfAborted();
      await db.transaction(async (tx) => {
        await holdProject(tx, run.projectId);
        if ((await currentRun(tx, run.projectId))?.id === runId)
          await keep(context, tx, { run, ground, arrivals, placed });
        await finishBatch(tx, batch);
      });
    },
  };
}

function* grouped(documents: readonly ArrivedDocument[]): Generator<ArrivedDocument[]> {
  let group: ArrivedDocument[] = [];
  let chunks = 0;
  for (const document of documents) {
    group.push(document);
    chunks += document.chunks.length;
    if (group.length < documentsPerBatch && chunks < chunksPerBatch) continue;
    yield group;
    group = [];
    chunks = 0;
  }
  if (group.length > 0) yield group;
}

/** The chunks that are there and have no place, with their vectors under the analysis' model. */
async function arrivalsOf(
  context: Context,
  run: RunRow,
  { model }: RunGround,
  { documents, signal }: { documents: readonly ArrivedDocument[]; signal: AbortSignal },
): Promise<Arrivals | undefined> {
  const { db } = context;
  if (run.modelId === null) throw new Error(`run ${run.id} has no model`);
  const texts = await chunkTexts(
    db,
    documents.flatMap(({ chunks }) => chunks),
  );
  const isEmbedded = await embedMissing(context, run, texts, { stamp: model.embedding, signal });
  if (!isEmbedded) return undefined;
  const chunks = texts.map(({ id, document, textHash }) => ({ id, document, hash: textHash }));
  const { dimensions } = (await modelById(db, run.modelId)).stamp;
  const ids = chunks.map(({ id }) => id);
  return { chunks, vectors: await vectorsOfChunks(db, { modelId: run.modelId, dimensions, chunks: ids }) };
}

/** Embeds the texts that have no vector under the analysis' model. @returns false when that model is not to be had any more */
async function embedMissing(
  { db, embedders, clock, log }: Context,
  run: RunRow,
  texts: readonly ChunkText[],
  { stamp, signal }: { stamp: string; signal: AbortSignal },
): Promise<boolean> {
  const modelId = run.modelId as number;
  const byHash = new Map(texts.map((text) => [text.textHash.toString("hex"), text]));
  const hashes = texts.map(({ textHash }) => textHash);
  const missing = [...(await hashesWithoutVector(db, modelId, hashes))].map((hash) => byHash.get(hash)!);
  if (missing.length === 0) return true;
  const embedder = await embedders.open(run.settings.model);
  if (stampKey(embedder.stamp) !== stamp) {
    log.warn({ into: run.id, model: run.settings.model }, "the model changed since the analysis");
    return false;
  }
  const { dimensions } = embedder.stamp;
  for (let from = 0; from < missing.length; from += embedder.maxBatchTexts) {
    const slice = missing.slice(from, from + embedder.maxBatchTexts);
    const { vectors } = await embedder.embed(
      slice.map(({ title, isRow, text }) => embeddingText(isRow ? title : null, text)),
      { signal },
    );
    const rows = slice.map(({ textHash }, i) => ({
      hash: textHash,
      values: vectors.subarray(i * dimensions, (i + 1) * dimensions),
    }));
    await insertVectors(db, { modelId, now: clock.now(), vectors: rows });
  }
  return true;
}

interface Kept {
  readonly run: RunRow;
  readonly ground: RunGround;
  readonly arrivals: Arrivals;
  readonly placed: Placed;
}

/** Keeps the places of those documents that are still there and have none, and tells of them. */
async function keep({ clock }: Context, tx: Db, { run, ground, arrivals, placed }: Kept): Promise<void> {
  await lockEdits(tx, run.id);
  const documents = [...new Set(arrivals.chunks.map(({ document }) => document))];
  const unplaced = await holdUnplaced(tx, run.id, documents);
  const edited = await topicsAsEdited(tx, run);
  const all = placementOf(ground, arrivals, { placed, edited });
  const isUnplacedChunk = new Set(
    arrivals.chunks.filter(({ document }) => unplaced.has(document)).map(({ id }) => id),
  );
  const placement = {
    documents: all.documents.filter(({ document }) => unplaced.has(document)),
    chunks: all.chunks.filter(({ chunk }) => isUnplacedChunk.has(chunk)),
    members: all.members.filter(({ chunk }) => isUnplacedChunk.has(chunk)),
    topics: all.topics.filter(({ document }) => unplaced.has(document)),
  };
  if (placement.documents.length === 0) return;
  await insertPlacement(tx, { runId: run.id, now: clock.now() }, placement);
  await addDrift(tx, run.id, { usualSimilarity: ground.usualSimilarity });
  await tallyTopics(tx, run.id, [
    ...new Set([...placement.members, ...placement.topics].map(({ topic }) => topic)),
  ]);
  const fits = new Map(placement.documents.map((one) => [one.document, one.fits]));
  const ready = await readyDocuments(tx, run.id, [...unplaced]);
  for (const one of ready)
    await addEvent(tx, {
      projectId: run.projectId,
      runId: run.id,
      type: "document.ready",
      data: { ...one, fits: fits.get(one.document) ?? false },
    });
}
