import { InputError } from "../input-error.ts";
import { matrix } from "../matrix.ts";
import { crc32 } from "./crc32.ts";
import { fromHalf, toHalf } from "./half.ts";
import { encodeTensors, type Tensor, TensorFile, type TensorKind } from "./tensor-file.ts";
import { hashBytes } from "./text-hashes.ts";
import type { ModelLayer, ModelTopic, TopicModel } from "./topic-model.ts";
import { encodeText } from "./utf8.ts";

const format = "toposcope-topics";
const version = 1;

/** What of a model is no array of numbers. */
interface Description {
  readonly embedding: string;
  readonly suggested: number;
  readonly reach: number;
  readonly nextId: number;
  readonly layers: readonly (readonly ModelTopic[])[];
}

/**
 * Writes a model as one file: the layout of safetensors, its version and a checksum in the header. Equal models give
 * equal bytes. Cost O(bytes).
 */
export function encodeTopicModel(model: TopicModel): Uint8Array<ArrayBuffer> {
  const { embedding, suggested, reach, nextId, layers, landmarks, landmarkTexts, texts } = model;
  const description: Description = {
    embedding,
    suggested,
    reach,
    nextId,
    layers: layers.map(({ topics }) => topics),
  };
  const tensors: Record<string, Tensor> = {
    landmarks: { kind: "F16", shape: [landmarks.rows, landmarks.cols], data: toHalf(landmarks.data) },
    "landmark texts": { kind: "I32", shape: [landmarkTexts.length], data: landmarkTexts },
    texts: { kind: "U8", shape: [texts.count, hashBytes], data: texts.data },
  };
  for (const [at, layer] of layers.entries()) Object.assign(tensors, layerTensors(layer, at));
  const text = JSON.stringify(description);
  return encodeTensors(tensors, (body) => ({
    format,
    version: String(version),
    checksum: checksumOf(text, body),
    model: text,
  }));
}

function layerTensors(layer: ModelLayer, at: number): Record<string, Tensor> {
  const { centroids, parents, textLabels, textStrengths, textNoise } = layer;
  const integers = (data: Int32Array): Tensor => ({ kind: "I32", shape: [data.length], data });
  const halves = (data: Float32Array): Tensor => ({ kind: "F16", shape: [data.length], data: toHalf(data) });
  return {
    [`layer ${at} centroids`]: { kind: "F32", shape: [centroids.rows, centroids.cols], data: centroids.data },
    [`layer ${at} parents`]: integers(parents),
    [`layer ${at} text labels`]: integers(textLabels),
    [`layer ${at} text strengths`]: halves(textStrengths),
    [`layer ${at} text noise`]: { kind: "U8", shape: [textNoise.length], data: textNoise },
  };
}

/**
 * Reads a model that `encodeTopicModel` wrote: it predicts what that one did, byte for byte.
 *
 * @throws InputError when the bytes are something else, are damaged, or were written by a newer version
 *
 * Cost O(bytes).
 */
export function decodeTopicModel(content: Uint8Array): TopicModel {
  const file = new TensorFile(content);
  const { layers, ...description } = describedBy(file);
  const landmarks = file.read("landmarks", "F16");
  const [rows = 0, cols = 0] = landmarks.shape;
  const texts = file.read("texts", "U8");
  return {
    ...description,
    landmarks: matrix(rows, cols, fromHalf(landmarks.data)),
    landmarkTexts: file.read("landmark texts", "I32").data,
    texts: { count: texts.shape[0] ?? 0, data: texts.data },
    layers: layers.map((topics, at) => readLayer(file, topics, at)),
  };
}

function describedBy(file: TensorFile): Description {
  const { format: found, version: written, checksum, model = "" } = file.metadata;
  if (found !== format)
    throw new InputError(`the file is no topic model: its format is ${found ?? "not said"}`);
  if (Number(written) !== version)
    throw new InputError(`the file is of version ${written}, this program reads version ${version}`);
  const actual = checksumOf(model, file.body);
  if (checksum !== actual)
    throw new InputError(`the file is damaged: its checksum is ${actual}, it should be ${checksum}`);
  return JSON.parse(model) as Description;
}

function readLayer(file: TensorFile, topics: readonly ModelTopic[], at: number): ModelLayer {
  const read = <K extends TensorKind>(name: string, kind: K) => file.read(`layer ${at} ${name}`, kind);
  const { shape, data } = read("centroids", "F32");
  const [rows = 0, cols = 0] = shape;
  return {
    topics,
    centroids: matrix(rows, cols, data),
    parents: read("parents", "I32").data,
    textLabels: read("text labels", "I32").data,
    textStrengths: fromHalf(read("text strengths", "F16").data),
    textNoise: read("text noise", "U8").data,
  };
}

function checksumOf(description: string, body: Uint8Array): string {
  const sum = crc32(body, crc32(encodeText(description)));
  return sum.toString(16).padStart(8, "0");
}
