import { expect, test } from "vitest";
import { z } from "zod";
import type { LlmPart } from "../../src/providers/llm.ts";
import { asked } from "./asked.ts";
import { candidatesAt, llmUnderTest } from "./llm-under-test.ts";
import { type Fault, type ProviderServer, providerServer } from "./provider-server.ts";

const shape = z.object({ name: z.string().min(1), topics: z.array(z.string()) });
const sentence = "One two three four five six.";
const limits = { silenceMs: 150 };

/** Two servers that say who they are, in six words. */
async function two(): Promise<[ProviderServer, ProviderServer]> {
  return [
    await providerServer(() => sentence),
    await providerServer(() => "From the spare one, as one sees."),
  ];
}

const always = (fault: Fault) => () => fault;

test("an answer is booked with its tokens and what they cost", async () => {
  const server = await providerServer(() => "About the sea.");
  const llm = llmUnderTest(server);
  const { value, origin } = await llm.text(asked({ of: { projectId: 3, runId: 4, topicId: 5 } }));
  expect(value).toBe("About the sea.");
  expect(origin).toMatchObject({ provider: "first", model: "model", cached: false });
  expect(origin.cost).toBeCloseTo((origin.inputTokens + 4 * origin.outputTokens) / 1e6, 12);
  expect(llm.ledger.calls).toMatchObject([
    { of: { projectId: 3, runId: 4, topicId: 5 }, attempt: 1, error: null, ...origin },
  ]);
  expect(llm.ledger.reserved).toBe(0);
});

test("a price that is not known makes a cost that is not known", async () => {
  const server = await providerServer();
  const [candidate] = candidatesAt([server]);
  const llm = llmUnderTest(server, { candidates: candidate ? [{ ...candidate, price: undefined }] : [] });
  expect((await llm.text(asked())).origin.cost).toBeNull();
});

test("without a model there is none to be asked, and asking says so", async () => {
  const llm = llmUnderTest([]);
  expect(await llm.modelFor("naming", { projectId: 1 })).toBeUndefined();
  await expect(llm.text(asked())).rejects.toMatchObject({ code: "NO_LANGUAGE_MODEL" });
});

test("the model that would be asked is told by its provider's name", async () => {
  const llm = llmUnderTest(await two());
  expect(await llm.modelFor("naming", { projectId: 1 })).toBe("first/model");
});

test("what was paid is not asked again: for a text, a stream and JSON alike", async () => {
  const server = await providerServer();
  const llm = llmUnderTest(server);
  const [text, json] = [asked(), asked()];
  const first = await llm.text(text);
  const again = await llm.text(text);
  expect(again.value).toBe(first.value);
  expect(again.origin).toEqual({ ...first.origin, cached: true });
  expect(await Array.fromAsync(llm.stream(text))).toMatchObject([
    { type: "text", text: first.value },
    { type: "done", reply: { origin: { cached: true } } },
  ]);
  const value = (await llm.json(json, shape)).value;
  expect(await llm.json(json, shape)).toMatchObject({ value, origin: { cached: true } });
  expect(server.calls).toHaveLength(2);
  expect(llm.ledger.calls.filter(({ cached }) => cached)).toHaveLength(3);
});

test("what was paid is asked again under another version of the prompt, and for another shape", async () => {
  const server = await providerServer();
  const llm = llmUnderTest(server);
  const ask = asked();
  await llm.json(ask, shape);
  await llm.json({ ...ask, prompt: "test/2" }, shape);
  await llm.json(ask, z.object({ name: z.string() }));
  expect(server.calls).toHaveLength(3);
});

test("an answer that another candidate's model was paid for is taken before any is asked", async () => {
  const servers = await two();
  const candidates = candidatesAt(servers).map((candidate, at) => ({ ...candidate, model: `model-${at}` }));
  const llm = llmUnderTest(servers, { candidates });
  const ask = asked();
  servers[0].script.push("error-500");
  await llm.text(ask);
  expect((await llm.text(ask)).origin).toMatchObject({ model: "model-1", cached: true });
  expect(servers[0].calls).toHaveLength(1);
});

test("beside a silent one the next is asked, and the silent one goes on being heard", async () => {
  const [slow, silent] = await two();
  const llm = llmUnderTest([slow, silent], { limits });
  slow.delayMs = 1_500;
  silent.fault = always("hang-headers");
  expect((await llm.text(asked())).value).toBe(sentence);
  expect([slow.calls.length, silent.calls.length]).toEqual([1, 1]);
  await expect.poll(() => llm.ledger.calls.map(({ error }) => error)).toContain("was not waited for");
});

test("one that the next was faster than is broken off, and this is held against it", async () => {
  const [silent, spare] = await two();
  silent.fault = always("hang-headers");
  const llm = llmUnderTest([silent, spare], { limits });
  expect((await llm.text(asked())).origin.provider).toBe("second");
  await expect.poll(() => llm.ledger.calls.map(({ error }) => error)).toContain("was slower than another");
  await expect.poll(() => silent.atOnce).toBe(0);
});

