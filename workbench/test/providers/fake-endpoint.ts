import { hash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface ReceivedRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly model: string;
  readonly input: readonly string[];
}

/** What the endpoint does with one request in place of answering it well. */
export type Fault = (response: ServerResponse, answer: EndpointAnswer) => void;

export interface EndpointAnswer {
  readonly object: "list";
  readonly model: string;
  data: { object: "embedding"; index: number; embedding: number[] | string }[];
  readonly usage: { prompt_tokens: number; total_tokens: number };
}

export interface FakeEndpoint {
  /** `http://127.0.0.1:port/v1` */
  readonly base: string;
  readonly requests: ReceivedRequest[];
  /** Faults for the next requests, one each; without any left, requests are answered well. */
  readonly faults: Fault[];
  close(): Promise<void>;
}

export const dimensions = 8;

/** The vector that the endpoint gives a text: its own for each text. */
export function fakeVector(text: string): number[] {
  const digest = hash("sha256", text, "buffer");
  return Array.from({ length: dimensions }, (_, c) => (digest[c] ?? 0) / 128 - 1);
}

export function send(response: ServerResponse, value: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
}

/** How the endpoint answers where nothing else is said: at once, with a vector that tells nothing but texts apart. */
export interface EndpointManner {
  readonly delayMs?: number;
  /** Waited for before each answer. */
  readonly pace?: () => Promise<unknown>;
  readonly vectorOf?: (text: string) => number[];
}

/** A server on this machine that speaks the protocol of OpenAI's embeddings. */
export async function startFakeEndpoint(manner: EndpointManner = {}): Promise<FakeEndpoint> {
  const requests: ReceivedRequest[] = [];
  const faults: Fault[] = [];
  const server = createServer(
    (request, response) => void serve(request, response, { requests, faults, manner }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}/v1`,
    requests,
    faults,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  {
    requests,
    faults,
    manner: { delayMs = 0, pace, vectorOf = fakeVector },
  }: { requests: ReceivedRequest[]; faults: Fault[]; manner: EndpointManner },
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const { model, input } = JSON.parse(Buffer.concat(parts).toString("utf8"));
  requests.push({ path: request.url ?? "", authorization: request.headers.authorization, model, input });
  const answer = answerTo(model, input, vectorOf);
  if (delayMs > 0) await sleep(delayMs);
  await pace?.();
  const fault = faults.shift();
  if (fault) fault(response, answer);
  else send(response, answer);
}

function answerTo(
  model: string,
  input: readonly string[],
  vectorOf: (text: string) => number[],
): EndpointAnswer {
  const tokens = input.join(" ").split(" ").length;
  return {
    object: "list",
    model,
    data: input.map((text, index) => ({ object: "embedding", index, embedding: vectorOf(text) })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}
