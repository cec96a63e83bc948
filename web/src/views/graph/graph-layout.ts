import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type Simulation,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";
import type { Frame } from "toposcope/drawing";

export interface GraphNode {
  readonly id: number;
  readonly name: string;
  /** In chunks. */
  readonly size: number;
  /** CSS hex colour. */
  readonly color: string;
}

export interface GraphEdge {
  readonly source: number;
  readonly target: number;
  /** 0..1: how alike the two topics are. */
  readonly weight: number;
}

/** Where a node lies, in the layout's own units. */
export interface PlacedNode extends SimulationNodeDatum {
  readonly id: number;
  readonly radius: number;
  x: number;
  y: number;
}

const smallestRadius = 4;
const largestRadius = 24;
const spacing = 26;

/**
 * Finds places for the topics: alike ones near each other, none upon another. The same graph gives the same places.
 *
 * Works in steps, so that a page can draw in between. Cost of a step: O(n log n + edges); 300 steps for small graphs,
 * fewer for large ones.
 */
export class GraphLayout {
  readonly nodes: readonly PlacedNode[];
  readonly #simulation: Simulation<PlacedNode, SimulationLinkDatum<PlacedNode>>;
  #stepsLeft: number;

  constructor(nodes: readonly GraphNode[], edges: readonly GraphEdge[]) {
    this.nodes = startPlaces(nodes);
    this.#stepsLeft = nodes.length > 300 ? 140 : 300;
    const known = new Set(nodes.map(({ id }) => id));
    const links = edges
      .filter(({ source, target }) => known.has(source) && known.has(target) && source !== target)
      .map(({ source, target, weight }) => ({ source, target, weight }));
    const pull = forceLink<PlacedNode, (typeof links)[number] & SimulationLinkDatum<PlacedNode>>(links)
      .id(({ id }) => id)
      .distance(({ weight }) => spacing * (1.2 + 3 * (1 - weight)))
      .strength(({ weight }) => 0.08 + 0.6 * weight ** 2);
    this.#simulation = forceSimulation([...this.nodes])
      .alphaDecay(1 - 0.001 ** (1 / this.#stepsLeft))
      .force("pull", pull)
      .force(
        "push",
        forceManyBody<PlacedNode>()
          .strength(-spacing * 6)
          .distanceMax(spacing * 20),
      )
      .force("room", forceCollide<PlacedNode>(({ radius }) => radius + 7).iterations(2))
      .force("across", forceX<PlacedNode>(0).strength(0.035))
      .force("down", forceY<PlacedNode>(0).strength(0.055))
      .stop();
  }

  get isSettled(): boolean {
    return this.#stepsLeft === 0;
  }

  /** Goes on until all steps are done or the time is up. */
  advance(untilMs = Number.POSITIVE_INFINITY): void {
    const end = performance.now() + untilMs;
    while (this.#stepsLeft > 0 && performance.now() < end) {
      this.#simulation.tick();
      this.#stepsLeft--;
    }
  }
}

/** The smallest frame around all nodes. */
export function frameAround(nodes: readonly PlacedNode[]): Frame {
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (nodes.length === 0) {
    return { minX: 0, minY: 0, span: 1, width: 1, height: 1, home: { minX: 0, minY: 0, maxX: 1, maxY: 1 } };
  }
  const minX = least(nodes.map(({ x, radius }) => x - radius));
  const minY = least(nodes.map(({ y, radius }) => y - radius));
  const maxX = -least(nodes.map(({ x, radius }) => -x - radius));
  const maxY = -least(nodes.map(({ y, radius }) => -y - radius));
  const span = Math.max(maxX - minX, maxY - minY, spacing * 8);
  const width = (maxX - minX) / span;
  const height = (maxY - minY) / span;
  return { minX, minY, span, width, height, home: { minX: 0, minY: 0, maxX: width, maxY: height } };
}

/** On a spiral, large topics in the middle: a start that depends on nothing but the topics. */
function startPlaces(nodes: readonly GraphNode[]): PlacedNode[] {
  const largest = nodes.reduce((most, { size }) => Math.max(most, size), 1);
  const inOrder = [...nodes].sort((a, b) => b.size - a.size || a.id - b.id);
  return inOrder.map(({ id, size }, rank) => {
    const away = spacing * 1.4 * Math.sqrt(rank + 0.5);
    const angle = rank * Math.PI * (3 - Math.sqrt(5));
    const radius = smallestRadius + (largestRadius - smallestRadius) * Math.sqrt(Math.max(0, size) / largest);
    return { id, radius, x: away * Math.cos(angle), y: away * Math.sin(angle) };
  });
}
