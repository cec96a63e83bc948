import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameAround, GraphLayout, type GraphNode } from "../../src/views/graph/graph-layout.ts";
import { linksByNode } from "../../src/views/graph/graph-links.ts";

const node = (id: number, size = 10): GraphNode => ({ id, name: `Topic ${id}`, size, color: "#0072b2" });

const anyGraph = fc.integer({ min: 1, max: 30 }).chain((count) =>
  fc.record({
    nodes: fc.constant(Array.from({ length: count }, (_, id) => node(id, 1 + ((id * 7) % 40)))),
    edges: fc.array(
      fc.record({
        source: fc.integer({ min: 0, max: count }),
        target: fc.integer({ min: 0, max: count }),
        weight: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 60 },
    ),
  }),
);

describe("the layout of the topic graph", () => {
  test("is the same every time, in one go or step by step", () => {
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        const atOnce = new GraphLayout(nodes, edges);
        atOnce.advance();
        const inSteps = new GraphLayout(nodes, edges);
        while (!inSteps.isSettled) inSteps.advance(0.5);
        expect(inSteps.nodes.map(({ x, y }) => [x, y])).toEqual(atOnce.nodes.map(({ x, y }) => [x, y]));
      }),
      { numRuns: 10 },
    );
  });

  test("puts no topic upon another and every one into the frame, whatever the edges say", () => {
    fc.assert(
      fc.property(anyGraph, ({ nodes, edges }) => {
        const layout = new GraphLayout(nodes, edges);
        layout.advance();
        const frame = frameAround(layout.nodes);
        layout.nodes.forEach((one, at) => {
          expect((one.x - frame.minX) / frame.span).toBeLessThanOrEqual(frame.width + 1e-9);
          for (const other of layout.nodes.slice(at + 1)) {
            expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(
              (one.radius + other.radius) * 0.9,
            );
          }
        });
      }),
      { numRuns: 25 },
    );
  });

  test("puts linked topics nearer to each other than unlinked ones", () => {
    const nodes = Array.from({ length: 12 }, (_, id) => node(id));
    const edges = nodes.flatMap(({ id: source }) =>
      nodes
        .filter(({ id: target }) => target > source && Math.floor(target / 6) === Math.floor(source / 6))
        .map(({ id: target }) => ({ source, target, weight: 0.9 })),
    );
    const layout = new GraphLayout(nodes, edges);
    layout.advance();
    const place = new Map(layout.nodes.map((placed) => [placed.id, placed]));
    const apart = (a: number, b: number) =>
      Math.hypot(place.get(a)!.x - place.get(b)!.x, place.get(a)!.y - place.get(b)!.y);
    const within = nodes.slice(1, 6).map(({ id }) => apart(0, id));
    const across = nodes.slice(6).map(({ id }) => apart(0, id));
    expect(mean(within)).toBeLessThan(0.7 * mean(across));
  });

  test("has a frame even without topics", () => {
    expect(frameAround(new GraphLayout([], []).nodes).span).toBeGreaterThan(0);
  });
});

describe("the table of links", () => {
  test("lists each topic's links from the most alike on, without those under the threshold", () => {
    const nodes = [node(1, 5), node(2, 50), node(3, 7)];
    const edges = [
      { source: 1, target: 2, weight: 0.4 },
      { source: 3, target: 2, weight: 0.8 },
      { source: 1, target: 3, weight: 0.1 },
      { source: 1, target: 99, weight: 0.9 },
    ];
    expect(linksByNode(nodes, edges, 0.25)).toEqual([
      {
        node: nodes[1],
        links: [
          { name: "Topic 3", weight: 0.8 },
          { name: "Topic 1", weight: 0.4 },
        ],
      },
      { node: nodes[2], links: [{ name: "Topic 2", weight: 0.8 }] },
      { node: nodes[0], links: [{ name: "Topic 2", weight: 0.4 }] },
    ]);
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
