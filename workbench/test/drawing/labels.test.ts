import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cameraOf, fitView, toScreen, zoomedAt } from "../../src/drawing/camera.ts";
import { placeTopics } from "../../src/drawing/label-text.ts";
import { type LabelRequest, type PlacedLabel, placeLabels, tooClose } from "../../src/drawing/labels.ts";
import { preparePoints, toUnit } from "../../src/drawing/map-data.ts";

const screen = { width: 900, height: 600 };

const anyRequests = fc
  .array(
    fc.record({
      x: fc.double({ min: -50, max: 950, noNaN: true }),
      y: fc.double({ min: -50, max: 650, noNaN: true }),
      width: fc.integer({ min: 1, max: 220 }),
      height: fc.integer({ min: 8, max: 40 }),
      level: fc.integer({ min: 0, max: 1 }),
      size: fc.integer({ min: 1, max: 1_000 }),
    }),
    { maxLength: 60 },
  )
  .map((requests) => requests.map((request, id): LabelRequest => ({ ...request, id })));

describe("label placement", () => {
  test("no two labels come nearer than the gap", () => {
    fc.assert(
      fc.property(anyRequests, fc.integer({ min: 0, max: 8 }), (requests, gap) => {
        const placed = placeLabels(requests, { ...screen, gap });
        for (const [one, other] of pairs(placed)) expect(tooClose(one, other, gap)).toBe(false);
      }),
    );
  });

  test("every label lies within the picture and near the place it names", () => {
    fc.assert(
      fc.property(anyRequests, (requests) => {
        for (const label of placeLabels(requests, screen)) {
          const { x, y, width, height } = requests[label.id]!;
          expect(label.left).toBeGreaterThanOrEqual(0);
          expect(label.top).toBeGreaterThanOrEqual(0);
          expect(label.left + label.width).toBeLessThanOrEqual(screen.width);
          expect(label.top + label.height).toBeLessThanOrEqual(screen.height);
          expect(Math.abs(label.left + width / 2 - x)).toBeLessThan(width + 8);
          expect(Math.abs(label.top + height / 2 - y)).toBeLessThan(2 * height + 8);
        }
      }),
    );
  });

  test("placing again with the last placement changes nothing, so that nothing blinks", () => {
    fc.assert(
      fc.property(anyRequests, (requests) => {
        const first = placeLabels(requests, screen);
        const second = placeLabels(requests, { ...screen, previous: first });
        expect(byId(second)).toEqual(byId(first));
      }),
    );
  });

  test("the largest topic of the broadest level always has its label when it is in the picture", () => {
    fc.assert(
      fc.property(anyRequests, (requests) => {
        const inside = requests.filter(
          ({ x, y }) => x >= 0 && y >= 0 && x <= screen.width && y <= screen.height,
        );
        const [largest] = [...inside].sort((a, b) => a.level - b.level || b.size - a.size || a.id - b.id);
        const placed = placeLabels(requests, screen).map(({ id }) => id);
        if (largest) expect(placed).toContain(largest.id);
      }),
    );
  });

  test("no label is under what covers the picture, not even that of a broad topic", () => {
    const covers = [{ left: 820, top: 380, width: 60, height: 200 }];
    fc.assert(
      fc.property(anyRequests, fc.integer({ min: 0, max: 8 }), (requests, gap) => {
        for (const label of placeLabels(requests, { ...screen, covers, gap }))
          expect(tooClose(label, covers[0]!, gap)).toBe(false);
      }),
    );
  });

  test("no label but those of level 0 covers an obstacle", () => {
    const obstacles = [{ left: 300, top: 200, width: 120, height: 120 }];
    fc.assert(
      fc.property(anyRequests, (requests) => {
        for (const label of placeLabels(requests, { ...screen, obstacles })) {
          if (requests[label.id]!.level > 0) expect(tooClose(label, obstacles[0]!, 0)).toBe(false);
        }
      }),
    );
  });

  test("a shown label stays against a slightly larger rival and yields to a much larger one", () => {
    const label = (id: number, size: number): LabelRequest => ({
      id,
      x: 30,
      y: 15,
      width: 50,
      height: 20,
      level: 0,
      size,
    });
    const tight = { width: 60, height: 30 };
    const shown = placeLabels([label(1, 100)], tight);
    expect(
      placeLabels([label(1, 100), label(2, 120)], { ...tight, previous: shown }).map(({ id }) => id),
    ).toEqual([1]);
    expect(
      placeLabels([label(1, 100), label(2, 300)], { ...tight, previous: shown }).map(({ id }) => id),
    ).toEqual([2]);
  });

  test("a chosen topic is always named, beside its members", () => {
    const { topics, frame } = sixtyTopics();
    const camera = cameraOf(fitView(frame), screen, frame);
    for (const { topic } of topics) {
      const placed = placeTopics(topics, frame, camera, { ...screen, first: topic.index });
      const own = placed.find(({ id }) => id === topic.index)!;
      const { u, v } = toUnit(frame, topic.x, topic.y);
      const { x, y } = toScreen(camera, u, v);
      const isOver = x > own.left && x < own.left + own.width && y > own.top && y < own.top + own.height;
      expect(isOver).toBe(false);
    }
  });

  test("labels never overlap while a wheel zooms into any place", () => {
    const { topics, frame } = sixtyTopics();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 600 }), (atX, atY) => {
        let view = fitView(frame);
        let previous: readonly PlacedLabel[] = [];
        for (let step = 0; step < 30; step++) {
          previous = placeTopics(topics, frame, cameraOf(view, screen, frame), { ...screen, previous });
          for (const [one, other] of pairs(previous)) expect(tooClose(one, other, 4)).toBe(false);
          view = zoomedAt(view, 1.17, { x: atX, y: atY }, screen, frame);
        }
      }),
      { numRuns: 15 },
    );
  });
});

function sixtyTopics() {
  const topics = Array.from({ length: 60 }, (_, index) => ({
    topic: {
      index,
      name: "",
      x: (index * 37) % 100,
      y: (index * 61) % 80,
      size: 1 + ((index * 13) % 50),
      level: index % 2,
    },
    text: {
      id: index,
      lines: [],
      font: { weight: 400, size: 12, lineHeight: 15 },
      level: 0,
      width: 60 + (index % 7) * 18,
      height: 18,
    },
  }));
  const x = Float32Array.from(topics, ({ topic }) => topic.x);
  const y = Float32Array.from(topics, ({ topic }) => topic.y);
  const { frame } = preparePoints({ x, y, topic: new Uint16Array(60) });
  return { topics, frame };
}

function byId(labels: readonly PlacedLabel[]): PlacedLabel[] {
  return [...labels].sort((a, b) => a.id - b.id);
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((one, at) => items.slice(at + 1).map((other): [T, T] => [one, other]));
}
