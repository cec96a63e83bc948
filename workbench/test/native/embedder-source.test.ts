import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { minilmFolder } from "@toposcope/model-minilm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stampKey } from "../../src/embedding/stamp.ts";
import { embedderSource } from "../../src/native/embedder-source.ts";
import { writeSafetensors } from "./safetensors-file.ts";
import { cosine, row, rowLength } from "./vectors.ts";

const source = embedderSource();
let parent = "";
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "toposcope-model-"));
});
afterAll(async () => {
  await source.close();
  await rm(parent, { recursive: true });
});

const manifest = {
  kind: "transformer",
  id: "mine",
  revision: "7",
  file: "onnx/model.onnx",
  pooling: "mean",
  dimensions: 384,
  window: 128,
};

/** A model folder made from MiniLM, with a manifest of its own. */
async function modelFolder(name: string, changes: Record<string, unknown> = {}): Promise<string> {
  const folder = join(parent, name);
  await mkdir(join(folder, "onnx"), { recursive: true });
  await symlink(join(minilmFolder, "model.onnx"), join(folder, "onnx/model.onnx"));
  await copyFile(join(minilmFolder, "tokenizer.json"), join(folder, "tokenizer.json"));
  await writeFile(join(folder, "manifest.json"), JSON.stringify({ ...manifest, ...changes }));
  return folder;
}

const text = "The committee will vote on the budget tomorrow.";

test("a folder's manifest becomes the model's stamp", async () => {
  const folder = await modelFolder("stamped", { pooling: "cls", prefix: "query: ", dimensions: 128 });
  const { stamp } = await source.open(folder);
  expect(stamp).toEqual({
    id: "mine",
    revision: "7",
    pooling: "cls",
    prefix: "query: ",
    dimensions: 128,
    normalised: true,
  });
});

test("without a revision, the stamp changes with the model's file", async () => {
  const { stamp } = await source.open(await modelFolder("digested", { revision: undefined }));
  expect(stamp.revision).toMatch(/^[0-9a-f]{16}$/);
});

test("a prefix is embedded with the text, but is not counted as its tokens", async () => {
  const prefixed = await source.open(await modelFolder("prefixed", { prefix: "passage: " }));
  const plain = await source.open("minilm");
  const { vectors, tokens } = await prefixed.embed([text]);
  const expected = await plain.embed([`passage: ${text}`]);
  expect(cosine(vectors, expected.vectors)).toBeCloseTo(1, 6);
  expect(tokens).toBe(plain.countTokens(text));
});

test("cls pooling takes another vector than mean pooling does", async () => {
  const first = await source.open(await modelFolder("cls", { pooling: "cls" }));
  const mean = await source.open("minilm");
  const [a, b] = [await first.embed([text]), await mean.embed([text])];
  expect(rowLength(a.vectors, 0, 384)).toBeCloseTo(1, 6);
  expect(cosine(a.vectors, b.vectors)).toBeLessThan(0.99);
});

test("fewer dimensions are the first ones, brought to unit length", async () => {
  const short = await source.open(await modelFolder("short", { dimensions: 64 }));
  const whole = await source.open("minilm");
  const { vectors } = await short.embed([text, text]);
  const expected = (await whole.embed([text])).vectors.slice(0, 64);
  expect(cosine(row(vectors, 1, 64), expected)).toBeCloseTo(1, 6);
  expect(rowLength(vectors, 1, 64)).toBeCloseTo(1, 6);
});

test("a dense head is applied behind the pooling", async () => {
  const folder = await modelFolder("dense", {
    dimensions: 2,
    dense: [{ file: "dense.safetensors", bias: "linear.bias", activation: "tanh" }],
  });
  const weight = new Float32Array(2 * 384);
  weight[3] = 2;
  weight[384 + 5] = -1;
  await writeSafetensors(join(folder, "dense.safetensors"), {
    "linear.weight": { shape: [2, 384], data: weight },
    "linear.bias": { shape: [2], data: Float32Array.of(0.25, 0.5) },
  });
  const { vectors } = await (await source.open(folder)).embed([text]);
  const unscaled = await source.open(await modelFolder("unscaled", { normalise: false }));
  const pooled = (await unscaled.embed([text])).vectors;
  const length = await pooledLength(text);
  const expected = Float32Array.of(
    Math.tanh(2 * (pooled[3] ?? 0) * length + 0.25),
    Math.tanh(-1 * (pooled[5] ?? 0) * length + 0.5),
  );
  expect(cosine(vectors, expected)).toBeCloseTo(1, 5);
});

