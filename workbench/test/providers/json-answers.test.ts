import { expect, test } from "vitest";
import { z } from "zod";
import type { ProviderCall } from "../../src/providers/provider-account.ts";
import { asked } from "./asked.ts";
import { llmUnderTest } from "./llm-under-test.ts";
import { type Fault, type ProviderRequest, providerServer } from "./provider-server.ts";

const shape = z.object({ name: z.string().min(1), topics: z.array(z.string()) });
const value = { name: "Ships", topics: ["sea", "harbour"] };

test("an endpoint without schemas is asked in JSON mode, one without that in words, and this is remembered", async () => {
  const server = await providerServer(() => value);
  const llm = llmUnderTest(server);
  server.fault = ({ format }) => (format === "text" ? undefined : "no-schema");
  expect((await llm.json(asked(), shape)).value).toEqual(value);
  expect((await llm.json(asked(), shape)).value).toEqual(value);
  expect(server.calls.map(({ format }) => format)).toEqual(["schema", "json", "text", "text"]);
  expect(server.calls[2]?.system).toContain('"topics"');
});

test.each<Fault>(["fenced", "almost-json"])("an answer that is %s is repaired", async (fault) => {
  const server = await providerServer(() => value);
  server.fault = () => fault;
  const llm = llmUnderTest(server);
  expect((await llm.json(asked(), shape)).value).toEqual(value);
  expect(server.calls).toHaveLength(1);
});

test("an answer that does not fit is shown to the model once, with what is wrong", async () => {
  const server = await providerServer(() => value);
  server.script.push("wrong-schema");
  const llm = llmUnderTest(server);
  const ask = asked();
  expect((await llm.json(ask, shape)).value).toEqual(value);
  expect(server.calls).toHaveLength(2);
  expect(server.calls[1]?.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  expect(server.calls[1]?.text).toContain("expected string");
  expect(llm.ledger.calls.map(({ error }) => error === null)).toEqual([false, true]);
  expect((await llm.json(ask, shape)).origin.cached).toBe(true);
});

test.each<Fault>(["no-json", "wrong-schema", "truncated"])(
  "answers that stay %s are unusable, and kept as such only",
  async (fault) => {
    const server = await providerServer(() => value);
    server.fault = () => fault;
    const llm = llmUnderTest(server);
    await expect(llm.json(asked(), shape)).rejects.toMatchObject({
      code: "LANGUAGE_MODEL_UNUSABLE",
      message: expect.stringContaining("first gave an answer that does not fit"),
    });
    expect(server.calls).toHaveLength(2);
    const kept = [...llm.ledger.answers.values()];
    expect(kept.map(({ call }) => call.error)).toEqual(Array(2).fill(expect.stringMatching(/^did not fit/)));
  },
);

test("a question that was answered unfit goes on where it ended: what was paid for is not paid for again", async () => {
  const server = await providerServer(({ messages }) => `no JSON, ${messages.length} messages`);
  const asked1 = asked();
  const ask = async () => {
    const llm = llmUnderTest(server);
    for (const [hash, answer] of kept) llm.ledger.answers.set(hash, answer);
    await expect(llm.json(asked1, shape)).rejects.toMatchObject({ code: "LANGUAGE_MODEL_UNUSABLE" });
    for (const [hash, answer] of llm.ledger.answers) kept.set(hash, answer);
    return server.calls.splice(0).map(({ format, messages }) => [format, messages.length]);
  };
  const kept = new Map<string, { text: string; call: ProviderCall }>();
  expect(await ask()).toEqual([
    ["schema", 1],
    ["json", 3],
  ]);
  // Asked in words, it says the same once more: what would be asked next has its answer already.
  expect(await ask()).toEqual([["text", 3]]);
  expect(await ask()).toEqual([]);
  server.say = () => value;
  const llm = llmUnderTest(server);
  for (const [hash, answer] of kept) llm.ledger.answers.set(hash, answer);
  await expect(llm.json(asked1, shape)).rejects.toMatchObject({ code: "LANGUAGE_MODEL_UNUSABLE" });
  expect((await llm.json({ ...asked1, prompt: "test/2" }, shape)).value).toEqual(value);
});

test("a model that comes to its senses on the second asking answers without being paid for the first again", async () => {
  const server = await providerServer(() => value);
  server.script.push("no-json", "wrong-schema");
  const llm = llmUnderTest(server);
  const ask = asked();
  await expect(llm.json(ask, shape)).rejects.toMatchObject({ code: "LANGUAGE_MODEL_UNUSABLE" });
  const again = await llm.json(ask, shape);
  expect(again).toMatchObject({ value, origin: { cached: false } });
  expect(server.calls).toHaveLength(3);
  expect(llm.ledger.calls.filter(({ error }) => error === null)).toHaveLength(1);
});

test("where the first cannot put it right, the second is asked", async () => {
  const servers = [await providerServer(() => value), await providerServer(() => value)];
  for (const server of servers.slice(0, 1)) server.fault = () => "no-json";
  const llm = llmUnderTest(servers);
  expect(await llm.json(asked(), shape)).toMatchObject({ value, origin: { provider: "second" } });
});

test("an endpoint that overlooks the schema is told it in words from then on", async () => {
  const server = await providerServer((request: ProviderRequest) =>
    request.text.includes('"topics"') ? value : "Ships, I think.",
  );
  const llm = llmUnderTest(server);
  await llm.json(asked(), shape);
  await llm.json(asked(), shape);
  expect(server.calls.map(({ format }) => format)).toEqual(["schema", "json", "json"]);
});

test("a model that keeps to the schema, but not to what else is wanted, is asked by the schema again", async () => {
  const server = await providerServer(({ messages }) => ({
    name: messages.length > 1 ? "Ships" : "Sea",
    topics: [],
  }));
  const llm = llmUnderTest(server);
  const ships = shape.refine(({ name }) => name === "Ships", "name it Ships");
  expect((await llm.json(asked(), ships)).value.name).toBe("Ships");
  expect(server.calls.map(({ format }) => format)).toEqual(["schema", "schema"]);
});