test("a single slow one is waited for", async () => {
  const server = await providerServer();
  server.delayMs = 500;
  const llm = llmUnderTest(server, { limits });
  await llm.text(asked());
  expect(server.calls).toHaveLength(1);
});

test("a stream that breaks off begins again elsewhere, and says so", async () => {
  const [first, spare] = await two();
  for (const fault of ["stall", "cut", "early-end", "broken-json", "error-in-stream"] as const) {
    const llm = llmUnderTest([first, spare], { limits });
    first.script.push(fault);
    const parts = await Array.fromAsync(llm.stream(asked()));
    const restart = parts.findIndex(({ type }) => type === "restart");
    expect(restart, fault).toBeGreaterThan(0);
    expect(textOf(parts.slice(0, restart)), fault).toBe(sentence.slice(0, 14));
    expect(textOf(parts.slice(restart)), fault).toBe("From the spare one, as one sees.");
    expect(parts.at(-1)).toMatchObject({ type: "done", reply: { origin: { provider: "second" } } });
    expect([...llm.ledger.answers.values()].map(({ text }) => text)).toEqual([
      "From the spare one, as one sees.",
    ]);
  }
});

function textOf(parts: readonly LlmPart[]): string {
  return parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

test("a stream whose only provider breaks off for good ends in an error, not as if it were whole", async () => {
  const server = await providerServer(() => sentence);
  server.fault = always("early-end");
  const llm = llmUnderTest(server);
  const parts: LlmPart[] = [];
  await expect(async () => {
    for await (const part of llm.stream(asked())) parts.push(part);
  }).rejects.toMatchObject({ code: "LANGUAGE_MODEL_UNAVAILABLE" });
  expect(parts.at(-1)).toMatchObject({ type: "restart" });
  expect(llm.ledger.answers.size).toBe(0);
});

test("with all providers down it is said who failed how, and that waiting helps", async () => {
  const [first, second] = await two();
  first.fault = always("unavailable-503");
  second.fault = always("hang-headers");
  const llm = llmUnderTest([first, second], { limits: { silenceMs: 10_000, lastSilenceMs: 500 } });
  await expect(llm.text(asked())).rejects.toMatchObject({
    code: "LANGUAGE_MODEL_UNAVAILABLE",
    message: expect.stringMatching(/first answered 503: .* second was silent for 500 ms/),
  });
});

test.each([
  ["unauthorized", "LANGUAGE_MODEL_REFUSED"],
  ["quota", "LANGUAGE_MODEL_REFUSED"],
  ["no-model", "LANGUAGE_MODEL_REFUSED"],
  ["bad-request", "LANGUAGE_MODEL_REFUSED"],
  ["filtered", "LANGUAGE_MODEL_REFUSED"],
  ["too-long", "LANGUAGE_MODEL_INPUT_TOO_LONG"],
] as const)("everybody's answering %s is %s, and is not tried again", async (fault, code) => {
  const servers = await two();
  for (const server of servers) server.fault = always(fault);
  const llm = llmUnderTest(servers);
  const error = await llm.text(asked()).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code });
  expect(servers.map(({ calls }) => calls.length)).toEqual([1, 1]);
  expect(JSON.stringify([String(error), (error as Error).stack, llm.log, llm.ledger.calls])).not.toContain(
    "sk-secret",
  );
});

