import { expect, test } from "vitest";
import { z } from "zod";
import type { LlmAsk } from "../../src/providers/llm.ts";
import { llmUnderTest } from "./llm-under-test.ts";
import { providerServer } from "./provider-server.ts";

let asked = 0;

/** A question that was never asked before. */
function ask(of: Partial<LlmAsk> = {}): LlmAsk {
  asked += 1;
  return {
    purpose: "naming",
    prompt: "test/1",
    system: "You are brief.",
    messages: [{ role: "user", content: `What is it about? ${asked}` }],
    of: { projectId: 1 },
    ...of,
  };
}

const shape = z.object({ name: z.string().min(1), topics: z.array(z.string()) });

test("a text is asked for and booked with what it cost", async () => {
  const server = await providerServer(() => "About the sea.");
  const llm = llmUnderTest(server);
  const { value, origin } = await llm.text(ask());
  expect(value).toBe("About the sea.");
  expect(origin).toMatchObject({ provider: "first", model: "model", cached: false });
  expect(origin.cost).toBeCloseTo((origin.inputTokens + 4 * origin.outputTokens) / 1e6, 12);
  expect(llm.ledger.calls).toHaveLength(1);
  expect(llm.ledger.reserved).toBe(0);
});

test("JSON of a shape is asked for by its schema", async () => {
  const server = await providerServer();
  const llm = llmUnderTest(server);
  const { value } = await llm.json(ask(), shape);
  expect(value).toEqual({ name: "sea", topics: ["sea"] });
  expect(server.calls[0]?.format).toBe("schema");
});
