import fc from "fast-check";
import { expect, test } from "vitest";
import { areaPath, labelStride, linePath, niceTicks, stacked } from "../src/views/charts/chart-shapes.ts";

test("an axis goes from nothing to at least the most, in equal steps of a round number", () => {
  expect(niceTicks(97, 4)).toEqual([0, 25, 50, 75, 100]);
  expect(niceTicks(0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(niceTicks(0, 4)).toEqual([0, 1]);
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
      fc.integer({ min: 1, max: 8 }),
      (most, count) => {
        const ticks = niceTicks(most, count);
        expect(ticks.at(-1)!).toBeGreaterThanOrEqual(most * 0.999_999);
        expect(ticks.length).toBeLessThanOrEqual(count + 2);
        expect(ticks.length).toBeGreaterThan(1);
      },
    ),
  );
});

test("labels are thinned until none touches the next", () => {
  expect(labelStride(10, 1_000, 60)).toBe(1);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 50, max: 2_000 }), (labels, width) => {
      const shown = Math.ceil(labels / labelStride(labels, width, 60));
      expect((shown - 1) * 60).toBeLessThanOrEqual(width);
    }),
  );
});

const numbersIn = (path: string) => (path.match(/-?[\d.]+/g) ?? []).map(Number);

test("a curve passes through every point and overshoots none", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 40 }), (values) => {
      const points = values.map((y, at) => ({ x: at * 30, y }));
      const [x, y, ...rest] = numbersIn(linePath(points));
      expect([x, y]).toEqual([0, values[0]]);
      for (const [at, value] of values.slice(1).entries()) {
        const [, y1, , y2, endX, endY] = rest.slice(6 * at, 6 * at + 6);
        expect([endX, endY]).toEqual([30 * (at + 1), value]);
        const [low, high] = [Math.min(values[at]!, value), Math.max(values[at]!, value)];
        for (const bend of [y1!, y2!]) {
          expect(bend).toBeGreaterThanOrEqual(low - 0.01);
          expect(bend).toBeLessThanOrEqual(high + 0.01);
        }
      }
    }),
  );
});

test("an area leads along one curve and back along the other", () => {
  const upper = [0, 1, 2].map((x) => ({ x, y: 5 }));
  const lower = [0, 1, 2].map((x) => ({ x, y: 9 }));
  const path = areaPath(upper, lower);
  expect(path.startsWith("M0,5C")).toBe(true);
  expect(path).toContain("L2,9");
  expect(path.endsWith("0,9Z")).toBe(true);
  expect([areaPath([], []), linePath([])]).toEqual(["", ""]);
});

test("series stand on one another, and the last one's top is their sum", () => {
  const layers = stacked([
    [1, 2],
    [3, 0],
    [0, 5],
  ]);
  expect(layers.at(-1)!.to).toEqual([4, 7]);
  for (const [at, { from }] of layers.entries()) expect(from).toEqual(at === 0 ? [0, 0] : layers[at - 1]!.to);
});
