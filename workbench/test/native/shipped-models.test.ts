import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { minilmFolder, staticFolder } from "@toposcope/model-minilm";
import { expect, test } from "vitest";

const readme = await readFile(join(minilmFolder, "../README.md"), "utf8");

test.each([
  [minilmFolder, "model.onnx"],
  [minilmFolder, "tokenizer.json"],
  [minilmFolder, "config.json"],
  [minilmFolder, "MODEL_CARD.md"],
  [staticFolder, "vectors.bin"],
])("the checksum of %s/%s is the one in the README", async (folder, file) => {
  const digest = createHash("sha256")
    .update(await readFile(join(folder, file)))
    .digest("hex");
  expect(readme).toMatch(new RegExp(`\`${file}\`[^\\n]*\`${digest}\``));
});

test("licence and notice lie beside the models", async () => {
  expect(await readFile(join(minilmFolder, "../LICENSE"), "utf8")).toContain("Apache License");
  expect(await readFile(join(minilmFolder, "../NOTICE"), "utf8")).toContain("all-MiniLM-L6-v2");
});
