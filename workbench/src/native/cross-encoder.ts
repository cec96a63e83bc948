import { join, resolve } from "node:path";
import { Tensor } from "onnxruntime-node";
import { batchesOfEqualLength, type Window, windowsOf } from "../embedding/batch.ts";
import { ToposcopeError } from "../errors.ts";
import type { Reranker, RerankerSource } from "../providers/reranker.ts";
import { type CrossEncoderManifest, readModelManifest } from "./model-manifest.ts";
import { floatsOf, type OnnxSession, openSession } from "./onnxruntime.ts";
import { openTokenizer, type PairFrame, type Tokenizer } from "./tokenizer.ts";

/** Passages' tokens of one run of the graph. */
const batchTokens = 512;
/** A question may fill this share of a window, so that its passages are not read in shreds. */
const mostQuestion = 0.75;
const hint = "name a folder that holds a cross-encoder as docs/models.md says: --reranker <folder>";

interface CrossEncoder {
  readonly manifest: CrossEncoderManifest;
  readonly tokenizer: Tokenizer;
  readonly frame: PairFrame;
  readonly session: OnnxSession;
}

/** Opens cross-encoders by their folders, each once; closing the source closes them all. */
export function rerankerSource({ threads = 1 } = {}): RerankerSource {
  const opened = new Map<string, Promise<Reranker>>();
  return {
    async open(folder) {
      const opening = opened.get(folder) ?? openCrossEncoder(resolve(folder), threads);
      opened.set(folder, opening);
      opening.catch(() => opened.delete(folder));
      return await opening;
    },
    async close() {
      const all = await Promise.allSettled(opened.values());
      opened.clear();
      for (const result of all) if (result.status === "fulfilled") await result.value.close();
    },
  };
}

async function openCrossEncoder(folder: string, threads: number): Promise<Reranker> {
  const manifest = await readManifest(folder);
  const tokenizer = await openTokenizer(folder, manifest.tokenizer);
  const { pair: frame } = tokenizer;
  if (!frame) throw invalid(`${manifest.tokenizer} of ${folder} says nothing of pairs of texts`);
  const session = await openSession(join(folder, manifest.file), threads).catch((cause: unknown) => {
    throw invalid(`${manifest.file} of ${folder} cannot be loaded as an ONNX graph`, cause);
  });
  const model: CrossEncoder = { manifest, tokenizer, frame, session };
  return {
    name: `${manifest.id}@${manifest.revision}`,
    score: (question, passages) => score(model, question, passages),
    close: () => session.close(),
  };
}

async function readManifest(folder: string): Promise<CrossEncoderManifest> {
  const manifest = await readModelManifest(folder).catch((error: unknown) => {
    const isMissing = error instanceof ToposcopeError && error.code === "MODEL_NOT_FOUND";
    throw isMissing ? new ToposcopeError("MODEL_NOT_FOUND", `there is no folder ${folder}`, { hint }) : error;
  });
  if (manifest.kind === "cross-encoder") return manifest;
  throw new ToposcopeError("MODEL_INVALID", `${folder} holds an embedding model, expected a cross-encoder`, {
    hint,
  });
}

const invalid = (message: string, cause?: unknown) => new ToposcopeError("MODEL_INVALID", message, { cause });

async function score(
  model: CrossEncoder,
  question: string,
  passages: readonly string[],
): Promise<Float32Array> {
  const { tokenizer, manifest, frame } = model;
  const asked = tokenizer.encode(question);
  const special = frame.before.length + frame.between.length + frame.after.length;
  const room = manifest.window - special - asked.length;
  if (room < 1 || asked.length > mostQuestion * manifest.window)
    throw new ToposcopeError(
      "INVALID_INPUT",
      `a question of ${asked.length} tokens leaves too little of the window of ${manifest.window} of ${manifest.id}`,
      { hint: "ask a shorter question" },
    );
  const ids = passages.map((passage) => tokenizer.encode(passage));
  const lengths = ids.map(({ length }) => length);
  const empty = lengths.flatMap((length, text) => (length === 0 ? [{ text, start: 0, tokens: 0 }] : []));
  const scores = new Float32Array(passages.length).fill(Number.NEGATIVE_INFINITY);
  for (const batch of batchesOfEqualLength([...empty, ...windowsOf(lengths, room)], batchTokens)) {
    const found = await scoreBatch(model, asked, batch, ids);
    for (const [at, { text }] of batch.entries()) scores[text] = Math.max(scores[text]!, found[at]!);
  }
  return scores;
}

/** Runs windows of equal length, each behind the question. */
async function scoreBatch(
  { manifest, frame, session }: CrossEncoder,
  asked: readonly number[],
  batch: readonly Window[],
  ids: readonly (readonly number[])[],
): Promise<number[]> {
  const head = [...frame.before, ...asked, ...frame.between];
  const sequences = batch.map(({ text, start, tokens }) => [
    ...head,
    ...(ids[text] ?? []).slice(start, start + tokens),
    ...frame.after,
  ]);
  const length = sequences[0]?.length ?? 0;
  const shape = [batch.length, length];
  const tensor = (values: BigInt64Array) => new Tensor("int64", values, shape);
  const all = BigInt64Array.from(sequences.flat(), BigInt);
  const inputs: Record<string, Tensor> = {
    input_ids: tensor(all),
    attention_mask: tensor(new BigInt64Array(all.length).fill(1n)),
  };
  if (manifest.tokenTypeIds) {
    const [first, second] = frame.types.map(BigInt);
    inputs.token_type_ids = tensor(
      all.map((_, at) => (at % length < head.length ? (first ?? 0n) : (second ?? 0n))),
    );
  }
  try {
    return activated(manifest, floatsOf(await session.run(inputs), manifest.output), batch.length);
  } catch (cause) {
    throw invalid(`the graph of ${manifest.id} does not run as its manifest says: ${String(cause)}`, cause);
  }
}

function activated({ activation }: CrossEncoderManifest, output: Float32Array, pairs: number): number[] {
  const each = output.length / pairs;
  const wanted = activation === "softmax" ? 2 : 1;
  if (each !== wanted) throw new Error(`${each} numbers a pair, ${activation} needs ${wanted}`);
  return Array.from({ length: pairs }, (_, pair) => {
    const logit = output[pair * each + each - 1]! - (activation === "softmax" ? output[pair * each]! : 0);
    return activation === "identity" ? logit : 1 / (1 + Math.exp(-logit));
  });
}
