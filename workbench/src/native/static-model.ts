import { ToposcopeError } from "../errors.ts";
import type { Embedder } from "../providers/embedder.ts";
import { readModelFile, type StaticManifest } from "./model-manifest.ts";
import { openTokenizer } from "./tokenizer.ts";
import { normaliseInPlace, rowOf } from "./vector.ts";

const maxBatchTexts = 4_096;
const textsBetweenTurns = 256;

/** One row of numbers a token: `values[token * dimensions + c] * scales[token]`. */
export interface TokenTable {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/**
 * Opens a table of token vectors; a text's vector is the sum of its tokens' rows at unit length.
 *
 * @throws ToposcopeError MODEL_INVALID when the table's size does not fit the manifest
 */
export async function openStaticModel(manifest: StaticManifest): Promise<Embedder> {
  const { folder, file, id, revision, dimensions } = manifest;
  const tokenizer = await openTokenizer(folder, manifest.tokenizer);
  const table = readTokenTable(await readModelFile(folder, file), dimensions);
  if (!table) {
    throw new ToposcopeError(
      "MODEL_INVALID",
      `${file} of ${folder} holds no rows of ${dimensions} dimensions`,
    );
  }
  return {
    stamp: { id, revision, pooling: "static", prefix: "", dimensions, normalised: true },
    maxBatchTexts,
    countTokens: (text) => tokenizer.count(text),
    async embed(texts, { signal } = {}) {
      const vectors = new Float32Array(texts.length * dimensions);
      let tokens = 0;
      for (const [row, text] of texts.entries()) {
        if (row % textsBetweenTurns === 0) await nextTurn(signal);
        const ids = tokenizer.encode(text);
        tokens += ids.length;
        sumRowsInto(rowOf(vectors, row, dimensions), table, ids);
      }
      return { vectors, tokens };
    },
    async close() {},
  };
}

/** Reads a table: the scales of all tokens as 32-bit floats, then their rows as signed bytes. */
export function readTokenTable(content: Buffer, dimensions: number): TokenTable | undefined {
  const rows = content.length / (dimensions + Float32Array.BYTES_PER_ELEMENT);
  if (!Number.isInteger(rows)) return undefined;
  const bytes = Uint8Array.from(content);
  return {
    scales: new Float32Array(bytes.buffer, 0, rows),
    values: new Int8Array(bytes.buffer, rows * Float32Array.BYTES_PER_ELEMENT),
  };
}

function sumRowsInto(row: Float32Array, { values, scales }: TokenTable, ids: readonly number[]): void {
  const dimensions = row.length;
  for (const id of ids) {
    const scale = scales[id] ?? 0;
    if (scale === 0) continue;
    const start = id * dimensions;
    for (let c = 0; c < dimensions; c++) row[c]! += scale * values[start + c]!;
  }
  normaliseInPlace(row);
}

async function nextTurn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}
