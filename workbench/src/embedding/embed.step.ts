import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { finishBatch } from "../jobs/batch.ts";
import { keepCachesSmall } from "../jobs/cache.actions.ts";
import { firstUpTo, pictureSample } from "../jobs/picture-sample.ts";
import { endPicturesOfStage } from "../jobs/pictures.ts";
import type { PlannedBatch, Step } from "../jobs/step.ts";
import { stageDurations } from "../jobs/timings.ts";
import type { StageName } from "../model.ts";
import { programVersions } from "../process.ts";
import type { Embedder } from "../providers/embedder.ts";
import { countUse } from "../store/cache.ts";
import { chunkTexts } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { addProvenance } from "../store/provenance.ts";
import { setRunModel } from "../store/run.ts";
import {
  type ChunkToEmbed,
  chunksWithoutVector,
  embeddingNeed,
  hashesWithoutVector,
  insertVectors,
  modelId,
} from "../store/vector.ts";
import { touchVectors } from "../store/vector-cache.ts";
import { slices } from "./batch.ts";
import { stampKey } from "./stamp.ts";
import { embeddingText } from "./text.ts";

/** Of a batch: small enough that a first few are a small part of the whole, and not too small to be quick. */
const batchTokens = { least: 2_000, most: 16_000, share: 1 / 50 };
const chunksPerQuery = 5_000;
const bytesPerNumber = 2;

/** Embeds the chunks whose texts have no vector under the run's model yet, each text once. */
export const embedStep: Step = {
  name: "embed" satisfies StageName,
  unit: "chunks",
  async *plan({ db, embedders, clock, log }, { id, kind, projectId, settings, createdAt }) {
    const { stamp } = await embedders.open(settings.model);
    const model = await modelId(db, { key: stampKey(stamp), stamp, name: settings.model });
    await setRunModel(db, id, model);
    if (kind === "picture") return yield* sampleForPicture(db, { projectId, modelId: model });
    const { chunks, missing, ahead, tokens } = await embeddingNeed(db, {
      projectId,
      modelId: model,
      since: createdAt,
    });
    const cacheHits = chunks - missing - ahead;
    await countUse(db, "vectors", { hits: cacheHits, misses: missing + ahead });
    await touchVectors(db, { projectId, modelId: model, now: clock.now() });
    const bytesSaved = cacheHits * stamp.dimensions * bytesPerNumber;
    const embedding = { model: stamp.id, revision: stamp.revision, chunks, cacheHits, bytesSaved };
    await addProvenance(db, id, { embedding });
    log.info({ ...embedding, toEmbed: missing }, "looked for vectors in the cache");
    const size = Math.min(batchTokens.most, Math.max(batchTokens.least, tokens * batchTokens.share));
    yield* missingVectors(db, { projectId, modelId: model, tokensPerBatch: size });
  },
  async run({ db, embedders, machine, memory, clock, log }, batch, { run, signal, progress }) {
    const embedder = await embedders.open(run.settings.model);
    const { stamp } = embedder;
    const model = await modelId(db, { key: stampKey(stamp), stamp, name: run.settings.model });
    if (run.modelId !== null && run.modelId !== model) throw otherModel(machine, run.settings.model);
    const texts = await textsWithoutVector(db, model, batch.items as number[]);
    progress(`${stamp.id}: ${texts.length} texts`);
    const startedAt = clock.monotonicMs();
    const { rows, tokens } = await embedTexts(embedder, texts, { memory, signal });
    const seconds = Math.max(clock.monotonicMs() - startedAt, 1) / 1_000;
    await db.transaction(async (tx) => {
      if (rows.length > 0) await insertVectors(tx, { modelId: model, now: clock.now(), vectors: rows });
      await finishBatch(tx, batch);
    });
    const rates = {
      tokensPerSecond: Math.round(tokens / seconds),
      textsPerSecond: Math.round(texts.length / seconds),
    };
    log.info({ model: stamp.id, embedded: texts.length, tokens, ...rates }, "embedded a batch");
  },
  async finish(tx, run, { settings: limits, clock, log }) {
    const { id, kind, settings } = run;
    if (kind === "picture") return;
    await endPicturesOfStage({ db: tx, clock }, run);
    if (kind !== "import") return;
    const milliseconds = await stageDurations(tx, id);
    await addProvenance(tx, id, { seed: settings.seed, versions: programVersions(), milliseconds });
    const pruned = await keepCachesSmall({ db: tx, settings: limits, clock });
    if (Object.keys(pruned).length > 0) log.info({ pruned }, "dropped what nobody used for long");
  },
};

