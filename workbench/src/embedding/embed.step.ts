import { finishBatch } from "../jobs/batch.ts";
import type { PlannedBatch, Step } from "../jobs/step.ts";
import type { StageName } from "../model.ts";
import { chunkTexts } from "../store/chunk.ts";
import { setRunModel } from "../store/run.ts";
import { chunksWithoutVector, hashesWithoutVector, insertVectors, modelId } from "../store/vector.ts";
import { stampKey } from "./stamp.ts";
import { embeddingText } from "./text.ts";

const tokensPerBatch = 16_000;
const chunksPerQuery = 5_000;

/** Embeds the chunks whose texts have no vector under the run's model yet, each text once. */
export const embedStep: Step = {
  name: "embed" satisfies StageName,
  unit: "chunks",
  async *plan({ db, embedders }, run) {
    const { model: name } = run.settings;
    const { stamp } = await embedders.open(name);
    const model = await modelId(db, { key: stampKey(stamp), stamp, name });
    await setRunModel(db, run.id, model);
    const { projectId } = run;
    for (let after = 0; ; ) {
      const chunks = await chunksWithoutVector(db, {
        projectId,
        modelId: model,
        after,
        limit: chunksPerQuery,
      });
      yield* batchesByTokens(chunks);
      const last = chunks.at(-1);
      if (chunks.length < chunksPerQuery || !last) return;
      after = last.id;
    }
  },
  async run({ db, embedders, clock, log }, batch, { run, signal, progress }) {
    const { model: name } = run.settings;
    const embedder = await embedders.open(name);
    const { stamp } = embedder;
    const model = await modelId(db, { key: stampKey(stamp), stamp, name });
    const chunks = await chunkTexts(db, batch.items as number[]);
    const missing = await hashesWithoutVector(
      db,
      model,
      chunks.map(({ textHash }) => textHash),
    );
    const fresh = chunks.filter(({ textHash }) => missing.has(textHash.toString("hex")));
    progress(`${stamp.id}: ${fresh.length} texts`);
    const started = clock.monotonicMs();
    const texts = fresh.map(({ title, isRow, text }) => embeddingText(isRow ? title : null, text));
    const { vectors, tokens } = await embedder.embed(texts, { signal });
    const { dimensions } = stamp;
    const rows = fresh.map(({ textHash }, i) => ({
      hash: textHash,
      values: vectors.subarray(i * dimensions, (i + 1) * dimensions),
    }));
    await db.transaction(async (tx) => {
      if (rows.length > 0) await insertVectors(tx, { modelId: model, now: clock.now(), vectors: rows });
      await finishBatch(tx, batch);
    });
    const seconds = (clock.monotonicMs() - started) / 1_000;
    log.info(
      {
        run: run.id,
        model: stamp.id,
        embedded: fresh.length,
        cacheHits: chunks.length - fresh.length,
        bytesSaved: (chunks.length - fresh.length) * dimensions * 2,
        tokensPerSecond: Math.round(tokens / Math.max(seconds, 0.001)),
      },
      "embedded a batch",
    );
  },
};

function* batchesByTokens(chunks: readonly { id: number; tokens: number }[]): Generator<PlannedBatch> {
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
