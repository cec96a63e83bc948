import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minilmFolder } from "@toposcope/model-minilm";
import { encodeGraph, type GraphNode } from "../../src/native/onnx-graph.ts";

const node = (operator: string, inputs: string[], output: string, integers = {}): GraphNode => ({
  operator,
  inputs,
  outputs: [output],
  integers,
});

/**
 * A cross-encoder that looks at question and passage at once: its logit is how many pairs of a question's token and a
 * passage's token are the same, the separators' own among them.
 */
function overlapGraph(): Uint8Array {
  const tokens = { type: "int64", shape: ["pairs", "tokens"] } as const;
  const float = { to: 1 };
  return encodeGraph({
    nodes: [
      node("Cast", ["input_ids"], "ids", float),
      node("Cast", ["attention_mask"], "seen", float),
      node("Cast", ["token_type_ids"], "type", float),
      node("Mul", ["type", "seen"], "passage"),
      node("Sub", ["seen", "passage"], "question"),
      node("Constant", [], "one", { value_ints: [1] }),
      node("Constant", [], "two", { value_ints: [2] }),
      node("Unsqueeze", ["ids", "two"], "idsDown"),
      node("Unsqueeze", ["ids", "one"], "idsAcross"),
      node("Equal", ["idsDown", "idsAcross"], "isSame"),
      node("Cast", ["isSame"], "same", float),
      node("Unsqueeze", ["question", "one"], "questionRow"),
      node("Unsqueeze", ["passage", "two"], "passageColumn"),
      node("MatMul", ["questionRow", "same"], "foundRow"),
      node("MatMul", ["foundRow", "passageColumn"], "found"),
      node("Squeeze", ["found", "two"], "logits"),
    ],
    inputs: ["input_ids", "attention_mask", "token_type_ids"].map((name) => ({ name, ...tokens })),
    outputs: [{ name: "logits", type: "float", shape: ["pairs", 1] }],
  });
}

export const overlapManifest = {
  kind: "cross-encoder",
  id: "overlap",
  revision: "1",
  file: "model.onnx",
  activation: "identity",
  window: 64,
};

/** Puts a tiny cross-encoder into a folder, with what its manifest is to say otherwise. */
export function writeCrossEncoder(folder: string, changes: Readonly<Record<string, unknown>> = {}): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "model.onnx"), overlapGraph());
  copyFileSync(join(minilmFolder, "tokenizer.json"), join(folder, "tokenizer.json"));
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ ...overlapManifest, ...changes }));
  return folder;
}
