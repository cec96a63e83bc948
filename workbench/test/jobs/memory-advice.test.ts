import { expect, test } from "vitest";
import { MemoryAdvice } from "../../src/jobs/memory-advice.ts";

test("untold, a process works as usual", () => {
  const memory = new MemoryAdvice();
  expect([memory.portion(100), memory.short, memory.isToEnd, memory.isWorn]).toEqual([
    100,
    undefined,
    false,
    false,
  ]);
});

test("told to do with less it works on smaller portions, one at least", () => {
  const memory = new MemoryAdvice();
  memory.take({ batchShare: 0.25, short: "full" });
  expect([memory.portion(100), memory.portion(2), memory.short]).toEqual([25, 1, "full"]);
  memory.take({ batchShare: 1 });
  expect([memory.portion(100), memory.short]).toEqual([100, undefined]);
});

test("only a process that has worked under a limit and grown is worn", () => {
  const memory = new MemoryAdvice();
  const grown = Buffer.alloc(400_000_000, 1);
  memory.take({ batchShare: 1, isLimited: true });
  expect(memory.isWorn).toBe(false);
  memory.tidy();
  expect(memory.isWorn).toBe(true);
  memory.take({ batchShare: 1 });
  expect(memory.isWorn).toBe(false);
  expect(grown[0]).toBe(1);
});
