import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noTopic, preparePoints, steps, toUnit } from "../../src/drawing/map-data.ts";
import { litStyle, pointStyle } from "../../src/drawing/point-style.ts";

const coordinate = fc.double({ min: -100, max: 100, noNaN: true }).map(Math.fround);
const anyPlaces = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 300 });

function pointsOf(places: readonly (readonly [number, number])[]) {
  return preparePoints({
    x: Float32Array.from(places, ([x]) => x),
    y: Float32Array.from(places, ([, y]) => y),
    topic: Uint16Array.from(places, (_, i) => (i % 5 === 4 ? noTopic : i % 5)),
  });
}

describe("points", () => {
  test("keep their place within a step of the frame", () => {
    fc.assert(
      fc.property(anyPlaces, (places) => {
        const points = pointsOf(places);
        places.forEach(([x, y], i) => {
          const { u, v } = toUnit(points.frame, x, y);
          expect(Math.abs(points.x[i]! / steps - u)).toBeLessThan(2 / steps);
          expect(Math.abs(points.y[i]! / steps - v)).toBeLessThan(2 / steps);
        });
      }),
    );
  });

  test("that come quantised lie where their extent says", () => {
    const points = preparePoints({
      x: Uint16Array.of(0, 65_535, 32_768),
      y: Uint16Array.of(0, 0, 65_535),
      topic: new Uint16Array(3),
      extent: { minX: -10, maxX: 30, minY: 5, maxY: 25 },
    });
    const { u, v } = toUnit(points.frame, 10, 25);
    expect(points.x[2]! / steps).toBeCloseTo(u, 3);
    expect(points.y[2]! / steps).toBeCloseTo(v, 3);
    expect(points.frame.height).toBeCloseTo(0.5, 6);
  });

  test("without a finite place do no harm", () => {
    const points = pointsOf([
      [0, 0],
      [Number.NaN, 3],
      [4, 4],
      [1, Number.POSITIVE_INFINITY],
    ]);
    expect(points.frame.span).toBe(4);
    expect(points.x[2]).toBe(steps);
  });
});

describe("the style of points", () => {
  test("draws fewer points larger, and never fainter", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.double({ min: 0.5, max: 64, noNaN: true }),
        (count, zoom) => {
          const size = { width: 1_200, height: 800 };
          const all = pointStyle(count, zoom, size);
          const part = pointStyle(Math.ceil(count / 3), zoom, size);
          expect(part.diameter).toBeGreaterThanOrEqual(all.diameter);
          expect(part.opacity).toBeGreaterThanOrEqual(all.opacity);
          expect(all.opacity).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test("draws lit points larger than the others, few ones much larger", () => {
    const size = { width: 1_200, height: 800 };
    const usual = pointStyle(50_000, 1, size).diameter;
    expect(litStyle(20_000, 50_000, 1, size).diameter).toBeCloseTo(1.2 * usual);
    expect(litStyle(12, 50_000, 1, size).diameter).toBe(7);
  });
});
