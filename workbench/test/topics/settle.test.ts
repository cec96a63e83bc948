import { expect, test } from "vitest";
import type { Representation, RepresentedLayer, Topic } from "../../src/topics/represent.ts";
import { titled } from "../../src/topics/settle.ts";

const topic = (id: number, name: string, parent: number | null): Topic =>
  ({ id, name, parent, keywords: [{ keyword: "harbour", score: 1 }] }) as unknown as Topic;
const layer = (topics: readonly Topic[]) => ({ topics }) as unknown as RepresentedLayer;
const found: Representation = {
  documents: [],
  layers: [
    layer([topic(2, "ships", 0), topic(3, "bread", 1), topic(4, "ships", 0)]),
    layer([topic(0, "sea", null), topic(1, "kitchen", null)]),
  ],
};
const shown = ({ layers }: Representation) =>
  layers.map(({ topics }) => topics.map(({ id, name, parent }) => [id, name, parent]));

test("topics get the ids they keep, and parents follow", () => {
  const ids = [Int32Array.of(12, 7, 30), Int32Array.of(31, 5)];
  expect(shown(titled({ ...found, layers: found.layers }, [], ids))).toEqual([
    [
      [12, "ships", 31],
      [7, "bread", 5],
      [30, "ships, harbour", 31],
    ],
    [
      [31, "sea", null],
      [5, "kitchen", null],
    ],
  ]);
});

test("given names take the place of made ones, and a made name that was given to another gets a further word", () => {
  expect(
    shown(
      titled(found, [
        [null, "ships", null],
        [null, "Küche"],
      ]),
    ),
  ).toEqual([
    [
      [2, "ships, harbour", 0],
      [3, "ships", 1],
      [4, "ships 2", 0],
    ],
    [
      [0, "sea", null],
      [1, "Küche", null],
    ],
  ]);
});
