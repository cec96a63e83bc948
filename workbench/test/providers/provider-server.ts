import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll } from "vitest";
import { fakeVector, send } from "./fake-endpoint.ts";
import { type ProtocolName, protocols, type SpokenAnswer } from "./protocols.ts";
import { formatOf, listing, messagesOf, sayLittle, textOf, toolOf } from "./provider-body.ts";

/** A question as the server got it. */
export interface ProviderRequest {
  /** From 0, in the order in which they came. */
  readonly number: number;
  /** When it came, in milliseconds from a fixed point. */
  readonly atMs: number;
  readonly protocol: ProtocolName;
  readonly path: string;
  readonly model: string;
  readonly key: string | undefined;
  readonly system: string;
  readonly messages: readonly { readonly role: string; readonly text: string }[];
  /** What is asked, all of it: to look for words in. */
  readonly text: string;
  readonly streaming: boolean;
  readonly format: "schema" | "json" | "text";
  readonly body: Readonly<Record<string, unknown>>;
  /** What was done in place of answering well. */
  fault: Fault | undefined;
  /** Whether all of the answer, or of the error, was sent before the asker went away. */
  sent: boolean;
}

/** What the server may do in place of answering well. */
export const faultNames = [
  "rate-limited",
  "unauthorized",
  "quota",
  "error-500",
  "unavailable-503",
  "overloaded-529",
  "no-model",
  "too-long",
  "bad-request",
  "no-schema",
  "hang-headers",
  "hang-first-byte",
  "stall",
  "cut",
  "reset",
  "early-end",
  "broken-json",
  "no-json",
  "error-in-200",
  "error-in-stream",
  "wrong-schema",
  "fenced",
  "almost-json",
  "empty",
  "truncated",
  "filtered",
  "drip",
  "huge",
  "redirect",
] as const;
export type FaultName = (typeof faultNames)[number];
export type Fault = FaultName | { readonly name: "rate-limited"; readonly retryAfterSeconds: number };

/** An answer: a text, or a value that is put as JSON. */
export type Say = (request: ProviderRequest) => unknown;

export interface ProviderServer {
  /** `http://127.0.0.1:port`; below it `/v1` speaks OpenAI's protocols, Anthropic's and Google's alike. */
  readonly origin: string;
  /** Where all kinds of providers may be told to be: `origin/v1`. */
  readonly base: string;
  /** Every question that came. */
  readonly calls: ProviderRequest[];
  /** Faults for the next questions, one each; then what `fault` says, else answers. */
  readonly script: (Fault | undefined)[];
  /** Says which questions are not answered well. */
  fault: (request: ProviderRequest) => Fault | undefined;
  /** What is answered: by default a sentence, or the smallest value that fits the schema asked for. */
  say: Say;
  /** Of a question's tokens, what it is to have in its cache, and to put there; by default nothing. */
  cached: (request: ProviderRequest) => { readonly read: number; readonly written: number };
  /** Names of models that it says it has; undefined for a server that has no such list. */
  models: readonly string[] | undefined;
  /** Waited for before each answer. */
  delayMs: number;
  /** Questions that are being answered, and the most that ever were at once. */
  atOnce: number;
  mostAtOnce: number;
  close(): Promise<void>;
}

