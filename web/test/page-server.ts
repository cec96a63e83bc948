import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { FixtureApi } from "../dev/fixture-api.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

const nonce = "dGVzdC1vbmx5LW5vbmNl";

/** The strictest policy that the page is promised to work under. */
const policy = [
  "default-src 'none'",
  `script-src 'self' 'nonce-${nonce}'`,
  `style-src 'self' 'nonce-${nonce}'`,
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export interface PageServer {
  readonly address: string;
  readonly api: FixtureApi;
  close(): Promise<void>;
}

/** Serves a built page under the strict policy, its API answered from invented data. */
export async function servePage(folder: string, api = new FixtureApi()): Promise<PageServer> {
  const server = createServer((request, response) => {
    void api.handle(request, response).then(async (taken) => {
      if (taken) return;
      const { pathname } = new URL(request.url ?? "/", "http://localhost");
      const path = pathname === "/" ? "/index.html" : pathname;
      const body = await readFile(join(folder, path)).catch(() => undefined);
      if (body === undefined) {
        response.writeHead(404).end();
        return;
      }
      const isPage = path === "/index.html";
      response.writeHead(200, {
        "content-type": types[extname(path)] ?? "application/octet-stream",
        "content-security-policy": policy,
      });
      response.end(isPage ? body.toString().replaceAll("__CSP_NONCE__", nonce) : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    api,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
