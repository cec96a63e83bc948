import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Output } from "../../src/cli/output.ts";
import { bar, rejectionLines, timingLines, topicLines } from "../../src/cli/tables.ts";

const topics = [
  {
    id: 0,
    layer: 1,
    name: "trade, tariff, duties",
    keywords: ["trade", "tariff", "duties", "imports"],
    size: 1_200,
  },
  { id: 12, layer: 1, name: "戦争と平和", keywords: ["war", "peace\ntreaty"], size: 300 },
];

beforeEach(() => vi.stubEnv("NO_COLOR", "1"));
afterEach(() => {
  vi.unstubAllEnvs();
  Reflect.deleteProperty(process.stdout, "columns");
});

const withWidth = (columns: number) => {
  Object.defineProperty(process.stdout, "columns", { value: columns, configurable: true });
  return new Output();
};

test("topics are a table with a bar for their size", () => {
  const [head, first, second] = topicLines(withWidth(100), topics);
  expect(head).toMatch(/^id {2}topic +chunks +keywords$/);
  expect(first).toBe(" 0  trade, tariff, duties   1,200  ████████████████  trade, tariff, duties, imports");
  expect(second).toContain("300  ████              war, peace treaty");
});

test.each([60, 80, 120])("no line is wider than a terminal of %d", (width) => {
  for (const line of topicLines(withWidth(width), topics)) expect(line.length).toBeLessThanOrEqual(width);
});

test("no topics are said to be none", () => {
  expect(topicLines(withWidth(80), [])).toEqual(["no topics: the documents are too few or too much alike"]);
});

test("a bar is exact to an eighth of a cell", () => {
  expect([bar(0), bar(0.5, 2), bar(1, 2), bar(1 / 16, 2), bar(2, 2)]).toEqual(["", "█", "██", "▏", "██"]);
});

test("rejections are told by reason, the first few by name, each with what to do", () => {
  const of = (path: string, row?: number) => ({
    ...{ path, reason: "empty" as const, detail: "", hint: "the file holds nothing" },
    ...(row === undefined ? {} : { row }),
  });
  expect(rejectionLines([of("a"), of("b", 7), of("c"), of("d"), of("e")])).toEqual([
    "not taken (empty): 5: a, b:7, c, and 2 more",
    "  hint: the file holds nothing",
  ]);
});

test("timings are one line a part", () => {
  const timing = { stage: "embed", count: 3, meanMs: 1_000, minMs: 500, maxMs: 1_500, totalMs: 3_000 };
  expect(timingLines([timing])).toEqual([
    "part   count     mean      min      max    total",
    "embed      3  1.000 s  0.500 s  1.500 s  3.000 s",
  ]);
});
