import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { type Matrix, matrix, normaliseRows } from "@toposcope/algorithms";
import { embedderSource } from "../src/native/embedder-source.ts";
import { type Corpus, type LabelledText, labelledTexts } from "./labelled-texts.ts";

const cache = new URL("../../.cache/evaluate/", import.meta.url);
const textsPerBatch = 256;

/** A corpus as algorithms see it. */
export interface LabelledVectors {
  readonly texts: readonly LabelledText[];
  readonly points: Matrix;
  /** Number of each text's label, in the order in which the labels first occur. */
  readonly truth: Int32Array;
}

/** A corpus with its vectors under a built-in model, embedded once and kept in `.cache/`. */
export async function labelledVectors(corpus: Corpus, model = "minilm"): Promise<LabelledVectors> {
  const texts = await labelledTexts(corpus);
  const points = normaliseRows(await kept(corpus, model, texts));
  const numbers = new Map<string, number>();
  for (const { label } of texts) if (!numbers.has(label)) numbers.set(label, numbers.size);
  return { texts, points, truth: Int32Array.from(texts, ({ label }) => numbers.get(label) ?? -1) };
}

async function kept(corpus: Corpus, model: string, texts: readonly LabelledText[]): Promise<Matrix> {
  const hash = createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 12);
  const file = new URL(`${corpus}-${model}-${hash}.f32`, cache);
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes) {
    const data = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    return matrix(texts.length, data.length / texts.length, data);
  }
  const made = await embed(corpus, model, texts);
  await mkdir(cache, { recursive: true });
  await writeFile(file, new Uint8Array(made.data.buffer, made.data.byteOffset, made.data.byteLength));
  return made;
}

async function embed(corpus: Corpus, model: string, texts: readonly LabelledText[]): Promise<Matrix> {
  const source = embedderSource();
  const embedder = await source.open(model);
  const { dimensions } = embedder.stamp;
  const made = matrix(texts.length, dimensions);
  for (let from = 0; from < texts.length; from += textsPerBatch) {
    const batch = texts.slice(from, from + textsPerBatch).map(({ text }) => text);
    made.data.set((await embedder.embed(batch)).vectors, from * dimensions);
    process.stderr.write(`embedding ${corpus} with ${model}: ${from + batch.length} of ${texts.length}\r`);
  }
  process.stderr.write("\n");
  await source.close();
  return made;
}
