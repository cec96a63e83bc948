import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cameraOf,
  clampView,
  fitView,
  fromScreen,
  maxZoom,
  minZoom,
  panned,
  toScreen,
  type View,
  viewBetween,
  zoomedAt,
} from "../../src/drawing/camera.ts";
import { type Frame, preparePoints } from "../../src/drawing/map-data.ts";

const size = { width: 1_000, height: 700 };
const home = { minX: 0, minY: 0, maxX: 1, maxY: 0.6 };
const frame: Frame = { minX: -4, minY: 2, span: 10, width: 1, height: 0.6, home };
const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyView = fc.record({
  x: fc.double({ min: 0.2, max: 0.8, noNaN: true }),
  y: fc.double({ min: 0.1, max: 0.5, noNaN: true }),
  zoom: fc.double({ min: 1, max: 20, noNaN: true }),
});

describe("the camera", () => {
  test("going to the screen and back gives the place again", () => {
    fc.assert(
      fc.property(anyView, share, share, (view, u, v) => {
        const camera = cameraOf(view, size, frame);
        const at = toScreen(camera, u, v);
        const back = fromScreen(camera, at.x, at.y);
        expect(back.u).toBeCloseTo(u, 9);
        expect(back.v).toBeCloseTo(v, 9);
      }),
    );
  });

  test("what lies under the pointer stays there while zooming, as long as the view stays on the map", () => {
    fc.assert(
      fc.property(
        anyView,
        share,
        share,
        fc.double({ min: 0.8, max: 1.3, noNaN: true }),
        (view, right, down, factor) => {
          const at = { x: right * size.width, y: down * size.height };
          const before = fromScreen(cameraOf(view, size, frame), at.x, at.y);
          const zoomed = zoomedAt(view, factor, at, size, frame);
          const after = toScreen(cameraOf(zoomed, size, frame), before.u, before.v);
          const isAtEdge =
            zoomed.x === 0 || zoomed.y === 0 || zoomed.x === frame.width || zoomed.y === frame.height;
          if (isAtEdge) return;
          expect(after.x).toBeCloseTo(at.x, 5);
          expect(after.y).toBeCloseTo(at.y, 5);
        },
      ),
    );
  });

  test("dragging moves the picture by as many pixels", () => {
    const view: View = { x: 0.5, y: 0.3, zoom: 3 };
    const before = toScreen(cameraOf(view, size, frame), 0.5, 0.3);
    const moved = panned(view, cameraOf(view, size, frame), 30, -20, frame);
    const after = toScreen(cameraOf(moved, size, frame), 0.5, 0.3);
    expect(after.x - before.x).toBeCloseTo(30);
    expect(after.y - before.y).toBeCloseTo(-20);
  });

  test("no view from a link leaves the map or its zoom limits", () => {
    const anyNumber = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(anyNumber, anyNumber, anyNumber, (x, y, zoom) => {
        const view = clampView({ x, y, zoom }, frame);
        expect(view.x >= 0 && view.x <= frame.width && view.y >= 0 && view.y <= frame.height).toBe(true);
        expect(view.zoom >= minZoom && view.zoom <= maxZoom).toBe(true);
      }),
    );
  });

  test("a flight starts and ends where it should and never stops in between", () => {
    fc.assert(
      fc.property(anyView, anyView, (from, to) => {
        for (const key of ["x", "y", "zoom"] as const) {
          expect(viewBetween(from, to, 0)[key]).toBeCloseTo(from[key], 6);
          expect(viewBetween(from, to, 1)[key]).toBeCloseTo(to[key], 6);
          const middle = viewBetween(from, to, 0.5)[key];
          expect(middle).toBeGreaterThanOrEqual(Math.min(from[key], to[key]) - 1e-9);
          expect(middle).toBeLessThanOrEqual(Math.max(from[key], to[key]) + 1e-9);
        }
      }),
    );
  });

  test("the first view shows the crowd and leaves a far outlier aside", () => {
    const count = 2_000;
    const x = Float32Array.from({ length: count }, (_, i) => (i === 0 ? 900 : (i * 7) % 100));
    const y = Float32Array.from({ length: count }, (_, i) => (i * 13) % 100);
    const { frame: crowded } = preparePoints({ x, y, topic: new Uint16Array(count) });
    const camera = cameraOf(fitView(crowded), size, crowded);
    const corner = toScreen(camera, (99 - crowded.minX) / crowded.span, (99 - crowded.minY) / crowded.span);
    const outlier = toScreen(camera, 1, 0.05);
    expect(corner.x).toBeLessThan(size.width);
    expect(corner.x).toBeGreaterThan(size.width * 0.6);
    expect(outlier.x).toBeGreaterThan(size.width);
  });
});
