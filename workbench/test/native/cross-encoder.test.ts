import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minilmFolder } from "@toposcope/model-minilm";
import { afterAll, expect, test } from "vitest";
import { rerankerSource } from "../../src/native/cross-encoder.ts";
import { embedderSource } from "../../src/native/embedder-source.ts";
import { writeCrossEncoder } from "./cross-encoder-folder.ts";

const parent = mkdtempSync(join(tmpdir(), "toposcope-reranker-"));
const source = rerankerSource();
afterAll(async () => {
  await source.close();
  rmSync(parent, { recursive: true });
});

let folders = 0;
const open = (changes: Readonly<Record<string, unknown>> = {}) =>
  source.open(writeCrossEncoder(join(parent, String(folders++)), changes));

const question = "who repairs the roof";
/** The separator between the two and the one at the end are the same token. */
const separators = 1;

test("a passage is scored with the question in view", async () => {
  const model = await open();
  const scores = await model.score(question, ["An owner repairs the roof.", "The rent is due.", "Bees hum."]);
  expect([...scores]).toEqual([3 + separators, 1 + separators, separators]);
  expect(model.name).toBe("overlap@1");
});

test("a score does not depend on what else is scored, nor on the order", async () => {
  const model = await open();
  const passages = Array.from({ length: 30 }, (_, i) => `${"the roof ".repeat(i)}and a wall ${i}`);
  const together = await model.score(question, passages);
  const backwards = await model.score(question, passages.toReversed());
  for (const [at, passage] of passages.entries()) {
    expect(await model.score(question, [passage])).toEqual(together.subarray(at, at + 1));
    expect(backwards[passages.length - 1 - at]).toBe(together[at]);
  }
});

test("a passage longer than the window is read to its end, and its best window counts", async () => {
  const model = await open();
  const filler = "bees hum over meadows ".repeat(100);
  const scores = await model.score(question, [`${filler} repairs roof`, filler, ""]);
  expect([...scores]).toEqual([2 + separators, separators, separators]);
});

test("a question that leaves no room for passages is refused, not cut", async () => {
  const model = await open();
  await expect(model.score("roof ".repeat(60), ["the roof"])).rejects.toMatchObject({
    code: "INVALID_INPUT",
    message: expect.stringMatching(/60 tokens .* window of 64 of overlap/),
  });
});

test("a sigmoid makes a share of the number, and nothing else of their order", async () => {
  const model = await open({ activation: "sigmoid" });
  const [best = 0, other = 0] = await model.score(question, ["roof", "bees"]);
  expect(best).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  expect(other).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
});

test("without a revision, the name carries the digest of the graph", async () => {
  expect((await open({ revision: undefined })).name).toMatch(/^overlap@[0-9a-f]{16}$/);
});

test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
  ["a misspelt key", { windows: 64 }, /windows/],
  ["no graph", { file: "absent.onnx" }, /absent\.onnx/],
  ["something else as a graph", { file: "tokenizer.json" }, /tokenizer\.json/],
  ["no tokenizer", { tokenizer: "absent.json" }, /absent\.json/],
])("a folder with %s is refused and the fault is named", async (_, changes, message) => {
  await expect(open(changes)).rejects.toMatchObject({
    code: "MODEL_INVALID",
    message: expect.stringMatching(message),
  });
});

test.each([{ output: "scores" }, { tokenTypeIds: false }, { activation: "softmax" }])(
  "a graph that does not fit its manifest is refused when it is first used: %o",
  async (changes) => {
    const model = await open(changes);
    await expect(model.score(question, ["roof"])).rejects.toMatchObject({ code: "MODEL_INVALID" });
  },
);

test("no folder, and models of the other kind, are refused on both sides", async () => {
  await expect(source.open(join(parent, "none"))).rejects.toMatchObject({ code: "MODEL_NOT_FOUND" });
  await expect(source.open(minilmFolder)).rejects.toMatchObject({ code: "MODEL_INVALID" });
  const embedders = embedderSource();
  await expect(embedders.open(writeCrossEncoder(join(parent, "other")))).rejects.toMatchObject({
    code: "MODEL_INVALID",
    message: expect.stringContaining("cross-encoder"),
  });
  await embedders.close();
});