/** A folder of the same name on another machine, or another version of the program, may hold another model. */
const otherModel = (machine: string, name: string) =>
  new ToposcopeError(
    "MODEL_DIFFERS",
    `model ${name} is another on machine ${machine} than where this run began: vectors of the two do not compare`,
  );

interface TextToEmbed {
  readonly hash: Buffer;
  readonly text: string;
}

/** The texts of chunks as they are embedded, but for those that got their vector since the batch was planned. */
async function textsWithoutVector(db: Db, model: number, ids: readonly number[]): Promise<TextToEmbed[]> {
  const chunks = await chunkTexts(db, ids);
  const hashes = chunks.map(({ textHash }) => textHash);
  const missing = await hashesWithoutVector(db, model, hashes);
  return chunks
    .filter(({ textHash }) => missing.has(textHash.toString("hex")))
    .map(({ title, isRow, text, textHash }) => ({
      hash: textHash,
      text: embeddingText(isRow ? title : null, text),
    }));
}

/** Embeds texts, a part at a time where memory is short. */
async function embedTexts(
  embedder: Embedder,
  texts: readonly TextToEmbed[],
  { memory, signal }: Pick<Context, "memory"> & { signal: AbortSignal },
) {
  const { dimensions } = embedder.stamp;
  const rows: { hash: Buffer; values: Float32Array }[] = [];
  let tokens = 0;
  for (const part of slices(texts, memory.portion(texts.length))) {
    const found = await embedder.embed(
      part.map(({ text }) => text),
      { signal },
    );
    tokens += found.tokens;
    for (const [i, { hash }] of part.entries())
      rows.push({ hash, values: found.vectors.subarray(i * dimensions, (i + 1) * dimensions) });
  }
  return { rows, tokens };
}

async function* missingVectors(
  db: Db,
  {
    tokensPerBatch,
    ...of
  }: { readonly projectId: number; readonly modelId: number; readonly tokensPerBatch: number },
): AsyncGenerator<PlannedBatch> {
  for (let after: ChunkToEmbed | undefined; ; ) {
    const chunks = await chunksWithoutVector(db, { ...of, after, limit: chunksPerQuery });
    yield* batchesByTokens(chunks, tokensPerBatch);
    after = chunks.at(-1);
    if (chunks.length < chunksPerQuery || !after) return;
  }
}

/** A few of the chunks, for a picture of what is being read. */
async function* sampleForPicture(
  db: Db,
  of: { readonly projectId: number; readonly modelId: number },
): AsyncGenerator<PlannedBatch> {
  const found = await chunksWithoutVector(db, { ...of, limit: pictureSample.chunks });
  const some = firstUpTo(found, pictureSample.tokens, ({ tokens }) => tokens);
  yield* batchesByTokens(some, batchTokens.least);
}

function* batchesByTokens(chunks: readonly ChunkToEmbed[], tokensPerBatch: number): Generator<PlannedBatch> {
  let ids: number[] = [];
  let tokens = 0;
  for (const chunk of chunks) {
    ids.push(chunk.id);
    tokens += chunk.tokens;
    if (tokens < tokensPerBatch) continue;
    yield { items: ids, weight: ids.length };
    ids = [];
    tokens = 0;
  }
  if (ids.length > 0) yield { items: ids, weight: ids.length };
}
