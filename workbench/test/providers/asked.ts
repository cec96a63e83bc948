import type { LlmAsk } from "../../src/providers/llm.ts";

let questions = 0;

/** A question that was never asked before. */
export function asked(of: Partial<LlmAsk> = {}): LlmAsk {
  questions += 1;
  return {
    purpose: "naming",
    prompt: "test/1",
    messages: [{ role: "user", content: `What is it about? ${questions}` }],
    of: { projectId: 1 },
    ...of,
  };
}
