import { Agent, request } from "undici";
import { AddressRefusedError, isPublicAddress, literalAddress, lookupPublic } from "./public-address.ts";
import { signatureOf } from "./signature.ts";

/** What came of one try to deliver. */
export interface Answer {
  readonly status: number | null;
  /** Null where it was taken. */
  readonly error: string | null;
}

export interface Letter {
  readonly url: string;
  readonly secret: string;
  /** The same for every try of the same. */
  readonly delivery: string;
  readonly type: string;
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
}

/** Sends what webhooks are told. */
export interface Postman {
  /** Never throws: whatever goes wrong is in the answer. */
  post(letter: Letter): Promise<Answer>;
  close(): Promise<void>;
}

export interface PostmanOptions {
  /** Also to addresses of this machine and its networks. */
  readonly anywhere: boolean;
  readonly timeoutMs?: number;
}

const mostAnswerBytes = 65_536;

/** A redirect is not followed, and an answer is read only so far as it takes to keep the connection. */
export function createPostman({ anywhere, timeoutMs = 10_000 }: PostmanOptions): Postman {
  const agent = new Agent({
    connect: { timeout: timeoutMs / 2, ...(anywhere ? {} : { lookup: lookupPublic }) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 10_000,
    connections: 4,
  });
  return {
    async post({ url, secret, delivery, type, body, signal }) {
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const target = new URL(url);
        const literal = literalAddress(target);
        if (!anywhere && literal !== undefined && !isPublicAddress(literal))
          throw new AddressRefusedError(`${literal} is a private address`);
        const { statusCode, body: answer } = await request(target, {
          method: "POST",
          dispatcher: agent,
          headers: {
            "content-type": "application/json",
            "user-agent": "toposcope-webhook",
            "toposcope-event": type,
            "toposcope-delivery": delivery,
            "toposcope-signature": signatureOf(secret, Math.floor(Date.now() / 1_000), body),
          },
          body,
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        await answer.dump({ limit: mostAnswerBytes }).catch(() => {});
        const isTaken = statusCode >= 200 && statusCode < 300;
        return { status: statusCode, error: isTaken ? null : `it answered ${statusCode}` };
      } catch (error) {
        return {
          status: null,
          error: timeout.aborted ? `no answer within ${timeoutMs} ms` : whatFailed(error),
        };
      }
    },
    close: () => agent.destroy(),
  };
}

function whatFailed(error: unknown): string {
  if (error instanceof AddressRefusedError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return `it cannot be reached: ${code ?? message}`;
}
