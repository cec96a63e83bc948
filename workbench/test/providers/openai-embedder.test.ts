import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Embedder } from "../../src/providers/embedder.ts";
import { keyFor } from "../../src/providers/embedding-key.ts";
import { retryAfterMs } from "../../src/providers/endpoint-request.ts";
import { openEndpointEmbedder } from "../../src/providers/openai-embedder.ts";
import { cosine, row, rowLength } from "../native/vectors.ts";
import {
  dimensions,
  type FakeEndpoint,
  type Fault,
  fakeVector,
  send,
  startFakeEndpoint,
} from "./fake-endpoint.ts";

const secret = "sk-secret-of-the-test";
const retry = { retries: 2, firstDelayMs: 5, longestDelayMs: 2_000, timeoutMs: 2_000 };

const keyOf = ({ base }: FakeEndpoint) => ({ secret, address: base });

let endpoint: FakeEndpoint;
let embedder: Embedder;
beforeAll(async () => {
  endpoint = await startFakeEndpoint();
  embedder = await openEndpointEmbedder(`${endpoint.base}#small`, { key: keyOf(endpoint), retry });
});
afterAll(async () => {
  await embedder.close();
  await endpoint.close();
});
beforeEach(() => {
  endpoint.requests.length = 0;
  endpoint.faults.length = 0;
});

const refuse =
  (status: number, headers = {}, said = "no"): Fault =>
  (response) =>
    send(response, { error: { message: said } }, status, headers);

test("the address names the model, and its dimensions are learned from the endpoint", () => {
  expect(embedder.stamp).toEqual({
    id: `${endpoint.base}#small`,
    revision: "1",
    pooling: "remote",
    prefix: "",
    dimensions,
    normalised: true,
  });
});

test("texts are sent with the model's name and the key, and come back as unit vectors in order", async () => {
  const { vectors, tokens } = await embedder.embed(["a small town", "the sea"]);
  expect(endpoint.requests).toEqual([
    {
      path: "/v1/embeddings",
      authorization: `Bearer ${secret}`,
      model: "small",
      input: ["a small town", "the sea"],
    },
  ]);
  for (const [at, text] of ["a small town", "the sea"].entries()) {
    expect(cosine(row(vectors, at, dimensions), Float32Array.from(fakeVector(text)))).toBeCloseTo(1, 6);
    expect(rowLength(vectors, at, dimensions)).toBeCloseTo(1, 6);
  }
  expect(tokens).toBe(5);
});

test("a shuffled answer is put in order by its index", async () => {
  endpoint.faults.push((response, answer) => send(response, { ...answer, data: answer.data.toReversed() }));
  const texts = ["one", "two", "three"];
  const { vectors } = await embedder.embed(texts);
  for (const [at, text] of texts.entries()) {
    expect(cosine(row(vectors, at, dimensions), Float32Array.from(fakeVector(text)))).toBeCloseTo(1, 6);
  }
});

test("vectors in base64 are read too", async () => {
  endpoint.faults.push((response, answer) => {
    for (const item of answer.data) {
      item.embedding = Buffer.from(Float32Array.from(fakeVector("one")).buffer).toString("base64");
    }
    send(response, answer);
  });
  const { vectors } = await embedder.embed(["one"]);
  expect(cosine(vectors, Float32Array.from(fakeVector("one")))).toBeCloseTo(1, 6);
});

test("a request carries at most a hundred texts", async () => {
  const texts = Array.from({ length: 250 }, (_, i) => `text ${i}`);
  const { vectors } = await embedder.embed(texts);
  expect(endpoint.requests.map(({ input }) => input.length).sort()).toEqual([100, 100, 50]);
  expect(cosine(row(vectors, 249, dimensions), Float32Array.from(fakeVector("text 249")))).toBeCloseTo(1, 6);
});

