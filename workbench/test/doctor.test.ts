import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { join } from "node:path";
import { minilmFolder } from "@toposcope/model-minilm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "./cli/call.ts";
import { writeCrossEncoder } from "./native/cross-encoder-folder.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const data = temporaryFolder();
const taken = createTcpServer();
const endpoint = createServer((request, reply) => {
  const known = request.headers.authorization === "Bearer right-key";
  reply.writeHead(known ? 200 : 401, { "content-type": "application/json" });
  reply.end(
    JSON.stringify(known ? { data: [{ index: 0, embedding: [0.6, 0.8] }] } : { error: "who are you?" }),
  );
});

beforeAll(async () => {
  for (const server of [taken, endpoint]) await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => {
  taken.close();
  endpoint.close();
});

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

async function wrong(parameters: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout } = await call(
    ["doctor", "--json", "--model", "static", "--port", "0", ...parameters],
    { env },
  );
  const checks = JSON.parse(stdout) as { check: string; ok: boolean; found: string; hint: string | null }[];
  const found = checks.filter(({ ok }) => !ok);
  for (const { hint } of found) expect(hint).toMatch(/\w{3}/);
  return { code, checks, wrong: found.map(({ check }) => check) };
}

test("a sound installation has nothing wrong, in words and as JSON", async () => {
  const { code, checks, wrong: found } = await wrong(["--data", data]);
  expect([code, found]).toEqual([0, []]);
  expect(checks.find(({ check }) => check === "database")?.found).toMatch(/^PostgreSQL 18/);
  const { stdout } = await call(["doctor", "--data", data, "--model", "static", "--port", "0"]);
  for (const { check } of checks) expect(stdout).toMatch(new RegExp(`^ok +${check} `, "m"));
});

test("a database that does not answer is told, and everything else is looked at all the same", async () => {
  const env = { DATABASE_URL: "postgres://nobody:hidden-word@127.0.0.1:1/nothing" };
  const { code, checks, wrong: found } = await wrong(["--data", data], env);
  expect([code, found]).toEqual([1, ["database"]]);
  expect(checks.length).toBeGreaterThan(10);
  expect(JSON.stringify(checks)).not.toContain("hidden-word");
});

test("a data folder that cannot be used is told", async () => {
  const { code, wrong: found } = await wrong(["--data", join(import.meta.filename, "data")]);
  expect(code).toBe(1);
  expect(found).toEqual(expect.arrayContaining(["data folder", "database"]));
});

test("a port that is taken is told", async () => {
  const { code, wrong: found } = await wrong(["--data", data, "--port", String(portOf(taken))]);
  expect([code, found]).toEqual([1, ["port"]]);
});

test("an embedding model that is not there, and an endpoint that refuses the key, are told", async () => {
  expect((await wrong(["--data", data, "--model", "/no/such/model"])).wrong).toEqual(["embedding"]);
  const address = `http://127.0.0.1:${portOf(endpoint)}`;
  const model = ["--model", `${address}/v1#some-model`, "--embedding-address", address];
  expect((await wrong(["--data", data, ...model, "--embedding-key", "wrong-key"])).wrong).toEqual([
    "embedding",
  ]);
  const right = await wrong(["--data", data, ...model, "--embedding-key", "right-key"]);
  expect(right.wrong).toEqual([]);
  expect(right.checks.find(({ check }) => check === "embedding")?.found).toContain("2 dimensions");
});

test("a cross-encoder that is not there, or is none, is told; one that works says so", async () => {
  const reranker = (folder: string) => wrong(["--data", data, "--reranker", folder]);
  expect((await reranker("/no/such/model")).wrong).toEqual(["reranking"]);
  expect((await reranker(minilmFolder)).wrong).toEqual(["reranking"]);
  const right = await reranker(writeCrossEncoder(temporaryFolder()));
  expect(right.wrong).toEqual([]);
  expect(right.checks.find(({ check }) => check === "reranking")?.found).toMatch(/^overlap@1 answers with/);
});
