import fc from "fast-check";
import { expect, test } from "vitest";
import {
  gatherRows,
  growMap,
  InputError,
  layoutMap,
  nearestNeighbors,
  plainLinearAlgebra,
  Random,
} from "../../src/index.ts";
import { blobs } from "../points.ts";

test("a new point lies among the neighbors that have a place", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.float({ min: -1, max: 1, noNaN: true }), fc.float({ min: -1, max: 1, noNaN: true })),
        { minLength: 1, maxLength: 8 },
      ),
      (corners) => {
        const k = corners.length;
        const similarities = Float32Array.from(corners, (_, r) => 0.9 - 0.1 * r);
        const [x, y] = growMap(Float32Array.from(corners.flat()), {
          n: 1,
          k,
          indices: Int32Array.from(corners.keys()),
          similarities,
        });
        for (const [axis, value] of [x, y].entries()) {
          const along = corners.map((corner) => corner[axis]!);
          expect(value).toBeGreaterThanOrEqual(Math.min(...along) - 1e-5);
          expect(value).toBeLessThanOrEqual(Math.max(...along) + 1e-5);
        }
      },
    ),
  );
});

test("new points of a group join it, and the points that are there stay", async () => {
  const { points, truth } = blobs(4, 60, 16, 0.4);
  const known = Int32Array.from({ length: 200 }, (_, i) => i);
  const old = gatherRows(points, known);
  const map = await layoutMap(old, await nearestNeighbors(old));
  const before = map.slice();
  const fresh = gatherRows(
    points,
    Int32Array.from({ length: 40 }, (_, i) => 200 + i),
  );
  const nearest = await plainLinearAlgebra.nearest(old, fresh, 10);
  const places = growMap(map, { n: 40, ...nearest });
  expect(map).toEqual(before);
  for (let i = 0; i < 40; i++) {
    let closest = 0;
    const distance = (j: number) =>
      Math.hypot(places[2 * i] - map[2 * j], places[2 * i + 1] - map[2 * j + 1]);
    for (let j = 0; j < 200; j++) if (distance(j) < distance(closest)) closest = j;
    expect(truth[closest]).toBe(truth[200 + i]);
  }
});

test("a copy of a placed point lies on it", () => {
  const placed = Float32Array.of(0.5, -0.25, -1, 1);
  const places = growMap(placed, {
    n: 1,
    k: 2,
    indices: Int32Array.of(0, 1),
    similarities: Float32Array.of(1, 0.9),
  });
  expect([...places]).toEqual([0.5, -0.25]);
});

test("a point between two groups joins the one it belongs to more", () => {
  const placed = Float32Array.of(-1, 0, -1, 0, -1, 0, 1, 0);
  const [x] = growMap(placed, {
    n: 1,
    k: 4,
    indices: Int32Array.of(0, 1, 2, 3),
    similarities: Float32Array.of(0.8, 0.8, 0.8, 0.8),
  });
  expect(x).toBeLessThan(-0.95);
});

test("points known only by other new points follow them; points known by none lie in the middle", () => {
  const placed = Float32Array.of(1, 1, 1, 0, 0, 1, 0, 0);
  const places = growMap(placed, {
    n: 3,
    k: 1,
    indices: Int32Array.of(0, 4, -1),
    similarities: Float32Array.of(0.5, 0.5, 0),
  });
  expect([...places]).toEqual([1, 1, 1, 1, 0.5, 0.5]);
  expect(
    growMap(placed, { n: 0, k: 3, indices: new Int32Array(0), similarities: new Float32Array(0) }),
  ).toEqual(new Float32Array(0));
});

test("a neighbor that is no point is refused", () => {
  const neighbors = { n: 1, k: 1, indices: Int32Array.of(3), similarities: Float32Array.of(0.5) };
  expect(() => growMap(new Float32Array(4), neighbors)).toThrow(InputError);
});

test("the same input gives the same bytes", () => {
  const random = new Random(5);
  const placed = Float32Array.from({ length: 200 }, () => random.uniform());
  const neighbors = {
    n: 30,
    k: 5,
    indices: Int32Array.from({ length: 150 }, () => random.integer(130)),
    similarities: Float32Array.from({ length: 150 }, () => random.uniform()),
  };
  expect(growMap(placed, neighbors)).toEqual(growMap(placed, neighbors));
});
