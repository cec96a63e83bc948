import { expect, test } from "vitest";
import { InputError } from "../../src/index.ts";
import { decodeTopicModel, encodeTopicModel } from "../../src/model/model-file.ts";
import { predictTopics } from "../../src/model/predict-topics.ts";
import { blobs, directions } from "../points.ts";
import { hashOf, modelOf } from "./models.ts";

const { points, truth } = blobs(4, 60, 12, 0.7);
const model = await modelOf({
  points,
  labels: truth,
  count: 4,
  coarse: truth.map((label) => label % 2),
  landmarks: 80,
});
const file = encodeTopicModel(model);

test("demand 6: a saved and loaded model predicts what the fitted one did, bit for bit", async () => {
  const loaded = decodeTopicModel(file);
  const texts = directions(300, 12, 3);
  const hashes = Array.from({ length: 300 }, (_, i) => hashOf(i * 2));
  for (const layer of [0, 1])
    expect(await predictTopics(loaded, texts, { layer, hashes })).toEqual(
      await predictTopics(model, texts, { layer, hashes }),
    );
});

test("demand 6: saving and loading changes nothing", () => {
  const loaded = decodeTopicModel(file);
  expect(loaded).toEqual(model);
  expect(encodeTopicModel(loaded)).toEqual(file);
});

test("a file read from the middle of a buffer is the same", () => {
  const buffer = new Uint8Array(file.length + 7);
  buffer.set(file, 3);
  expect(decodeTopicModel(buffer.subarray(3, 3 + file.length))).toEqual(model);
  expect(decodeTopicModel(Buffer.from(file))).toEqual(model);
});

test("the file has the layout of safetensors: its tensors begin where their kind can and leave no gap", () => {
  const headerBytes = Number(new DataView(file.buffer).getBigUint64(0, true));
  expect(headerBytes % 8).toBe(0);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerBytes))) as Record<
    string,
    { dtype: "F32" | "I32" | "F16" | "U8"; shape: number[]; data_offsets: [number, number] }
  >;
  const { __metadata__: metadata, ...tensors } = header;
  for (const value of Object.values(metadata!)) expect(typeof value).toBe("string");
  const bytes = { F32: 4, I32: 4, F16: 2, U8: 1 };
  let end = 0;
  for (const { dtype, shape, data_offsets } of Object.values(tensors).sort(
    (a, b) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  )) {
    expect(data_offsets[0]).toBe(end);
    expect(end % bytes[dtype]).toBe(0);
    end += shape.reduce((product, side) => product * side, bytes[dtype]);
    expect(data_offsets[1]).toBe(end);
  }
  expect(8 + headerBytes + end).toBe(file.length);
});

const broken = (change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array) => () =>
  decodeTopicModel(change(file.slice()));

test("a damaged, cut, foreign or newer file is refused, and the error says which it is", () => {
  const flipped = broken((bytes) => {
    bytes[bytes.length - 5] ^= 1;
    return bytes;
  });
  expect(flipped).toThrow(InputError);
  expect(flipped).toThrow("damaged");
  expect(broken((bytes) => bytes.subarray(0, 5))).toThrow("too few");
  expect(broken((bytes) => bytes.subarray(0, 100))).toThrow("ends before");
  expect(broken((bytes) => bytes.subarray(0, bytes.length - 1))).toThrow("damaged");
  expect(broken(() => new TextEncoder().encode("text,label\nhello,1\n"))).toThrow("ends before");
  const replaced = (from: string, to: string) =>
    broken((bytes) => {
      const text = Buffer.from(bytes).toString("latin1").replace(from, to);
      return Uint8Array.from(Buffer.from(text, "latin1"));
    });
  expect(replaced('"version":"1"', '"version":"2"')).toThrow("version 2");
  expect(replaced("toposcope-topics", "toposcope-tables")).toThrow("no topic model");
  expect(replaced('{"__metadata__"', '["__metadata__"')).toThrow("not JSON");
  expect(replaced("topic 1", "topic 7")).toThrow("damaged");
});

test("the file of a big model is small: two bytes a number of each landmark, and some dozen bytes a text", async () => {
  const big = blobs(4, 500, 64);
  const made = await modelOf({ points: big.points, labels: big.truth, count: 4, landmarks: 200 });
  expect(encodeTopicModel(made).length).toBeLessThan(200 * 64 * 2 + 2000 * (16 + 4 + 2) + 10_000);
  expect(made.landmarks.rows).toBe(200);
});