/** A provider on this machine that speaks the real protocols, and fails as it is told. */
export async function startProviderServer(say: Say = sayLittle): Promise<ProviderServer> {
  const server = createServer((request, response) => {
    serve(provider, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: ProviderServer = {
    origin,
    base: `${origin}/v1`,
    calls: [],
    script: [],
    fault: () => undefined,
    say,
    cached: () => ({ read: 0, written: 0 }),
    models: [],
    delayMs: 0,
    atOnce: 0,
    mostAtOnce: 0,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}

/** The same, closed after the tests of the file. */
export async function providerServer(say?: Say): Promise<ProviderServer> {
  const server = await startProviderServer(say);
  afterAll(() => server.close());
  return server;
}

async function serve(
  provider: ProviderServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const path = request.url ?? "";
  const body = JSON.parse(Buffer.concat(parts).toString("utf8") || "{}");
  const listed = request.method === "GET" ? listing(path, provider.models) : undefined;
  if (listed) return send(response, listed);
  if (path.endsWith("/embeddings")) return send(response, embeddings(body));
  const asked = requestOf(provider.calls.length, request, body);
  if (!asked) return send(response, { error: { message: `no such path: ${path}` } }, 404);
  provider.calls.push(asked);
  asked.fault = provider.script.length > 0 ? provider.script.shift() : provider.fault(asked);
  provider.atOnce += 1;
  provider.mostAtOnce = Math.max(provider.mostAtOnce, provider.atOnce);
  try {
    if (provider.delayMs > 0) await sleep(provider.delayMs);
    const said = await provider.say(asked);
    const text = typeof said === "string" ? said : JSON.stringify(said);
    await answer(asked, { text, cached: provider.cached(asked) }, response);
  } finally {
    provider.atOnce -= 1;
    asked.sent = response.writableEnded;
  }
}

function requestOf(
  number: number,
  { url: path = "", headers }: IncomingMessage,
  // biome-ignore lint/suspicious/noExplicitAny: the four protocols' bodies, read as they come
  body: any,
): ProviderRequest | undefined {
  const protocol = protocolOf(path);
  if (!protocol) return undefined;
  const all = messagesOf(body);
  const messages = all.filter(({ role }) => role !== "system" && role !== "developer");
  const said = all.filter(({ role }) => role === "system" || role === "developer");
  const system = [
    textOf(body.system ?? body.systemInstruction?.parts ?? body.instructions ?? ""),
    ...said.map(({ text }) => text),
  ].join("");
  const { authorization } = headers;
  const key = authorization?.replace(/^Bearer /, "") ?? headers["x-api-key"] ?? headers["x-goog-api-key"];
  return {
    number,
    atMs: performance.now(),
    protocol,
    path,
    model: body.model ?? /models\/([^:]+):/.exec(path)?.[1] ?? "",
    key: String(key ?? headers["api-key"] ?? "") || undefined,
    system,
    messages,
    text: [system, ...messages.map(({ text }) => text)].join("\n"),
    streaming: body.stream === true || path.includes("streamGenerateContent"),
    format: formatOf(body),
    body,
    fault: undefined,
    sent: false,
  };
}

function protocolOf(path: string): ProtocolName | undefined {
  const [bare = ""] = path.split("?");
  if (bare.endsWith("/chat/completions")) return "chat";
  if (bare.endsWith("/responses")) return "responses";
  if (bare.endsWith("/messages")) return "anthropic";
  return /:(stream)?generateContent$/i.test(bare) ? "google" : undefined;
}

function embeddings({ model, input }: { model: string; input: string | string[] }) {
  const texts = [input].flat();
  const tokens = texts.join(" ").split(" ").length;
  return {
    object: "list",
    model,
    data: texts.map((text, index) => ({ object: "embedding", index, embedding: fakeVector(text) })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

type Said = Pick<SpokenAnswer, "text" | "cached">;

async function answer(asked: ProviderRequest, said: Said, response: ServerResponse): Promise<void> {
  const name = typeof asked.fault === "object" ? asked.fault.name : asked.fault;
  const refusal = refusals[name ?? ""];
  if (refusal) return refuse(asked, refusal, response);
  if (name === "hang-headers") return await untilGone(response);
  if (name === "redirect") return void response.writeHead(307, { location: "http://127.0.0.1:9/v1" }).end();
  const spoken = spokenOf(asked, name, said);
  if (asked.streaming) await stream(asked, name, spoken, response);
  else await whole(asked, name, spoken, response);
}

/** How a fault that is a refusal is put: status, code, words. */
const refusals: Readonly<Record<string, readonly [number, string, string]>> = {
  "rate-limited": [429, "rate_limit_exceeded", "Rate limit reached for requests"],
  unauthorized: [401, "invalid_api_key", "Incorrect API key provided"],
  quota: [429, "insufficient_quota", "You exceeded your current quota, please check your plan and billing"],
  "error-500": [500, "server_error", "The server had an error while processing your request"],
  "unavailable-503": [503, "unavailable", "The service is temporarily unavailable"],
  "overloaded-529": [529, "overloaded_error", "Overloaded"],
  "no-model": [404, "model_not_found", "The model does not exist"],
  "too-long": [
    400,
    "context_length_exceeded",
    "This model's maximum context length is 8192 tokens, your messages resulted in 9000 tokens",
  ],
  "bad-request": [400, "invalid_request_error", "Invalid value for parameter"],
  "no-schema": [400, "invalid_request_error", "response_format json_schema is not supported by this model"],
};

function refuse(
  asked: ProviderRequest,
  [status, code, words]: readonly [number, string, string],
  response: ServerResponse,
): void {
  const { fault, protocol, key } = asked;
  const headers =
    typeof fault === "object" ? { "retry-after": String(fault.retryAfterSeconds) } : ({} as const);
  const isAboutKey = status === 401 && key !== undefined;
  const message = isAboutKey ? `${words}: ${key}` : words;
  send(response, protocols[protocol].error(status, code, message), status, headers);
}

function spokenOf(asked: ProviderRequest, name: string | undefined, { text, cached }: Said): SpokenAnswer {
  const changed = bent(name, text);
  return {
    model: asked.model,
    text: changed,
    finish: name === "truncated" ? "length" : name === "filtered" ? "content-filter" : "stop",
    inputTokens: Math.ceil(asked.text.length / 4),
    cached,
    outputTokens: Math.max(1, Math.ceil(changed.length / 4)),
    tool: toolOf(asked.body),
    usageApart: isObject(asked.body.stream_options) && asked.body.stream_options.include_usage === true,
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The text as some faults say it. */
function bent(name: string | undefined, text: string): string {
  if (name === "wrong-schema") return '{"unexpected":true}';
  if (name === "fenced") return `Here is the JSON:\n\n\`\`\`json\n${text}\n\`\`\`\nAnything else?`;
  if (name === "almost-json") return text.replace(/^\{"(\w+)":/, "{$1:").replace(/([}\]])$/, ",$1");
  if (name === "no-json") return "I am sorry, I would rather talk about the sea.";
  if (name === "empty") return "";
  if (name === "truncated") return text.slice(0, Math.ceil(text.length / 2));
  return name === "huge" ? "sea ".repeat(2_621_440) : text;
}

async function whole(
  { protocol }: ProviderRequest,
  name: string | undefined,
  spoken: SpokenAnswer,
  response: ServerResponse,
): Promise<void> {
  const speaks = protocols[protocol];
  if (name === "error-in-200") return send(response, speaks.error(500, "server_error", "Upstream failed"));
  const body = JSON.stringify(speaks.whole(spoken));
  response.writeHead(200, { "content-type": "application/json" });
  if (name === "hang-first-byte") {
    response.flushHeaders();
    return await untilGone(response);
  }
  const half = body.slice(0, Math.floor(body.length / 2));
  if (name === "broken-json" || name === "early-end") return void response.end(half);
  if (["stall", "cut", "reset", "error-in-stream"].includes(name ?? "")) {
    response.write(half);
    return name === "stall" ? await untilGone(response) : await breakOff(response, name === "reset");
  }
  response.end(body);
}

async function stream(
  { protocol }: ProviderRequest,
  name: string | undefined,
  spoken: SpokenAnswer,
  response: ServerResponse,
): Promise<void> {
  const speaks = protocols[protocol];
  if (name === "error-in-200") return send(response, speaks.error(500, "server_error", "Upstream failed"));
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.flushHeaders();
  if (name === "hang-first-byte") return await untilGone(response);
  const { opening, pieces, closing } = speaks.frames(spoken);
  const half = Math.max(1, Math.floor(pieces.length / 2));
  for (const frame of opening) response.write(frame);
  for (const [at, frame] of pieces.entries()) {
    if (at === half && name !== undefined && midway.has(name))
      return await breakIn(name, frame, speaks, response);
    if (response.destroyed) return;
    if (!response.write(frame) && name === "huge") await once(response, "drain");
    if (name === "drip") await sleep(20);
  }
  for (const frame of closing) response.write(frame);
  response.end();
}

const midway = new Set(["stall", "cut", "reset", "early-end", "broken-json", "error-in-stream"]);

/** What happens in the midst of a stream. */
async function breakIn(
  name: string,
  frame: string,
  speaks: (typeof protocols)[ProtocolName],
  response: ServerResponse,
): Promise<void> {
  if (name === "stall") return await untilGone(response);
  if (name === "cut" || name === "reset") return await breakOff(response, name === "reset");
  if (name === "broken-json") response.write(`${frame.trimEnd().slice(0, -5)}\n\n`);
  if (name === "error-in-stream")
    response.write(
      `event: error\ndata: ${JSON.stringify(speaks.error(500, "server_error", "It broke"))}\n\n`,
    );
  response.end();
}

async function breakOff(response: ServerResponse, reset: boolean): Promise<void> {
  await sleep(5);
  if (reset) response.socket?.resetAndDestroy();
  else response.destroy();
}

/** Says nothing more until the asker hangs up. */
function untilGone(response: ServerResponse): Promise<void> {
  return once(response, "close");
}

function once(response: ServerResponse, event: "close" | "drain"): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      response.off("close", done);
      response.off(event, done);
      resolve();
    };
    response.on("close", done);
    response.on(event, done);
  });
}
