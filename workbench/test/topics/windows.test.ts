import fc from "fast-check";
import { expect, test } from "vitest";
import { textWindows } from "../../src/topics/windows.ts";

const words = (text: string) => text.split(/\s+/).filter((word) => /\w/.test(word)).length;

test("windows tile any text", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 1, max: 20 }), (text, leastWords) => {
      const windows = textWindows(text, leastWords);
      expect(windows.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
      for (const { start, end } of windows) expect(end).toBeGreaterThan(start);
    }),
  );
});

test("windows are whole sentences with as many words as wanted, but for the last", () => {
  const text = Array.from({ length: 30 }, (_, i) => `Sentence ${i} has exactly six words.`).join(" ");
  const windows = textWindows(text, 20).map(({ start, end }) => text.slice(start, end));
  for (const window of windows) expect(window.trim()).toMatch(/^Sentence .*words\.$/s);
  for (const window of windows.slice(0, -1)) expect(words(window)).toBe(24);
  expect(windows).toHaveLength(8);
});

test("languages without spaces are cut too, and no text has no windows", () => {
  expect(textWindows("我喜欢吃苹果。他在学校学习。今天天气很好。", 3).length).toBeGreaterThan(1);
  expect(textWindows("")).toEqual([]);
});
