import { setTimeout as wait } from "node:timers/promises";
import { Agent, request } from "undici";
import { ToposcopeError } from "../errors.ts";

export interface RetryOptions {
  /** Tries after the first one. */
  readonly retries: number;
  /** Wait before the second try; it doubles with each further one, and a random part of it is taken off. */
  readonly firstDelayMs: number;
  /** Longest wait between tries. An endpoint that asks for more is left alone for so long. */
  readonly longestDelayMs: number;
  /** Time that one try may take. */
  readonly timeoutMs: number;
}

export interface EndpointRequest {
  readonly url: URL;
  readonly key: string | undefined;
  readonly body: unknown;
  readonly agent: Agent;
  readonly retry: RetryOptions;
  readonly signal: AbortSignal | undefined;
}

type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly reason: string;
      /** Whether it may pass by itself; a refusal holds until somebody puts something right. */
      readonly code: "EMBEDDING_UNAVAILABLE" | "EMBEDDING_REFUSED" | "EMBEDDING_FAILED";
      readonly waitMs?: number | undefined;
      readonly cause?: unknown;
    };

const largestAnswerBytes = 64 * 1024 * 1024;

/** Keeps a few connections to an endpoint open, none of them for ever. */
export function endpointAgent(connections: number, timeoutMs: number): Agent {
  return new Agent({
    connections,
    connectTimeout: Math.min(10_000, timeoutMs),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 30_000,
    maxResponseSize: largestAnswerBytes,
  });
}

/**
 * Posts JSON to an endpoint and parses what it answers. Tries again after a broken connection, a time-out, 408, 429
 * and 5xx, as long after as the endpoint asks.
 *
 * @throws ToposcopeError EMBEDDING_UNAVAILABLE when that did not help, EMBEDDING_REFUSED for any other refusal,
 *   EMBEDDING_FAILED for an answer that is none, with the status or the fault, never with the key; the signal's reason
 *   when aborted
 */
export async function postJson(call: EndpointRequest): Promise<unknown> {
  const { retries, firstDelayMs, longestDelayMs } = call.retry;
  for (let attempt = 0; ; attempt++) {
    call.signal?.throwIfAborted();
    const outcome = await tryOnce(call);
    if (outcome.ok) return outcome.value;
    call.signal?.throwIfAborted();
    const backoffMs = firstDelayMs * 2 ** attempt * (0.5 + Math.random() / 2);
    const waitMs = outcome.waitMs ?? Math.min(backoffMs, longestDelayMs);
    const mayPass = outcome.code === "EMBEDDING_UNAVAILABLE";
    if (!mayPass || attempt >= retries || waitMs > longestDelayMs) {
      const tries = attempt === 0 ? "" : ` (${attempt + 1} tries)`;
      throw new ToposcopeError(outcome.code, `${call.url.host} ${outcome.reason}${tries}`, {
        cause: outcome.cause,
        retryAfterMs: outcome.waitMs,
      });
    }
    await wait(waitMs, undefined, { signal: call.signal }).catch(() => call.signal?.throwIfAborted());
  }
}

async function tryOnce({ url, key, body, agent, retry, signal }: EndpointRequest): Promise<Outcome> {
  const timeout = AbortSignal.timeout(retry.timeoutMs);
  try {
    const response = await request(url, {
      method: "POST",
      dispatcher: agent,
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const text = await response.body.text();
    if (response.statusCode === 200) return parseAnswer(text);
    return {
      ok: false,
      reason: `answered ${response.statusCode}${said(text, key)}`,
      code: isPassing(response.statusCode) ? "EMBEDDING_UNAVAILABLE" : "EMBEDDING_REFUSED",
      waitMs: retryAfterMs(response.headers["retry-after"], Date.now()),
    };
  } catch (cause) {
    const reason = timeout.aborted ? `gave no answer within ${retry.timeoutMs} ms` : "could not be reached";
    return { ok: false, reason, code: "EMBEDDING_UNAVAILABLE", cause };
  }
}

function parseAnswer(text: string): Outcome {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (cause) {
    return { ok: false, reason: "answered something that is no JSON", code: "EMBEDDING_FAILED", cause };
  }
}

/** Too early, too many, or a fault of its own: the same request may be answered later. */
const isPassing = (status: number) => [408, 425, 429].includes(status) || status >= 500;

function said(text: string, key: string | undefined): string {
  const line = text.replace(/\s+/g, " ").trim();
  const safe = key === undefined ? line : line.replaceAll(key, "[key]");
  return safe === "" ? "" : `: ${safe.slice(0, 200)}`;
}

/** What a Retry-After header asks for, seconds or a date. */
export function retryAfterMs(header: string | string[] | undefined, nowMs: number): number | undefined {
  const value = Array.isArray(header) ? header[0] : header;
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value.trim())) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
