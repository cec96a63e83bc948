import { expect, test } from "vitest";
import { gatherRows, InputError, matrix } from "../../src/index.ts";
import { searchTopics } from "../../src/model/search-topics.ts";
import { blobs } from "../points.ts";
import { modelOf } from "./models.ts";

const { points, truth } = blobs(5, 40, 16, 0.6);
const model = await modelOf({ points, labels: truth, count: 5, coarse: truth.map((label) => label % 2) });

test("a query finds the topic it is about first, most relevant topics before others", () => {
  let first = 0;
  for (let i = 0; i < points.rows; i++) {
    const hits = searchTopics(model, gatherRows(points, [i]));
    expect(hits.map(({ relevance }) => relevance)).toEqual(
      hits.map(({ relevance }) => relevance).toSorted((a, b) => b - a),
    );
    expect(hits).toHaveLength(5);
    if (hits[0].topic === truth[i]) first++;
  }
  expect(first / points.rows).toBeGreaterThan(0.95);
});

test("as many topics come as are asked for, of the layer asked for", () => {
  expect(searchTopics(model, gatherRows(points, [0]), { limit: 2 })).toHaveLength(2);
  expect(searchTopics(model, gatherRows(points, [3]), { layer: 1 })[0].topic).toBe(truth[3] % 2);
});

test("a query of another length and a layer that is not there are refused", () => {
  expect(() => searchTopics(model, matrix(1, 3))).toThrow(InputError);
  expect(() => searchTopics(model, gatherRows(points, [0]), { layer: 4 })).toThrow(InputError);
});
