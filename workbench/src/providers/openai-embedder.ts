import type { Agent } from "undici";
import { z } from "zod";
import { slices, type Window, windowsOf } from "../embedding/batch.ts";
import { ToposcopeError } from "../errors.ts";
import { addScaledInto, normaliseInPlace, rowOf } from "../native/vector.ts";
import type { Embedder, EmbedResult } from "./embedder.ts";
import { type EmbeddingKey, keyFor } from "./embedding-key.ts";
import { endpointAgent, postJson, type RetryOptions } from "./endpoint-request.ts";

export interface EndpointOptions {
  readonly key?: EmbeddingKey | undefined;
  readonly retry?: Partial<RetryOptions>;
}

const textsPerRequest = 100;
/** One less than 8,000, so that a window that must not cut a character in half still fits. */
const charactersPerWindow = 7_999;
const requestsAtOnce = 4;
const bytesPerToken = 4;
const patientRetry: RetryOptions = {
  retries: 2,
  firstDelayMs: 500,
  longestDelayMs: 5_000,
  timeoutMs: 60_000,
};

const answerSchema = z.object({
  data: z.array(
    z.object({
      index: z.int().nonnegative().optional(),
      embedding: z.union([z.array(z.number()), z.string()]),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int().nonnegative() }).partial().nullish(),
});

interface Endpoint {
  readonly url: URL;
  readonly model: string;
  readonly key: string | undefined;
  readonly agent: Agent;
  readonly retry: RetryOptions;
}

interface Answer {
  readonly rows: readonly Float32Array[];
  readonly tokens: number;
}

/**
 * Opens a model behind an OpenAI-compatible `/embeddings` endpoint and asks it for one vector, to learn its dimensions.
 *
 * @param address `https://host/v1#model-name`
 * @throws ToposcopeError MODEL_NOT_FOUND for an address without a model, EMBEDDING_KEY_ELSEWHERE, EMBEDDING_REFUSED, EMBEDDING_UNAVAILABLE or
 *   EMBEDDING_FAILED when it cannot be used
 */
export async function openEndpointEmbedder(
  address: string,
  options: EndpointOptions = {},
): Promise<Embedder> {
  const { url, model, id } = parseAddress(address);
  const key = keyFor(url, options.key);
  const retry = { ...patientRetry, ...options.retry };
  const agent = endpointAgent(requestsAtOnce, retry.timeoutMs);
  const endpoint: Endpoint = { url, model, key, agent, retry };
  try {
    const dimensions = (await requestVectors(endpoint, ["dimensions"], undefined)).rows[0]?.length ?? 0;
    return {
      stamp: { id, revision: "1", pooling: "remote", prefix: "", dimensions, normalised: true },
      maxBatchTexts: textsPerRequest * requestsAtOnce,
      countTokens: estimateTokens,
      embed: (texts, { signal } = {}) => embed(endpoint, texts, dimensions, signal),
      close: () => agent.destroy(),
    };
  } catch (error) {
    await agent.destroy();
    throw error;
  }
}

function parseAddress(address: string): { url: URL; model: string; id: string } {
  const url = URL.parse(address);
  const model = decodeURIComponent(url?.hash.slice(1) ?? "");
  if (!url || model === "") {
    throw new ToposcopeError(
      "MODEL_NOT_FOUND",
      "the address names no model; expected https://host/v1#model-name",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new ToposcopeError("MODEL_NOT_FOUND", "the address holds a user name or a password", {
      hint: "set the key apart from the address: TOPOSCOPE_EMBEDDING_KEY",
    });
  }
  const id = url.href;
  url.hash = "";
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/embeddings`;
  return { url, model, id };
}

/** Without the model's tokenizer: four bytes of UTF-8 a token. */
function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text.trim()) / bytesPerToken);
}

async function embed(
  endpoint: Endpoint,
  texts: readonly string[],
  dimensions: number,
  signal: AbortSignal | undefined,
): Promise<EmbedResult> {
  const trimmed = texts.map((text) => text.trim().toWellFormed());
  const windows = windowsOf(
    trimmed.map(({ length }) => length),
    charactersPerWindow,
  );
  const failure = new AbortController();
  const either = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
  const inputs = windows.map((window) => windowText(trimmed[window.text] ?? "", window));
  const answers = await Promise.all(
    slices(inputs, textsPerRequest).map((batch) => requestVectors(endpoint, batch, either)),
  ).catch((error: unknown) => {
    failure.abort(error);
    throw error;
  });
  const rows = answers.flatMap((answer) => answer.rows);
  const vectors = averageWindows(rows, windows, new Float32Array(texts.length * dimensions), dimensions);
  const tokens = answers.reduce((sum, answer) => sum + answer.tokens, 0);
  return { vectors, tokens };
}

/** A window's characters; a boundary inside a surrogate pair moves behind it. */
function windowText(text: string, { start, tokens: characters }: Window): string {
  const whole = (at: number) => (isLowSurrogate(text.charCodeAt(at)) ? at + 1 : at);
  return text.slice(whole(start), whole(start + characters));
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Adds each window's unit vector, weighted by its length, to its text's row and brings the rows to unit length. */
function averageWindows(
  rows: readonly Float32Array[],
  windows: readonly Window[],
  vectors: Float32Array,
  dimensions: number,
): Float32Array {
  for (const [at, { text, tokens: characters }] of windows.entries()) {
    const row = rows[at] ?? new Float32Array();
    if (row.length !== dimensions) {
      throw new ToposcopeError(
        "EMBEDDING_DIMENSIONS",
        `the endpoint gave a vector of ${row.length} dimensions, before it gave ${dimensions}`,
      );
    }
    normaliseInPlace(row);
    addScaledInto(rowOf(vectors, text, dimensions), row, characters);
  }
  for (let start = 0; start < vectors.length; start += dimensions) {
    normaliseInPlace(vectors.subarray(start, start + dimensions));
  }
  return vectors;
}

/** One request: the vectors in the order of the texts, whatever order they arrived in. */
async function requestVectors(
  { url, model, key, agent, retry }: Endpoint,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const body = { model, input: texts, encoding_format: "float" };
  const value = await postJson({ url, key, body, agent, retry, signal });
  const parsed = answerSchema.safeParse(value);
  if (!parsed.success) {
    throw new ToposcopeError(
      "EMBEDDING_FAILED",
      `${url.host} answered something other than a list of vectors`,
    );
  }
  const { data, usage } = parsed.data;
  const rows = new Array<Float32Array | undefined>(texts.length).fill(undefined);
  for (const [position, { index = position, embedding }] of data.entries()) rows[index] = decode(embedding);
  if (data.length !== texts.length || !rows.every(isUsable)) {
    throw new ToposcopeError(
      "EMBEDDING_FAILED",
      `${url.host} answered ${data.length} vectors for ${texts.length} texts, or unusable ones`,
    );
  }
  return { rows, tokens: usage?.prompt_tokens ?? texts.reduce((sum, text) => sum + estimateTokens(text), 0) };
}

/** A vector as numbers, or as base64 of little-endian 32-bit floats. */
function decode(embedding: readonly number[] | string): Float32Array {
  if (typeof embedding !== "string") return Float32Array.from(embedding);
  const bytes = Buffer.from(embedding, "base64");
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => bytes.readFloatLE(at * 4));
}

function isUsable(row: Float32Array | undefined): row is Float32Array {
  return row !== undefined && row.length > 0 && row.every(Number.isFinite);
}
