import fc from "fast-check";
import { noTopic, preparePoints, scatterStride, steps } from "toposcope/drawing";
import { describe, expect, test } from "vitest";
import { nextPace } from "../../src/views/map/pace.ts";
import {
  countByTopic,
  indexPoints,
  inside,
  nearestPoint,
  pointsInside,
} from "../../src/views/map/point-index.ts";
import { scatteredOrder } from "../../src/views/map/points-renderer.ts";

const coordinate = fc.double({ min: -100, max: 100, noNaN: true }).map(Math.fround);
const anyPlaces = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 300 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyOutline = fc.array(fc.record({ u: share, v: share }), { minLength: 3, maxLength: 12 });

function pointsOf(places: readonly (readonly [number, number])[]) {
  return preparePoints({
    x: Float32Array.from(places, ([x]) => x),
    y: Float32Array.from(places, ([, y]) => y),
    topic: Uint16Array.from(places, (_, i) => (i % 5 === 4 ? noTopic : i % 5)),
  });
}

describe("points", () => {
  test("that are none, one, or all in one place can be drawn and searched", () => {
    for (const places of [[], [[3, 3]], Array.from({ length: 50 }, () => [7, 7] as const)] as [
      number,
      number,
    ][][]) {
      const points = pointsOf(places);
      const found = nearestPoint(indexPoints(points), 0, 0, 0.5);
      expect(found >= 0).toBe(places.length > 0);
    }
  });
});

describe("the nearest point", () => {
  test("is the one that a look at every point finds", () => {
    fc.assert(
      fc.property(
        anyPlaces,
        share,
        share,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (places, u, v, radius) => {
          const points = pointsOf(places);
          const away = (i: number) => Math.hypot(points.x[i]! / steps - u, points.y[i]! / steps - v);
          const least = places.reduce((best, _, i) => Math.min(best, away(i)), Number.POSITIVE_INFINITY);
          const found = nearestPoint(indexPoints(points), u, v, radius);
          if (least > radius) expect(found).toBe(-1);
          else expect(away(found)).toBeCloseTo(least, 9);
        },
      ),
    );
  });
});

describe("a lasso", () => {
  test("takes exactly the points inside its line", () => {
    fc.assert(
      fc.property(anyPlaces, anyOutline, (places, outline) => {
        const points = pointsOf(places);
        const scaled = outline.map(({ u, v }) => ({ u: u * steps, v: v * steps }));
        const expected = places.flatMap((_, i) => (inside(scaled, points.x[i]!, points.y[i]!) ? [i] : []));
        expect([...pointsInside(indexPoints(points), outline)]).toEqual(expected);
      }),
    );
  });

  test("takes whole cells of a large map as it takes single points", () => {
    const places = Array.from({ length: 20_000 }, (_, i): [number, number] => [
      (i * 37) % 1_009,
      (i * 71) % 997,
    ]);
    const points = pointsOf(places);
    const outline = Array.from({ length: 40 }, (_, i) => ({
      u: 0.5 + 0.35 * Math.cos((i / 40) * 2 * Math.PI),
      v: 0.5 + 0.25 * Math.sin((i / 40) * 2 * Math.PI),
    }));
    const scaled = outline.map(({ u, v }) => ({ u: u * steps, v: v * steps }));
    const expected = places.filter((_, i) => inside(scaled, points.x[i]!, points.y[i]!)).length;
    expect(pointsInside(indexPoints(points), outline).length).toBe(expected);
    expect(expected).toBeGreaterThan(4_000);
  });

  test("counts its points per topic, the most first, and those without a topic too", () => {
    const topic = Uint16Array.of(3, 1, 3, noTopic, 1, 3);
    expect(countByTopic(topic, Uint32Array.of(0, 1, 2, 3, 5))).toEqual([
      { topic: 3, count: 3 },
      { topic: 1, count: 1 },
      { topic: noTopic, count: 1 },
    ]);
  });
});

describe("drawing a part of the points", () => {
  test("visits every point once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), (count) => {
        const order = scatteredOrder(count, scatterStride(count));
        expect(new Set(order).size).toBe(count);
      }),
    );
  });

  test("begins with points from everywhere", () => {
    const order = scatteredOrder(100_000, scatterStride(100_000)).slice(0, 1_000);
    const perTenth = new Array<number>(10).fill(0);
    for (const point of order) perTenth[Math.floor(point / 10_000)]!++;
    for (const count of perTenth) expect(Math.abs(count - 100)).toBeLessThan(15);
  });

  test("takes more points when there is time and fewer when there is not, within limits", () => {
    const limits = { targetMs: 30, least: 1_000, most: 100_000 };
    expect(nextPace({ points: 10_000 }, 10_000, 10, limits).points).toBe(20_000);
    expect(nextPace({ points: 10_000 }, 10_000, 300, limits).points).toBe(5_000);
    expect(nextPace({ points: 10_000 }, 10_000, 40, limits).points).toBe(7_500);
    expect(nextPace({ points: 1_100 }, 1_100, 500, limits).points).toBe(1_000);
    expect(nextPace({ points: 90_000 }, 90_000, 1, limits).points).toBe(100_000);
  });
});