test("a single provider is asked again after what may pass, as late as it wants", async () => {
  const server = await providerServer(() => sentence);
  server.script.push({ name: "rate-limited", retryAfterSeconds: 1 }, "error-500");
  const llm = llmUnderTest(server);
  expect((await llm.text(asked())).value).toBe(sentence);
  const [first, second, third] = server.calls.map(({ atMs }) => atMs);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(990);
  expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(100);
  expect(llm.ledger.calls.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
});

test("a provider that wants to be left alone for long is, and the error says how long", async () => {
  const server = await providerServer();
  server.script.push({ name: "rate-limited", retryAfterSeconds: 90 });
  const llm = llmUnderTest(server);
  await expect(llm.text(asked())).rejects.toMatchObject({
    code: "LANGUAGE_MODEL_UNAVAILABLE",
    retryAfterMs: 90_000,
  });
  expect(server.calls).toHaveLength(1);
});

test("one that keeps failing is left alone, asked in the background whether it is well, and then asked first again", async () => {
  const [first, second] = await two();
  first.fault = always("error-500");
  const llm = llmUnderTest([first, second]);
  for (let i = 0; i < 10; i++) expect((await llm.text(asked())).origin.provider).toBe("second");
  expect(first.calls).toHaveLength(3);
  first.fault = () => undefined;
  llm.later(60_000);
  expect((await llm.text(asked())).origin.provider).toBe("second");
  await expect
    .poll(() => llm.ledger.calls.some(({ prompt, error }) => prompt === "probe/1" && !error))
    .toBe(true);
  expect((await llm.text(asked())).origin.provider).toBe("first");
});

test("when all are left alone next to nothing is asked, and the error says for how long", async () => {
  const server = await providerServer();
  server.fault = always("unauthorized");
  const llm = llmUnderTest(server);
  await llm.text(asked()).catch(() => {});
  const errors = await Promise.all(
    Array.from({ length: 50 }, () => llm.text(asked()).catch((caught: unknown) => caught)),
  );
  expect(server.calls.length).toBeLessThan(5);
  expect(errors.at(-1)).toMatchObject({
    code: "LANGUAGE_MODEL_UNAVAILABLE",
    message: expect.stringContaining("first/model"),
    retryAfterMs: expect.any(Number),
  });
  llm.later(120_000);
  server.fault = () => undefined;
  await llm.text(asked());
});

test("retries stay below a fifth of the questions", async () => {
  const server = await providerServer();
  server.fault = ({ text, number }) => (/[05]$/.test(text) || number % 7 === 0 ? "rate-limited" : undefined);
  const llm = llmUnderTest(server);
  const questions = 60;
  await Promise.all(
    Array.from({ length: questions }, () => llm.text(asked()).catch((error: unknown) => error)),
  );
  expect(server.calls.length).toBeLessThanOrEqual(1.2 * questions + 5);
});

test("questions go to one after the other in turn, or to the cheapest", async () => {
  const servers = await two();
  const llm = llmUnderTest(servers);
  llm.routing = "round-robin";
  for (let i = 0; i < 6; i++) await llm.text(asked());
  expect(servers.map(({ calls }) => calls.length)).toEqual([3, 3]);
  llm.routing = "cheapest";
  llm.candidates = llm.candidates.map((candidate, at) => ({
    ...candidate,
    price: { input: 5 - at, output: 9 },
  }));
  expect((await llm.text(asked())).origin.provider).toBe("second");
});

test("no more is asked at once than a provider takes", async () => {
  const server = await providerServer();
  server.delayMs = 30;
  const candidates = candidatesAt([server], { concurrency: 2 });
  const llm = llmUnderTest(server, { candidates });
  await Promise.all(Array.from({ length: 12 }, () => llm.text(asked())));
  expect(server.mostAtOnce).toBe(2);
});

test("what may be spent is never exceeded, whatever is asked at once", async () => {
  const server = await providerServer();
  server.delayMs = 5;
  const llm = llmUnderTest(server);
  llm.ledger.cap = 0.001;
  const ask = () => asked({ maxTokens: 50 });
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => llm.text(ask())));
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused.length).toBeGreaterThan(0);
  for (const outcome of refused) expect(outcome).toMatchObject({ reason: { code: "BUDGET_REACHED" } });
  expect(llm.ledger.highest).toBeLessThanOrEqual(llm.ledger.cap);
  expect(llm.ledger.reserved).toBeLessThan(1e-9);
});

test("an asker who goes away takes the question along, and what was said until then is booked", async () => {
  const server = await providerServer(() => sentence);
  server.fault = always("stall");
  const llm = llmUnderTest(server);
  const controller = new AbortController();
  await expect(async () => {
    for await (const part of llm.stream(asked({ signal: controller.signal })))
      if (part.type === "text") controller.abort(new Error("enough"));
  }).rejects.toThrow("enough");
  await expect.poll(() => server.atOnce).toBe(0);
  await expect.poll(() => llm.ledger.calls).toMatchObject([{ error: "was not waited for" }]);
  expect(llm.ledger.calls[0]?.outputTokens).toBeGreaterThan(0);
});

test("who leaves a stream early lets the provider stop", async () => {
  const server = await providerServer(() => sentence);
  server.fault = always("stall");
  const llm = llmUnderTest(server);
  for await (const part of llm.stream(asked())) if (part.type === "text") break;
  await expect.poll(() => server.atOnce).toBe(0);
});

test("a closed way to the models has booked everything", async () => {
  const [first, second] = await two();
  first.fault = always("hang-headers");
  const llm = llmUnderTest([first, second], { limits });
  await llm.text(asked());
  await llm.close();
  expect(llm.ledger.calls).toHaveLength(2);
  expect(llm.ledger.reserved).toBe(0);
});

test("one that was put off for a faster one is asked after all when that one breaks off", async () => {
  const [first, second] = await two();
  const llm = llmUnderTest([first, second], { limits });
  first.delayMs = 300;
  first.script.push("early-end");
  second.delayMs = 600;
  const parts = await Array.fromAsync(llm.stream(asked()));
  expect(parts.some(({ type }) => type === "restart")).toBe(true);
  expect(parts.at(-1)).toMatchObject({ type: "done", reply: { origin: { provider: "second" } } });
});

test("who closes the way to the models does not wait for one that is silent", async () => {
  const server = await providerServer();
  server.fault = always("hang-headers");
  const llm = llmUnderTest(server);
  const question = llm.text(asked()).catch((error: unknown) => error);
  await expect.poll(() => server.calls.length).toBe(1);
  await llm.close();
  expect(await question).toMatchObject({ code: "LANGUAGE_MODEL_UNAVAILABLE" });
});
