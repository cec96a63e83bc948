/**
 * Makes the static model that ships from all-MiniLM-L6-v2: `npm run distill -w workbench`.
 *
 * @see Model2Vec (Tulkens & van Dongen, 2024): every token through the model by itself, PCA, weights by rank; deviates:
 * rows are kept as signed bytes with a scale of their own.
 */
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { minilmFolder, staticFolder } from "@toposcope/model-minilm";
import { Tensor } from "onnxruntime-node";
import { z } from "zod";
import { readModelJson } from "../src/native/model-manifest.ts";
import { floatsOf, type OnnxSession, openSession } from "../src/native/onnxruntime.ts";
import { principalAxes, projectOnto } from "./principal-axes.ts";

const hidden = 384;
const dimensions = 256;
const smoothing = 1e-4;
const tokensAtOnce = 128;
const sequenceStart = 101;
const sequenceEnd = 102;

const tokenizerSchema = z.looseObject({ model: z.looseObject({ vocab: z.record(z.string(), z.int()) }) });

/** Ids of the tokens that occur in texts, most frequent first as BERT ordered them. */
function textTokens(vocabulary: Readonly<Record<string, number>>): number[] {
  const isSpecial = (token: string) => /^\[(PAD|UNK|CLS|SEP|MASK|unused\d+)\]$/.test(token);
  return Object.entries(vocabulary)
    .filter(([token]) => !isSpecial(token))
    .map(([, id]) => id)
    .sort((a, b) => a - b);
}

/** What the model makes of each token by itself: tokens × hidden, the mean over the token and its frame. */
async function tokenOutputs(session: OnnxSession, ids: readonly number[]): Promise<Float32Array> {
  const outputs = new Float32Array(ids.length * hidden);
  const frame = 3;
  for (let start = 0; start < ids.length; start += tokensAtOnce) {
    const batch = ids.slice(start, start + tokensAtOnce);
    const shape = [batch.length, frame];
    const sequences = batch.flatMap((id) => [sequenceStart, id, sequenceEnd]);
    const states = floatsOf(
      await session.run({
        input_ids: new Tensor("int64", BigInt64Array.from(sequences, BigInt), shape),
        attention_mask: new Tensor("int64", new BigInt64Array(sequences.length).fill(1n), shape),
        token_type_ids: new Tensor("int64", new BigInt64Array(sequences.length), shape),
      }),
      "last_hidden_state",
    );
    for (let at = 0; at < sequences.length; at++) {
      const row = (start + Math.floor(at / frame)) * hidden;
      for (let c = 0; c < hidden; c++) outputs[row + c]! += states[at * hidden + c]! / frame;
    }
  }
  return outputs;
}

/** Weight of each rank, a / (a + p), where p is a token's probability by Zipf's law: frequent words count less. */
function rankWeights(ranks: number): Float64Array {
  const inverse = Float64Array.from({ length: ranks }, (_, rank) => 1 / (rank + 2));
  const total = inverse.reduce((sum, value) => sum + value, 0);
  return inverse.map((value) => smoothing / (smoothing + value / total));
}

/** All scales as 32-bit floats, then all rows as signed bytes; tokens left out have the scale 0. */
function packTable(rows: number, ids: readonly number[], vectors: Float32Array): Buffer {
  const scales = new Float32Array(rows);
  const values = new Int8Array(rows * dimensions);
  const weights = rankWeights(ids.length);
  for (const [rank, id] of ids.entries()) {
    const vector = vectors.subarray(rank * dimensions, (rank + 1) * dimensions);
    const step = vector.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / 127;
    scales[id] = step * weights[rank]!;
    for (let c = 0; c < dimensions; c++) values[id * dimensions + c] = Math.round(vector[c]! / step);
  }
  return Buffer.concat([Buffer.from(scales.buffer), Buffer.from(values.buffer)]);
}

const { model } = tokenizerSchema.parse(await readModelJson(minilmFolder, "tokenizer.json"));
const ids = textTokens(model.vocab);
const session = await openSession(join(minilmFolder, "model.onnx"));
const outputs = await tokenOutputs(session, ids);
await session.close();
const axes = principalAxes(outputs, hidden);
const vectors = projectOnto(outputs, axes, dimensions);
const table = packTable(Object.keys(model.vocab).length, ids, vectors);
await writeFile(join(staticFolder, "vectors.bin"), table);
process.stdout.write(
  `${JSON.stringify({ tokens: ids.length, bytes: table.length, sha256: createHash("sha256").update(table).digest("hex") })}\n`,
);