test("a text beyond 8,000 characters is sent whole in windows, no character cut in half", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 8_001, max: 40_000 }), fc.nat({ max: 1 }), async (length, offset) => {
      endpoint.requests.length = 0;
      const text = `${"x".repeat(offset)}${"𝔸".repeat(length / 2)}`;
      const { vectors } = await embedder.embed([text]);
      const sent = endpoint.requests.flatMap(({ input }) => input);
      expect(sent.join("")).toBe(text);
      expect(sent.every((part) => part.length <= 8_000 && part.isWellFormed())).toBe(true);
      expect(rowLength(vectors, 0, dimensions)).toBeCloseTo(1, 5);
    }),
    { numRuns: 20 },
  );
});

test("an empty text is not sent and has a row of zeros", async () => {
  const { vectors } = await embedder.embed(["", "word", " \n "]);
  expect(endpoint.requests.map(({ input }) => input)).toEqual([["word"]]);
  expect([0, 1, 2].map((at) => Math.round(rowLength(vectors, at, dimensions)))).toEqual([0, 1, 0]);
  expect(await embedder.embed([])).toEqual({ vectors: new Float32Array(), tokens: 0 });
});

test("after 429 it waits as long as the endpoint asks, then goes on", async () => {
  endpoint.faults.push(refuse(429, { "retry-after": "1" }));
  const before = performance.now();
  await embedder.embed(["again"]);
  expect(performance.now() - before).toBeGreaterThanOrEqual(990);
  expect(endpoint.requests).toHaveLength(2);
});

test.each([408, 500, 503])("after %i it tries again", async (status) => {
  endpoint.faults.push(refuse(status), refuse(status));
  await embedder.embed(["again"]);
  expect(endpoint.requests).toHaveLength(3);
});

test("a broken connection is tried again", async () => {
  endpoint.faults.push((response) => response.destroy());
  await embedder.embed(["again"]);
  expect(endpoint.requests).toHaveLength(2);
});

test("it gives up after its last retry and says what the endpoint said", async () => {
  endpoint.faults.push(refuse(500), refuse(500), refuse(500, {}, "the model crashed"));
  await expect(embedder.embed(["x"])).rejects.toMatchObject({
    code: "EMBEDDING_UNAVAILABLE",
    message: expect.stringMatching(/500.*the model crashed.*3 tries/),
  });
  expect(endpoint.requests).toHaveLength(3);
});

test("an endpoint that asks for more patience is left alone for so long", async () => {
  endpoint.faults.push(refuse(429, { "retry-after": "3600" }));
  await expect(embedder.embed(["x"])).rejects.toMatchObject({
    code: "EMBEDDING_UNAVAILABLE",
    retryAfterMs: 3_600_000,
  });
  expect(endpoint.requests).toHaveLength(1);
});

test.each([400, 401, 403, 404])(
  "%i is not tried again, and the key is not in the message",
  async (status) => {
    endpoint.faults.push(refuse(status, {}, `wrong key ${secret}`));
    const failure = await embedder.embed(["x"]).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "EMBEDDING_REFUSED",
      message: expect.stringContaining(`${status}`),
    });
    expect(String(failure)).not.toContain(secret);
    expect(endpoint.requests).toHaveLength(1);
  },
);

test("an endpoint that hangs is given up after the time-out", async () => {
  const hasty = await openEndpointEmbedder(`${endpoint.base}#small`, {
    key: keyOf(endpoint),
    retry: { ...retry, retries: 1, timeoutMs: 100 },
  });
  endpoint.requests.length = 0;
  endpoint.faults.push(
    () => {},
    () => {},
  );
  await expect(hasty.embed(["x"])).rejects.toMatchObject({
    code: "EMBEDDING_UNAVAILABLE",
    message: expect.stringContaining("no answer"),
  });
  expect(endpoint.requests).toHaveLength(2);
  await hasty.close();
});

test("an aborted call ends while it waits for a retry, which is never sent", async () => {
  const abort = new AbortController();
  endpoint.faults.push(refuse(429, { "retry-after": "2" }));
  const embedding = embedder.embed(["x"], { signal: abort.signal });
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  abort.abort(new Error("enough"));
  await expect(embedding).rejects.toThrow("enough");
  expect(endpoint.requests).toHaveLength(1);
});