/** Length of the mean of the model's outputs before it is brought to one. */
async function pooledLength(sample: string): Promise<number> {
  const folder = await modelFolder("lengths", {
    dimensions: 385,
    dense: [{ file: "identity.safetensors", bias: "linear.bias" }],
  });
  const identity = new Float32Array(385 * 384);
  for (let i = 0; i < 384; i++) identity[i * 384 + i] = 1;
  const bias = new Float32Array(385);
  bias[384] = 1;
  await writeSafetensors(join(folder, "identity.safetensors"), {
    "linear.weight": { shape: [385, 384], data: identity },
    "linear.bias": { shape: [385], data: bias },
  });
  const { vectors } = await (await source.open(folder)).embed([sample]);
  const one = vectors[384] ?? Number.NaN;
  return Math.sqrt(1 - one * one) / one;
}

test("a model is opened once, however often it is asked for", async () => {
  const [one, other] = await Promise.all([source.open("static"), source.open("static")]);
  expect(one).toBe(other);
  expect(stampKey(one.stamp)).not.toBe(stampKey((await source.open("minilm")).stamp));
});

test("a name that is neither built in nor a folder is refused", async () => {
  await expect(source.open("minilmm")).rejects.toMatchObject({ code: "MODEL_NOT_FOUND" });
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ["unknown pooling", { pooling: "max" }, /pooling/],
  ["a misspelt key", { dimension: 384 }, /dimension/],
  ["no graph", { file: "absent.onnx" }, /absent\.onnx/],
  ["no tokenizer", { tokenizer: "absent.json" }, /absent\.json/],
  ["something else as a graph", { file: "tokenizer.json" }, /tokenizer\.json/],
  ["a window that its prefix fills", { window: 8, prefix: "one two three four five six: " }, /window of 8/],
  ["no dense head", { dense: [{ file: "absent.safetensors" }] }, /absent\.safetensors/],
  ["something else as a dense head", { dense: [{ file: "tokenizer.json" }] }, /tokenizer\.json/],
])("a folder with %s is refused and the fault is named", async (fault, changes, message) => {
  const folder = await modelFolder(fault.replaceAll(" ", "-"), changes);
  await expect(source.open(folder)).rejects.toMatchObject({
    code: "MODEL_INVALID",
    message: expect.stringMatching(message),
  });
});

test("more dimensions than the model has are refused", async () => {
  const embedder = await source.open(await modelFolder("wide", { dimensions: 512 }));
  await expect(embedder.embed([text])).rejects.toMatchObject({ code: "MODEL_INVALID" });
});

test.each([{ output: "sentence_embedding" }, { tokenTypeIds: false }])(
  "a graph that does not fit its manifest is refused when it is first used: %o",
  async (changes) => {
    const embedder = await source.open(await modelFolder(`unfit-${Object.keys(changes).join()}`, changes));
    await expect(embedder.embed([text])).rejects.toMatchObject({ code: "MODEL_INVALID" });
  },
);

test("a process that closed its models ends by itself", async () => {
  const script = `
    import { embedderSource } from ${JSON.stringify(new URL("../../src/native/embedder-source.ts", import.meta.url).href)};
    const source = embedderSource({ threads: 2 });
    const embedder = await source.open("minilm");
    const { vectors } = await embedder.embed(["hello"]);
    await source.close();
    process.stdout.write(String(vectors.length));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=toposcope-source", "--input-type=module-typescript", "--eval", script],
    { timeout: 30_000 },
  );
  expect(stdout).toBe("384");
});
