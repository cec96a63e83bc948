import { expect, test } from "vitest";
import { stampKey } from "../../src/embedding/stamp.ts";
import { contentHash, embeddingText } from "../../src/embedding/text.ts";
import type { ModelStamp } from "../../src/model.ts";

test("the model sees the title above the text", () => {
  expect(embeddingText("Soil", "It rained.")).toBe("Soil\nIt rained.");
});

test("a title that the text begins with is not repeated", () => {
  expect(embeddingText("Soil", " Soil\nIt rained.")).toBe(" Soil\nIt rained.");
});

test("without a title the model sees the text alone", () => {
  for (const title of [undefined, null, "", "  "])
    expect(embeddingText(title, "It rained.")).toBe("It rained.");
});

test("the content hash is the SHA-256 of the text in UTF-8", () => {
  expect(contentHash("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(contentHash("ü")).not.toBe(contentHash("u"));
});

const stamp: ModelStamp = {
  id: "m",
  revision: "1",
  pooling: "mean",
  prefix: "",
  dimensions: 4,
  normalised: true,
};

test("stamps that differ in any part have different keys", () => {
  const others: ModelStamp[] = [
    { ...stamp, id: "n" },
    { ...stamp, revision: "2" },
    { ...stamp, pooling: "cls" },
    { ...stamp, prefix: "query: " },
    { ...stamp, dimensions: 2 },
    { ...stamp, normalised: false },
    { ...stamp, id: 'm","1' },
  ];
  expect(new Set([stamp, ...others].map(stampKey)).size).toBe(others.length + 1);
});

test("the order in which a stamp was written does not matter", () => {
  const { id, ...rest } = stamp;
  expect(stampKey({ ...rest, id })).toBe(stampKey(stamp));
});
