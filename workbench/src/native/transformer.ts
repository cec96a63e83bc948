import { join } from "node:path";
import { Tensor } from "onnxruntime-node";
import { batchesOfEqualLength, type Window, windowsOf } from "../embedding/batch.ts";
import { ToposcopeError } from "../errors.ts";
import type { Embedder, EmbedResult } from "../providers/embedder.ts";
import { type DenseHead, openDenseHead } from "./dense-head.ts";
import type { TransformerManifest } from "./model-manifest.ts";
import { floatsOf, type OnnxSession, openSession } from "./onnxruntime.ts";
import { openTokenizer, type Tokenizer } from "./tokenizer.ts";
import { addScaledInto, normaliseInPlace, rowOf } from "./vector.ts";

/** More tokens at once leave the processor's cache and cost speed; fewer pay more for each run. */
const batchTokens = 512;
const maxBatchTexts = 256;

interface Transformer {
  readonly manifest: TransformerManifest;
  readonly tokenizer: Tokenizer;
  readonly prefixIds: readonly number[];
  /** Tokens of a text that fit a window. */
  readonly room: number;
  readonly session: OnnxSession;
  readonly heads: readonly DenseHead[];
}

/**
 * Opens a sentence-transformers model that lies in a folder as ONNX.
 *
 * @throws ToposcopeError MODEL_INVALID when the graph, the tokenizer or a dense head cannot be used
 */
export async function openTransformer(manifest: TransformerManifest, threads: number): Promise<Embedder> {
  const tokenizer = await openTokenizer(manifest.folder, manifest.tokenizer);
  const heads = await Promise.all(manifest.dense.map((head) => openDenseHead(manifest.folder, head)));
  const prefixIds = tokenizer.encode(manifest.prefix.trimEnd());
  const room = manifest.window - tokenizer.before.length - prefixIds.length - tokenizer.after.length;
  if (room < 1) {
    throw new ToposcopeError(
      "MODEL_INVALID",
      `prefix and special tokens of model ${manifest.id} fill its window of ${manifest.window} tokens`,
    );
  }
  const session = await openGraph(manifest, threads);
  const model: Transformer = { manifest, tokenizer, prefixIds, room, session, heads };
  const { id, revision, pooling, prefix, dimensions, normalise } = manifest;
  return {
    stamp: { id, revision, pooling, prefix, dimensions, normalised: normalise },
    maxBatchTexts,
    countTokens: (text) => tokenizer.count(text),
    embed: (texts, options = {}) => embed(model, texts, options.signal),
    close: () => session.close(),
  };
}

async function openGraph({ folder, file }: TransformerManifest, threads: number): Promise<OnnxSession> {
  try {
    return await openSession(join(folder, file), threads);
  } catch (cause) {
    throw new ToposcopeError("MODEL_INVALID", `${file} of ${folder} cannot be loaded as an ONNX graph`, {
      cause,
    });
  }
}

async function embed(
  model: Transformer,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<EmbedResult> {
  const { manifest, tokenizer, prefixIds, room } = model;
  const ids = texts.map((text) => encodeBehindPrefix(model, text));
  const windows = windowsOf(
    ids.map(({ length }) => length),
    room,
  );
  const vectors = new Float32Array(texts.length * manifest.dimensions);
  for (const batch of batchesOfEqualLength(windows, batchTokens)) {
    signal?.throwIfAborted();
    const sequences = batch.map(({ text, start, tokens }) => [
      ...tokenizer.before,
      ...prefixIds,
      ...(ids[text] ?? []).slice(start, start + tokens),
      ...tokenizer.after,
    ]);
    addWindows(model, batch, await hiddenStates(model, sequences), vectors);
  }
  for (let text = 0; text < texts.length; text++) {
    normaliseInPlace(rowOf(vectors, text, manifest.dimensions));
  }
  return { vectors, tokens: ids.reduce((sum, { length }) => sum + length, 0) };
}

interface HiddenStates {
  readonly data: Float32Array;
  readonly tokens: number;
  readonly size: number;
}

/** Runs sequences of equal length: sequences × tokens × hidden size. */
async function hiddenStates(
  { manifest, session }: Transformer,
  sequences: readonly (readonly number[])[],
): Promise<HiddenStates> {
  const tokens = sequences[0]?.length ?? 0;
  const shape = [sequences.length, tokens];
  const ids = BigInt64Array.from(sequences.flat(), BigInt);
  const inputs: Record<string, Tensor> = {
    input_ids: new Tensor("int64", ids, shape),
    attention_mask: new Tensor("int64", new BigInt64Array(ids.length).fill(1n), shape),
  };
  if (manifest.tokenTypeIds) {
    inputs.token_type_ids = new Tensor("int64", new BigInt64Array(ids.length), shape);
  }
  try {
    const data = floatsOf(await session.run(inputs), manifest.output);
    return { data, tokens, size: data.length / ids.length };
  } catch (cause) {
    const message = `the graph of model ${manifest.id} does not run as its manifest says: ${String(cause)}`;
    throw new ToposcopeError("MODEL_INVALID", message, { cause });
  }
}

/** A text's tokens as they come out behind the prefix, without the prefix's own. */
function encodeBehindPrefix({ manifest, tokenizer, prefixIds }: Transformer, text: string): number[] {
  if (prefixIds.length === 0) return tokenizer.encode(text);
  const joined = tokenizer.encode(manifest.prefix + text);
  return prefixIds.every((id, at) => joined[at] === id)
    ? joined.slice(prefixIds.length)
    : tokenizer.encode(text);
}

/** Adds each window's vector, weighted by its tokens, to the row of its text. */
function addWindows(
  { manifest, heads }: Transformer,
  batch: readonly Window[],
  states: HiddenStates,
  vectors: Float32Array,
): void {
  for (const [at, { text, tokens }] of batch.entries()) {
    const pooled = pool(states, at, manifest.pooling);
    const output = heads.reduce((vector, head) => head.apply(vector), pooled);
    if (output.length < manifest.dimensions) {
      throw new ToposcopeError(
        "MODEL_INVALID",
        `model ${manifest.id} gives ${output.length} dimensions, its manifest says ${manifest.dimensions}`,
      );
    }
    const vector = output.subarray(0, manifest.dimensions);
    if (manifest.normalise) normaliseInPlace(vector);
    addScaledInto(rowOf(vectors, text, manifest.dimensions), vector, tokens);
  }
}

function pool({ data, tokens, size }: HiddenStates, at: number, pooling: "mean" | "cls"): Float64Array {
  const first = at * tokens * size;
  if (pooling === "cls") return Float64Array.from(data.subarray(first, first + size));
  const mean = new Float64Array(size);
  for (let token = 0; token < tokens; token++) {
    const start = first + token * size;
    for (let c = 0; c < size; c++) mean[c]! += data[start + c]!;
  }
  for (let c = 0; c < size; c++) mean[c]! /= tokens;
  return mean;
}