test("vectors of another size than before are refused", async () => {
  endpoint.faults.push((response, answer) => {
    for (const item of answer.data) item.embedding = [1, 2, 3];
    send(response, answer);
  });
  await expect(embedder.embed(["x"])).rejects.toMatchObject({
    code: "EMBEDDING_DIMENSIONS",
    message: expect.stringMatching(/3.*8/),
  });
});

test.each<[string, Fault]>([
  ["too few vectors", (response, answer) => send(response, { ...answer, data: answer.data.slice(1) })],
  [
    "one index twice",
    (response, answer) =>
      send(response, { ...answer, data: answer.data.map((item) => ({ ...item, index: 0 })) }),
  ],
  ["something else", (response) => send(response, { hello: "world" })],
  ["no JSON", (response) => response.end("<html>")],
])("an answer with %s is refused", async (_, fault) => {
  endpoint.faults.push(fault);
  await expect(embedder.embed(["x", "y"])).rejects.toMatchObject({ code: "EMBEDDING_FAILED" });
});

test("an address without a model, or with a password in it, is refused", async () => {
  for (const address of ["https://host/v1", "https://host/v1#", "https://me:pass@host/v1#m"]) {
    await expect(openEndpointEmbedder(address)).rejects.toMatchObject({ code: "MODEL_NOT_FOUND" });
  }
});

test("OpenAI's key from the environment goes to no other host", async () => {
  vi.stubEnv("OPENAI_API_KEY", "sk-of-somebody");
  const other = await openEndpointEmbedder(`${endpoint.base}/#small`, { retry });
  expect(endpoint.requests[0]).toMatchObject({ path: "/v1/embeddings", authorization: undefined });
  await other.close();
  vi.unstubAllEnvs();
});

test("a key goes to the scheme, host and port that it was given for, and nothing at all is asked elsewhere", async () => {
  const elsewhere = [
    "http://127.0.0.1:1/v1",
    endpoint.base.replace("http:", "https:"),
    endpoint.base.replace("127.0.0.1", "localhost"),
    undefined,
  ];
  for (const address of elsewhere) {
    const opening = openEndpointEmbedder(`${endpoint.base}#small`, { key: { secret, address }, retry });
    const failure = await opening.catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "EMBEDDING_KEY_ELSEWHERE" });
    expect(String(failure)).not.toContain(secret);
  }
  expect(endpoint.requests).toEqual([]);
  const other = await openEndpointEmbedder(`${endpoint.base}#small`, {
    key: { secret, address: new URL(endpoint.base).origin },
    retry,
  });
  expect(endpoint.requests[0]).toMatchObject({ authorization: `Bearer ${secret}` });
  await other.close();
});

test("neither a key nor OpenAI's own goes over plain http out of this machine's networks", () => {
  const key = { secret, address: "http://example.org/v1" };
  expect(() => keyFor(new URL("http://example.org/v1/embeddings"), key)).toThrow(/plain http/);
  const environment = { OPENAI_API_KEY: "sk-of-somebody" };
  expect(keyFor(new URL("http://api.openai.com/v1"), undefined, environment)).toBeUndefined();
  expect(keyFor(new URL("https://api.openai.com/v1"), undefined, environment)).toBe("sk-of-somebody");
});

test("Retry-After is read as seconds or as a date", () => {
  const now = Date.parse("2026-11-21T10:00:00Z");
  expect(retryAfterMs("3", now)).toBe(3_000);
  expect(retryAfterMs("Sat, 21 Nov 2026 10:00:05 GMT", now)).toBe(5_000);
  expect(retryAfterMs("Sat, 21 Nov 2026 09:00:00 GMT", now)).toBe(0);
  expect(retryAfterMs("soon", now)).toBeUndefined();
  expect(retryAfterMs(undefined, now)).toBeUndefined();
});
