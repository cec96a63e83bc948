import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { providerKinds } from "../../src/model.ts";
import { asked } from "./asked.ts";
import { candidatesAt, llmUnderTest } from "./llm-under-test.ts";
import { type FaultName, providerServer } from "./provider-server.ts";

const shape = z.object({ name: z.string().min(1), topics: z.array(z.string()) });

/** What must never pass for an answer. */
const faults: readonly FaultName[] = [
  "rate-limited",
  "unauthorized",
  "quota",
  "error-500",
  "unavailable-503",
  "overloaded-529",
  "no-model",
  "hang-headers",
  "hang-first-byte",
  "stall",
  "cut",
  "reset",
  "early-end",
  "broken-json",
  "error-in-200",
  "error-in-stream",
  "empty",
  "filtered",
  "huge",
  "redirect",
];

const modelOf = { anthropic: "claude-sonnet-4-5", google: "gemini-2.5-flash" } as Readonly<
  Record<string, string>
>;

describe.each(providerKinds)("a provider of the kind %s", async (kind) => {
  const server = await providerServer();
  const spare = await providerServer(() => "From the spare one.");
  const candidatesOf = () =>
    candidatesAt([server, spare]).map((candidate, at) =>
      at === 0
        ? { ...candidate, account: { ...candidate.account, kind }, model: modelOf[kind] ?? "model" }
        : candidate,
    );
  beforeEach(() => {
    server.calls.length = 0;
    server.say = () => "One two three four five six.";
  });

  test("answers with a text, its tokens counted by itself", async () => {
    const llm = llmUnderTest(server, { candidates: candidatesOf() });
    const { value, origin } = await llm.text(asked({ system: "Be brief." }));
    expect(value).toBe("One two three four five six.");
    expect(origin).toMatchObject({ provider: "first", outputTokens: 7 });
    const [call] = server.calls;
    expect(call).toMatchObject({ key: "sk-secret-of-first", system: "Be brief.", streaming: true });
    expect(call?.messages.at(-1)).toMatchObject({ role: "user" });
  });

  test("input from its own cache costs what it says for that", async () => {
    const [first, ...others] = candidatesOf();
    const price = { input: 10, output: 0, cacheRead: 1, cacheWrite: 12.5 };
    const llm = llmUnderTest(server, { candidates: [{ ...first!, price }, ...others] });
    // Only Anthropic says what went into its cache.
    const written = kind === "anthropic" ? 20 : 0;
    server.cached = () => ({ read: 60, written });
    const messages = [{ role: "user" as const, content: "What is it about? ".padEnd(399, "x") }];
    const { origin } = await llm.text(asked({ messages }));
    server.cached = () => ({ read: 0, written: 0 });
    const [call] = llm.ledger.calls;
    expect(call).toMatchObject({ inputTokens: 100, cachedInputTokens: 60 });
    const dollars = ((100 - 60 - written) * 10 + 60 * 1 + written * 12.5) / 1_000_000;
    expect(origin.cost).toBeCloseTo(dollars, 12);
  });

  test("answers with JSON of a schema", async () => {
    server.say = () => ({ name: "sea", topics: ["ships"] });
    const llm = llmUnderTest(server, { candidates: candidatesOf() });
    const { value, origin } = await llm.json(asked(), shape);
    expect(value).toEqual({ name: "sea", topics: ["ships"] });
    expect(origin.provider).toBe("first");
    expect(server.calls).toHaveLength(1);
  });

  test("streams, piece by piece", async () => {
    const llm = llmUnderTest(server, { candidates: candidatesOf() });
    const parts = await Array.fromAsync(llm.stream(asked()));
    expect(parts.filter(({ type }) => type === "text").length).toBeGreaterThan(3);
    expect(parts.at(-1)).toMatchObject({ type: "done", reply: { value: "One two three four five six." } });
  });

  test("has answered after none of the faults, and the spare one is asked", async () => {
    const llm = llmUnderTest(server, { candidates: candidatesOf(), limits: { silenceMs: 200 } });
    server.fault = ({ text }) => faults.find((fault) => text.includes(`<${fault}>`));
    const replies = await Promise.all(
      faults.map((fault) => llm.text(asked({ messages: [{ role: "user", content: `<${fault}> ${kind}` }] }))),
    );
    expect(replies.map(({ value, origin }) => [value, origin.provider])).toEqual(
      faults.map(() => ["From the spare one.", "second"]),
    );
    const failures = () => llm.ledger.calls.filter(({ provider }) => provider === "first");
    await expect.poll(() => failures().length).toBe(faults.length);
    for (const { error } of failures()) expect(error).toEqual(expect.any(String));
    expect(new Set([...llm.ledger.answers.values()].map(({ text }) => text))).toEqual(
      new Set(["From the spare one."]),
    );
    expect(JSON.stringify([llm.ledger.calls, llm.log])).not.toContain("sk-secret");
  });
});

test("a model of Anthropic's that has no schemas answers by a tool", async () => {
  const server = await providerServer(() => ({ name: "sea", topics: ["ships"] }));
  const [candidate] = candidatesAt([server], { kind: "anthropic" });
  const llm = llmUnderTest(server, {
    candidates: candidate ? [{ ...candidate, model: "claude-3-haiku" }] : [],
  });
  expect((await llm.json(asked(), shape)).value).toEqual({ name: "sea", topics: ["ships"] });
  expect(server.calls[0]?.body).toMatchObject({ tools: [{ name: "json" }] });
});
