import { hash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ToposcopeError } from "../errors.ts";

const name = z.string().min(1);
const any = {
  id: name,
  /** Changes whenever what the model gives changes; without it, a digest of the model's file. */
  revision: name.optional(),
  file: name,
  tokenizer: name.default("tokenizer.json"),
};
const common = { ...any, dimensions: z.int().min(1).max(16_384) };
/** Tokens a model sees at once, special tokens included. */
const window = z.int().min(8).max(131_072);

const denseHead = z.strictObject({
  /** A safetensors file, as sentence-transformers keeps its Dense modules. */
  file: name,
  weight: name.default("linear.weight"),
  bias: name.optional(),
  activation: z.enum(["identity", "tanh"]).default("identity"),
});

const transformerManifest = z.strictObject({
  kind: z.literal("transformer"),
  ...common,
  /** The graph's output: batch × tokens × hidden size. */
  output: name.default("last_hidden_state"),
  /** Whether the graph takes `token_type_ids`. */
  tokenTypeIds: z.boolean().default(true),
  pooling: z.enum(["mean", "cls"]),
  /** Put before every text, as the model was trained: `passage: `. */
  prefix: z.string().default(""),
  dense: z.array(denseHead).default([]),
  window,
  /** Whether a window's vector is brought to unit length before the windows of a long text are averaged. */
  normalise: z.boolean().default(true),
});

const staticManifest = z.strictObject({ kind: z.literal("static"), ...common });

const crossEncoderManifest = z.strictObject({
  kind: z.literal("cross-encoder"),
  ...any,
  /** The graph's output: a number a pair, or with softmax two. */
  output: name.default("logits"),
  tokenTypeIds: z.boolean().default(true),
  window,
  /** What makes a score of the output; softmax takes the share of the last of two numbers. */
  activation: z.enum(["sigmoid", "softmax", "identity"]).default("sigmoid"),
});

const manifestSchema = z.discriminatedUnion("kind", [
  transformerManifest,
  staticManifest,
  crossEncoderManifest,
]);

export type DenseHeadManifest = z.infer<typeof denseHead>;
export type TransformerManifest = z.infer<typeof transformerManifest> & OpenedManifest;
export type StaticManifest = z.infer<typeof staticManifest> & OpenedManifest;
export type CrossEncoderManifest = z.infer<typeof crossEncoderManifest> & OpenedManifest;
export type ModelManifest = TransformerManifest | StaticManifest | CrossEncoderManifest;

interface OpenedManifest {
  readonly folder: string;
  readonly revision: string;
}

/**
 * Reads and checks the `manifest.json` of a model folder.
 *
 * @throws ToposcopeError MODEL_NOT_FOUND without such a folder, MODEL_INVALID naming what is wrong in the manifest
 */
export async function readModelManifest(folder: string): Promise<ModelManifest> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new ToposcopeError("MODEL_NOT_FOUND", `${folder} is neither a built-in model nor a folder`);
  }
  const manifest = parseManifest(folder, await readModelJson(folder, "manifest.json"));
  const revision =
    manifest.revision ?? hash("sha256", await readModelFile(folder, manifest.file)).slice(0, 16);
  return { ...manifest, folder, revision };
}

/**
 * Reads a file of a model folder.
 *
 * @throws ToposcopeError MODEL_INVALID when it cannot be read
 */
export async function readModelFile(folder: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, file));
  } catch (cause) {
    throw new ToposcopeError("MODEL_INVALID", `the model folder ${folder} has no readable ${file}`, {
      cause,
    });
  }
}

/**
 * Reads a JSON file of a model folder.
 *
 * @throws ToposcopeError MODEL_INVALID when it cannot be read or is no JSON
 */
export async function readModelJson(folder: string, file: string): Promise<unknown> {
  const content = await readModelFile(folder, file);
  try {
    return JSON.parse(content.toString("utf8"));
  } catch (cause) {
    throw new ToposcopeError("MODEL_INVALID", `${file} of the model folder ${folder} is no JSON`, { cause });
  }
}

function parseManifest(folder: string, value: unknown): z.infer<typeof manifestSchema> {
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problem = z.prettifyError(parsed.error).replaceAll("\n", "; ");
  throw new ToposcopeError("MODEL_INVALID", `manifest.json of ${folder}: ${problem}`, {
    cause: parsed.error,
  });
}
