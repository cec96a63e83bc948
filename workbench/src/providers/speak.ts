import { retryAfterMs } from "./endpoint-request.ts";
import { broken, classifyRefusal, type Failure, withoutKey, wordsOf } from "./failure.ts";
import type { LanguageModel } from "./language-model.ts";
import type { LlmMessage } from "./llm.ts";

type CallOptions = Parameters<LanguageModel["doStream"]>[0];
type JsonSchema = Extract<NonNullable<CallOptions["responseFormat"]>, { type: "json" }>["schema"];
type StreamPart =
  Awaited<ReturnType<LanguageModel["doStream"]>>["stream"] extends ReadableStream<infer Part> ? Part : never;

/** What is put to a model. */
export interface Question {
  readonly system?: string | undefined;
  readonly messages: readonly LlmMessage[];
  readonly temperature: number;
  readonly maxTokens: number;
  /** JSON that is to be answered: any, or of a schema. */
  readonly json?: { readonly schema?: NonNullable<JsonSchema> } | undefined;
}

/** A whole answer. */
export interface Spoken {
  readonly text: string;
  /** As the provider counts them; undefined where it does not say. */
  readonly inputTokens: number | undefined;
  /** Of the input, those that it had in its own cache, and those that it put there. */
  readonly cachedInputTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number | undefined;
  /** From the question to the first piece. */
  readonly firstMs: number;
}

export interface Hearer {
  /** The question is on its way. */
  sent(): void;
  /** Anything came: it lives. */
  life(): void;
  text(piece: string): void;
}

/** A failure on its way up. */
export class Failed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.reason);
    this.name = "Failed";
    this.failure = failure;
  }
}

/** Characters that a token may have at most, for an answer that does not end. */
const charactersPerToken = 24;

/**
 * Asks a model and hears its answer to the end. Always as a stream: only so is a silence told from thinking.
 *
 * @throws Failed for an answer that is none, is not whole or says nothing, whatever it was that the model's package made of it
 */
export async function speak(
  model: LanguageModel,
  question: Question,
  { signal, hearer, nowMs }: { signal: AbortSignal; hearer: Hearer; nowMs: () => number },
): Promise<Spoken> {
  const startedMs = nowMs();
  hearer.sent();
  const { stream } = await model.doStream({ ...optionsOf(question), abortSignal: signal });
  let text = "";
  let firstMs: number | undefined;
  let end: Extract<StreamPart, { type: "finish" }> | undefined;
  for await (const part of stream) {
    if (part.type === "stream-start") continue;
    if (part.type === "error") throw part.error;
    hearer.life();
    if (part.type === "finish") end = part;
    if (part.type !== "text-delta" || part.delta === "") continue;
    firstMs ??= nowMs() - startedMs;
    text += part.delta;
    if (text.length > question.maxTokens * charactersPerToken) throw fault("did not come to an end");
    hearer.text(part.delta);
  }
  signal.throwIfAborted();
  requireWhole(end, text);
  const { inputTokens, outputTokens } = end.usage;
  return {
    text,
    inputTokens: inputTokens.total,
    cachedInputTokens: inputTokens.cacheRead ?? 0,
    cacheWriteTokens: inputTokens.cacheWrite ?? 0,
    outputTokens: outputTokens.total,
    firstMs: firstMs ?? nowMs() - startedMs,
  };
}

const fault = (reason: string) => new Failed(broken(reason));

function requireWhole(
  end: Extract<StreamPart, { type: "finish" }> | undefined,
  text: string,
): asserts end is Extract<StreamPart, { type: "finish" }> {
  const finish = end?.finishReason.unified;
  if (finish === "content-filter")
    throw new Failed({ class: "reject", reason: "held its answer back by a filter", isLasting: true });
  if (finish !== "stop" && finish !== "length") throw fault("broke off in the midst of its answer");
  if (text.trim() === "") throw fault("answered nothing");
}

function optionsOf({ system, messages, temperature, maxTokens, json }: Question): CallOptions {
  return {
    prompt: [
      ...(system === undefined ? [] : [{ role: "system" as const, content: system }]),
      ...messages.map(({ role, content }) => ({ role, content: [{ type: "text" as const, text: content }] })),
    ],
    temperature,
    maxOutputTokens: maxTokens,
    ...(json ? { responseFormat: { type: "json" as const, name: "answer", ...json } } : {}),
  };
}

interface Thrown {
  readonly statusCode?: number;
  readonly responseBody?: string;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly message?: string;
  readonly name?: string;
  readonly code?: string;
  readonly cause?: unknown;
}

/** What a package, the network or a stream threw; of its words nothing but the message is kept, and no key. */
export function failureOf(
  thrown: unknown,
  { key, nowMs }: { key: string | undefined; nowMs: number },
): Failure {
  const failure =
    thrown instanceof Failed ? thrown.failure : failureOfThrown((thrown ?? {}) as Thrown, nowMs);
  return { ...failure, reason: withoutKey(failure.reason, key) };
}

function failureOfThrown(thrown: Thrown, nowMs: number): Failure {
  const { statusCode, responseBody, responseHeaders = {}, message = "" } = thrown;
  if (statusCode !== undefined && (statusCode < 200 || statusCode > 299))
    return classifyRefusal({
      status: statusCode,
      body: responseBody ?? message,
      retryAfterMs:
        milliseconds(responseHeaders["retry-after-ms"]) ??
        retryAfterMs(responseHeaders["retry-after"], nowMs),
    });
  const code = codeOf(thrown);
  if (code === undefined) return broken(`gave an answer that is none: ${wordsOf(said(thrown))}`);
  if (resetCodes.has(code))
    return { class: "retry", reason: `hung up (${code})`, isLasting: false, retryAfterMs: 0 };
  return broken(`could not be reached (${code})`);
}

const resetCodes = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

const milliseconds = (header: string | undefined) =>
  header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined;

function codeOf({ code, cause }: Thrown, depth = 0): string | undefined {
  if (typeof code === "string" && /^(E[A-Z]+|UND_ERR_\w+)$/.test(code)) return code;
  return cause && depth < 4 ? codeOf(cause as Thrown, depth + 1) : undefined;
}

function said(thrown: Thrown): string {
  return thrown.message ?? JSON.stringify(thrown);
}
