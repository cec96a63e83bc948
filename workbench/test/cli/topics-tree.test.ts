import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Output } from "../../src/cli/output.ts";
import { treeLines } from "../../src/cli/topics-tree.ts";
import type { TopicTree } from "../../src/contract.ts";

beforeEach(() => vi.stubEnv("NO_COLOR", "1"));
afterEach(() => vi.unstubAllEnvs());

const treeOf = (...topics: [depth: number, name: string, size: number, height: number][]): TopicTree => ({
  run: 1,
  model: "minilm",
  provisional: null,
  edit: 0,
  layers: [],
  topics: topics.map(([depth, name, size, height], id) => {
    const place = { parent: null, x: null, y: null };
    return { id, layer: 2 - depth, name, keywords: [], size, documents: size, ...place, depth, height };
  }),
});

test("topics are a tree: each under the one it lies in, with its size and where its parts join", () => {
  const tree = treeOf(
    [0, "money", 1_200, 0.61],
    [1, "cards", 700, 0.4],
    [2, "lost cards", 400, 0],
    [2, "new cards", 300, 0],
    [1, "loans", 500, 0.2],
    [2, "mortgages", 500, 0],
    [0, "letters", 90, 0],
  );
  expect(treeLines(new Output(), tree)).toEqual([
    "money  0 · 1,200 chunks, joins at 0.61",
    "├─ cards  1 · 700 chunks, joins at 0.40",
    "│  ├─ lost cards  2 · 400 chunks",
    "│  └─ new cards  3 · 300 chunks",
    "└─ loans  4 · 500 chunks, joins at 0.20",
    "   └─ mortgages  5 · 500 chunks",
    "letters  6 · 90 chunks",
  ]);
});

test("a tree without topics says so", () => {
  expect(treeLines(new Output(), treeOf())).toEqual([
    "no topics: the documents are too few or too much alike",
  ]);
});
