import fc from "fast-check";
import { expect, test } from "vitest";
import { addEstimates, costOf, estimateCost } from "../../src/providers/estimate.ts";
import { priceOf, readPriceFile } from "../../src/providers/price-file.ts";
import { listPrice } from "../../src/providers/prices.ts";
import { writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const at = (url: string) => new URL(url);

test("a listed model has its price, also under a dated name and through OpenRouter", () => {
  expect(listPrice("openai", "gpt-4o-mini")).toEqual({ input: 0.15, output: 0.6, cacheRead: 0.075 });
  expect(listPrice("openai", "gpt-4o-2024-08-06")).toEqual(listPrice("openai", "gpt-4o"));
  expect(listPrice("openai", "gpt-4o-2024-05-13")).toMatchObject({ input: 5 });
  expect(listPrice("anthropic", "claude-haiku-4-5-20251001")).toMatchObject({ input: 1, output: 5 });
  expect(listPrice("openrouter", "openai/gpt-5-mini")).toEqual(listPrice("openai", "gpt-5-mini"));
  expect(listPrice("openrouter", "anthropic/claude-haiku-4.5")).toMatchObject({ input: 1, output: 5 });
});

test("a price that is not known is not known, and never nothing", () => {
  expect(listPrice("openai", "gpt-99")).toBeUndefined();
  expect(listPrice("azure", "my-deployment")).toBeUndefined();
  expect(listPrice("openrouter", "someone/something")).toBeUndefined();
  expect(listPrice("openai", "constructor")).toBeUndefined();
  const far = { name: "proxy", kind: "compatible", url: at("https://llm.example.org/v1") } as const;
  expect(priceOf({}, far, "llama3.2")).toBeUndefined();
});

test("a server of one's own costs nothing, unless its price is written down", async () => {
  const near = { name: "ollama", kind: "compatible", url: at("http://127.0.0.1:11434/v1") } as const;
  expect(priceOf({}, near, "llama3.2")).toEqual({ input: 0, output: 0 });
  const data = writeFiles(temporaryFolder(), {
    "prices.json": JSON.stringify({
      "ollama/llama3.2": { input: 1, output: 2 },
      "openai/gpt-5": { input: 7, output: 8 },
    }),
  });
  const own = await readPriceFile(data);
  expect(priceOf(own, near, "llama3.2")).toEqual({ input: 1, output: 2 });
  const openai = { name: "work", kind: "openai", url: at("https://api.openai.com/v1") } as const;
  expect(priceOf(own, openai, "gpt-5")).toEqual({ input: 7, output: 8 });
});

test("a price file that is none says so", async () => {
  for (const text of ["{", '{"openai/gpt-5": 3}', '{"openai/gpt-5": {"input": -1, "output": 1}}'])
    await expect(readPriceFile(writeFiles(temporaryFolder(), { "prices.json": text }))).rejects.toMatchObject(
      { code: "PRICES_UNREADABLE" },
    );
  expect(await readPriceFile(temporaryFolder())).toEqual({});
});

test("an estimate lies between the cheapest and the dearest model, and one unknown price makes it unknown", () => {
  const planned = { calls: 10, inputTokens: 1_000_000, outputTokens: 100_000 };
  const cheap = { price: { input: 1, output: 10 } };
  const dear = { price: { input: 3, output: 20 } };
  expect(estimateCost(planned, [dear, cheap])).toEqual({
    ...planned,
    cachedInputTokens: 0,
    leastCost: 2,
    mostCost: 5,
  });
  expect(estimateCost(planned, [cheap, { price: undefined }])).toMatchObject({
    leastCost: null,
    mostCost: null,
  });
  expect(estimateCost(planned, [])).toEqual({
    calls: 0,
    inputTokens: 0,
    cachedInputTokens: 0,
    outputTokens: 0,
    leastCost: 0,
    mostCost: 0,
  });
  const unknown = estimateCost(planned, [{ price: undefined }]);
  expect(addEstimates([unknown, estimateCost(planned, [cheap])])).toMatchObject({
    calls: 20,
    mostCost: null,
  });
});

test("input from a provider's cache costs what it says for that, and input that goes into it, too", () => {
  const tokens = {
    inputTokens: 1_000_000,
    cachedInputTokens: 600_000,
    cacheWriteTokens: 100_000,
    outputTokens: 0,
  };
  expect(costOf({ input: 1, output: 4, cacheRead: 0.1, cacheWrite: 2 }, tokens)).toBeCloseTo(0.56, 9);
  expect(costOf({ input: 1, output: 4 }, tokens)).toBeCloseTo(1, 9);
  expect(costOf(undefined, tokens)).toBeNull();
  expect(listPrice("anthropic", "claude-haiku-4-5")).toEqual({
    input: 1,
    output: 5,
    cacheRead: 0.1,
    cacheWrite: 1.25,
  });
});

test("estimates of parts add up to that of the whole", () => {
  const planned = fc.record({
    calls: fc.integer({ min: 1, max: 1_000 }),
    inputTokens: fc.integer({ min: 500_000, max: 1_000_000 }),
    cachedInputTokens: fc.nat(500_000),
    outputTokens: fc.nat(1_000_000),
  });
  fc.assert(
    fc.property(planned, planned, (one, other) => {
      const candidates = [{ price: { input: 2, output: 5, cacheRead: 0.5 } }];
      const parts = addEstimates([estimateCost(one, candidates), estimateCost(other, candidates)]);
      const whole = estimateCost(
        {
          calls: one.calls + other.calls,
          inputTokens: one.inputTokens + other.inputTokens,
          cachedInputTokens: one.cachedInputTokens + other.cachedInputTokens,
          outputTokens: one.outputTokens + other.outputTokens,
        },
        candidates,
      );
      expect(parts.calls).toBe(whole.calls);
      expect(parts.mostCost).toBeCloseTo(whole.mostCost as number, 9);
    }),
  );
});
