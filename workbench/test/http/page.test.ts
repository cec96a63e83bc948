import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jsonOf, type ServerUnderTest, startServer } from "./server-under-test.ts";

let server: ServerUnderTest;
let page: string;

beforeAll(async () => {
  page = await mkdtemp(join(tmpdir(), "toposcope-page-"));
  await mkdir(join(page, "assets"));
  await mkdir(join(page, ".vite"));
  await writeFile(
    join(page, "index.html"),
    '<script nonce="__CSP_NONCE__"></script><style nonce="__CSP_NONCE__"></style>',
  );
  await writeFile(join(page, "assets/main-abc123.js"), "export {}");
  await writeFile(join(page, "assets/worker-abc123.mjs"), "export {}");
  await writeFile(join(page, "toposcope.svg"), "<svg/>");
  await writeFile(join(page, ".vite/manifest.json"), "{}");
  server = await startServer({ page, flags: { token: "a-token-that-is-long-enough" } });
});
afterAll(async () => {
  await server.close();
  await rm(page, { recursive: true, force: true });
});

test("the page carries a fresh nonce in its policy and in its markup each time", async () => {
  const nonces = new Set<string>();
  for (const path of ["/", "/index.html", "/?project=papers"]) {
    const reply = await server.call(path);
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toContain("text/html");
    expect(reply.headers.get("cache-control")).toBe("no-cache");
    const policy = reply.headers.get("content-security-policy") ?? "";
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect((await reply.text()).split(nonce)).toHaveLength(3);
    expect(policy).not.toContain("unsafe");
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test("a page that was built anew is served from then on", async () => {
  const built = await readFile(join(page, "index.html"), "utf8");
  await writeFile(join(page, "index.html"), `${built}<p>built anew</p>`);
  expect(await (await server.call("/")).text()).toContain("<p>built anew</p>");
  await writeFile(join(page, "index.html"), built);
});

test("files named by their contents are kept for ever, others are asked for again", async () => {
  const asset = await server.call("/assets/main-abc123.js");
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(asset.headers.get("content-type")).toMatch(/^(text|application)\/javascript/);
  expect((await server.call("/assets/worker-abc123.mjs")).headers.get("content-type")).toMatch(
    /^(text|application)\/javascript/,
  );
  const icon = await server.call("/toposcope.svg");
  expect([icon.headers.get("cache-control"), icon.headers.get("content-type")]).toEqual([
    "no-cache",
    "image/svg+xml",
  ]);
  expect(icon.headers.get("etag")).toBeTruthy();
});

test.each([
  "/.vite/manifest.json",
  "/nothing.js",
  "/assets",
  "/..%2f..%2fetc%2fpasswd",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/assets/..%5c..%5cx",
  "/a%00b",
])("%s is not served", async (path) => {
  expect((await server.call(path)).status).toBeGreaterThanOrEqual(400);
});

test("a page that was never built says how to build it", async () => {
  const bare = await startServer({ page: join(tmpdir(), "no-such-folder") });
  const reply = await bare.call("/");
  expect([reply.status, (await jsonOf(reply)).code]).toEqual([503, "PAGE_MISSING"]);
  await bare.close();
});
