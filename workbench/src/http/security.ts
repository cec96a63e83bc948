import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import { ToposcopeError } from "../errors.ts";

/** Sent with every reply, whatever it is. */
export const commonHeaders = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cache-control": "no-store",
} as const;

/** The page's policy: our own files and what carries this reply's nonce, no other host, no eval. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

export const newNonce = () => randomBytes(16).toString("base64");

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  return bare === "localhost" || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127."));
}

/** @throws ToposcopeError TOKEN_REQUIRED when others could reach the server and nothing would stop them */
export function refuseOpenServer({ host, token }: { host: string; token?: string | undefined }): void {
  if (token === undefined && !isLoopback(host)) {
    throw new ToposcopeError(
      "TOKEN_REQUIRED",
      `${host} can be reached from other machines, and no token is set`,
    );
  }
}

/** The headers that say where a request comes from. */
export interface RequestOrigin {
  readonly method: string;
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly fetchSite?: string | undefined;
}

/**
 * Refuses what a foreign site makes a browser send: requests under a foreign name that was pointed at this machine (DNS
 * rebinding), and changes asked for by another origin.
 *
 * @param anyHost whether the server goes by other names too, since a token guards it
 * @throws ToposcopeError ORIGIN_REFUSED
 */
export function refuseForeignOrigin(request: RequestOrigin, { anyHost }: { anyHost: boolean }): void {
  const host = request.host ?? "";
  if (!anyHost && !isLoopback(host.replace(/:\d+$/, ""))) {
    throw new ToposcopeError("ORIGIN_REFUSED", `this server does not go by the name ${JSON.stringify(host)}`);
  }
  if (request.method === "GET" || request.method === "HEAD") return;
  const isForeign =
    request.origin === undefined
      ? request.fetchSite !== undefined && !["same-origin", "none"].includes(request.fetchSite)
      : URL.parse(request.origin)?.host !== host.toLowerCase();
  if (isForeign) {
    throw new ToposcopeError(
      "ORIGIN_REFUSED",
      `a page of ${request.origin ?? "another site"} may not change anything`,
    );
  }
}

const digest = (text: string) => createHash("sha256").update(text).digest();

/** @throws ToposcopeError UNAUTHORIZED; how long the comparison takes does not depend on what was sent */
export function requireToken(authorization: string | undefined, token: string): void {
  const sent = /^bearer (.+)$/i.exec(authorization ?? "")?.[1];
  if (sent === undefined) throw new ToposcopeError("UNAUTHORIZED", "this request carries no token");
  if (!timingSafeEqual(digest(sent), digest(token))) {
    throw new ToposcopeError("UNAUTHORIZED", "the token is not the one that this server expects");
  }
}

/** The caller's correlation id where it is harmless to log and to send back. */
export function saneCorrelationId(given: string | string[] | undefined): string | undefined {
  return typeof given === "string" && /^[\w.:-]{8,128}$/.test(given) ? given : undefined;
}
