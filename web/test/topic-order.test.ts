import { expect, test } from "vitest";
import { arrangeTopics, layerLabels } from "../src/views/topic-order.ts";

const topics = [
  { name: "Écoles 10", keywords: ["school"], size: 5 },
  { name: "Banks", keywords: ["deposits", "paper money"], size: 9 },
  { name: "Écoles 9", keywords: ["teacher"], size: 7 },
];
const names = (filter: string, order: "size" | "name") =>
  arrangeTopics(topics, { filter, order }).map(({ name }) => name);

test("topics come the largest first, or by name with numbers in their order", () => {
  expect(names("", "size")).toEqual(["Banks", "Écoles 9", "Écoles 10"]);
  expect(names("", "name")).toEqual(["Banks", "Écoles 9", "Écoles 10"]);
});

test("a filter finds words of names and keywords whatever their case and accents", () => {
  expect(names("ecoles", "name")).toEqual(["Écoles 9", "Écoles 10"]);
  expect(names("MONEY bank", "size")).toEqual(["Banks"]);
  expect(names("money school", "size")).toEqual([]);
});

test("the switch of layers says how fine each is", () => {
  const layer = { suggested: false, stability: null, coverage: 1 };
  expect(
    layerLabels([
      { ...layer, layer: 1, topics: 6 },
      { ...layer, layer: 0, topics: 1_234 },
    ]),
  ).toEqual([
    { value: "0", label: "Fine 1,234" },
    { value: "1", label: "Broad 6" },
  ]);
});
