import {
  type AnchorOptions,
  anchoredPoints,
  type Control,
  completeLabels,
  fuzzyGraph,
  gatherRows,
  type LinearAlgebra,
  labelSizes,
  type Matrix,
  type NeighborGraph,
  nearestNeighbors,
  normaliseRows,
  orderBySize,
  parentsOf,
  Random,
  steerNeighbors,
} from "@toposcope/algorithms";
import type { Guidance } from "../model.ts";
import { assigned } from "./assigned.ts";
import { type DiscoveredLayer, type DiscoverOptions, type Discovery, discover } from "./discover.ts";

/** What is known of some points beforehand: a name for each label, and which points have which. */
export interface KnownLabels {
  readonly names: readonly (string | null)[];
  /** -1 where nothing is known. */
  readonly labels: Int32Array;
}

/** A discovery in which some topics have names that were given. */
export interface GuidedDiscovery extends Discovery {
  /** For each layer a name of each topic, null where none was given; empty where nothing guided. */
  readonly givenNames: readonly (readonly (string | null)[])[];
}

/** What guidance needs to know of the world. */
export interface GuideSources {
  /** A row of unit length for each text, under the model of the analysis. */
  embed(texts: readonly string[]): Promise<Matrix>;
  /** What a column says of each point, null for nothing. */
  valuesOf(column: string): Promise<readonly (string | null)[]>;
}

interface GuideOptions extends DiscoverOptions {
  readonly guidance: Guidance | undefined;
}

/** How sure a label must be to steer points of which none is known. */
const leastSure = 0.3;
/** How sure a name must be of points that are not similar enough themselves. */
const nearNames = 0.5;
/** How far above the usual similarity texts of a name lie, and those that seed words label. Measured: see docs/topic-models.md. */
const nameDeviations = 4;
const seedDeviations = 5;
/** A topic goes by the name of a label that this share of its labelled members have. */
const nameShare = 0.5;

/**
 * Finds the topics of points under what is known of them beforehand: seed words or labels steer, given names and given
 * clusters are topics themselves.
 *
 * @param points n × d, rows of unit length
 * @param neighbors their neighbour graph
 */
export async function discoverGuided(
  points: Matrix,
  neighbors: NeighborGraph,
  sources: GuideSources,
  { guidance, ...options }: GuideOptions,
): Promise<GuidedDiscovery> {
  if (guidance === undefined) return { ...(await discover(points, neighbors, options)), givenNames: [] };
  const known = await knownLabels(points, guidance, sources, options);
  switch (guidance.kind) {
    case "clusters":
      return onlyGiven(neighbors, known);
    case "names": {
      const isExact = guidance.threshold !== undefined;
      return await besideGiven(
        points,
        neighbors,
        isExact ? known : completed(neighbors, known, nearNames),
        options,
      );
    }
    case "labels":
      if (guidance.supervised) return onlyGiven(neighbors, completed(neighbors, known));
      return await steered(points, neighbors, known, options);
    case "seeds":
      return await steered(points, neighbors, known, options);
  }
}

/** What is known, and what the neighbourhood makes of the other points. */
function completed(neighbors: NeighborGraph, known: KnownLabels, leastStrength?: number): KnownLabels {
  return { ...known, labels: completeLabels(fuzzyGraph(neighbors), known.labels, { leastStrength }).labels };
}

/** Which points a guidance says something of. */
async function knownLabels(
  points: Matrix,
  guidance: Guidance,
  { embed, valuesOf }: GuideSources,
  { linearAlgebra, signal }: { readonly linearAlgebra: LinearAlgebra } & Control,
): Promise<KnownLabels> {
  const anchored = async (names: (string | null)[], anchors: Matrix, options: AnchorOptions) => {
    const { labels } = await anchoredPoints(points, anchors, { ...options, linearAlgebra, signal });
    return { names, labels };
  };
  switch (guidance.kind) {
    case "names":
      return await anchored([...guidance.names], await embed(guidance.names), {
        leastSimilarity: guidance.threshold,
        deviations: nameDeviations,
      });
    case "seeds": {
      const { topics } = guidance;
      return await anchored(
        topics.map(({ name }) => name ?? null),
        await seedAnchors(topics, embed),
        { deviations: seedDeviations },
      );
    }
    case "labels":
    case "clusters":
      return numbered(await valuesOf(guidance.column));
  }
}

/** The mean direction of each topic's seed words. */
async function seedAnchors(
  topics: readonly { readonly words: readonly string[] }[],
  embed: GuideSources["embed"],
): Promise<Matrix> {
  const vectors = await embed(topics.flatMap(({ words }) => words));
  const { cols } = vectors;
  const sums = new Float32Array(topics.length * cols);
  let row = 0;
  for (const [topic, { words }] of topics.entries()) {
    for (let word = 0; word < words.length; word++, row++)
      for (let c = 0; c < cols; c++) sums[topic * cols + c]! += vectors.data[row * cols + c]!;
  }
  return normaliseRows({ rows: topics.length, cols, data: sums });
}

/** Numbers values in the order of their names, so that the order of the points does not matter. */
export function numbered(values: readonly (string | null)[]): { names: string[]; labels: Int32Array } {
  const names = [...new Set(values.filter((value) => value !== null))].sort((a, b) => (a < b ? -1 : 1));
  const numbers = new Map(names.map((name, number) => [name, number]));
  return { names, labels: Int32Array.from(values, (value) => (value === null ? -1 : numbers.get(value)!)) };
}

/** The labels as the one layer there is. */
function onlyGiven(neighbors: NeighborGraph, { names, labels }: KnownLabels): GuidedDiscovery {
  const ordered = orderBySize(labels);
  const layer: DiscoveredLayer = {
    ...ordered,
    ...assigned(fuzzyGraph(neighbors), neighbors, ordered),
    labels: ordered.labels,
    stability: null,
    parents: new Int32Array(0),
  };
  return { layers: [layer], suggested: 0, givenNames: [namesInOrder(names, labels, ordered)] };
}

function namesInOrder(
  names: readonly (string | null)[],
  before: Int32Array,
  after: { readonly labels: Int32Array; readonly count: number },
): (string | null)[] {
  const ordered = new Array<string | null>(after.count).fill(null);
  for (const [point, label] of before.entries())
    if (label >= 0) ordered[after.labels[point]!] = names[label] ?? null;
  return ordered;
}

/** Labels bend the graph that topics are found on; topics that mostly consist of one label go by its name. */
async function steered(
  points: Matrix,
  neighbors: NeighborGraph,
  known: KnownLabels,
  options: DiscoverOptions,
): Promise<GuidedDiscovery> {
  const { linearAlgebra, seed, signal } = options;
  const { labels } = completed(neighbors, known, leastSure);
  const graph = await steerNeighbors(
    points,
    neighbors,
    { labels, count: known.names.length },
    { linearAlgebra, random: new Random(seed), signal },
  );
  const found = await discover(points, graph, options);
  return { ...found, givenNames: found.layers.map((layer) => namesByMajority(layer, known)) };
}

/** The name of the label that most of a topic's labelled members have; each name goes to one topic, the one with most. */
export function namesByMajority(
  { labels, count }: Pick<DiscoveredLayer, "labels" | "count">,
  known: KnownLabels,
): (string | null)[] {
  const total = new Int32Array(count);
  const held = new Map<number, number>();
  for (const [point, topic] of labels.entries()) {
    const label = known.labels[point]!;
    if (topic < 0 || label < 0) continue;
    total[topic]!++;
    const pair = topic * known.names.length + label;
    held.set(pair, (held.get(pair) ?? 0) + 1);
  }
  const pairs = [...held].sort(([a, countA], [b, countB]) => countB - countA || a - b);
  const names = new Array<string | null>(count).fill(null);
  const taken = new Set<number>();
  for (const [pair, members] of pairs) {
    const topic = Math.floor(pair / known.names.length);
    const label = pair % known.names.length;
    if (taken.has(label) || names[topic] !== null || members < nameShare * total[topic]!) continue;
    names[topic] = known.names[label]!;
    taken.add(label);
  }
  return names;
}

/** The given topics, and beside them in every layer those found among the points that belong to none of them. */
async function besideGiven(
  points: Matrix,
  neighbors: NeighborGraph,
  known: KnownLabels,
  options: DiscoverOptions,
): Promise<GuidedDiscovery> {
  const given = labelSizes(known.labels, known.names.length).filter((size) => size > 0).length;
  const rest = Int32Array.from([...known.labels.keys()].filter((point) => known.labels[point]! < 0));
  if (rest.length === 0) return onlyGiven(neighbors, known);
  const restPoints = gatherRows(points, rest);
  const { linearAlgebra, seed, signal } = options;
  const restNeighbors = await nearestNeighbors(restPoints, {
    linearAlgebra,
    random: new Random(seed),
    signal,
  });
  const topics = options.topics === undefined ? undefined : Math.max(1, options.topics - given);
  const found = await discover(restPoints, restNeighbors, { ...options, topics });
  const graph = fuzzyGraph(neighbors);
  const layers = found.layers.map((layer) => {
    const joined = known.labels.slice();
    for (const [at, point] of rest.entries())
      if (layer.labels[at]! >= 0) joined[point] = known.names.length + layer.labels[at]!;
    const ordered = orderBySize(joined);
    const names = [...known.names, ...new Array<null>(layer.count).fill(null)];
    return { joined, ordered, names, stability: layer.stability };
  });
  return {
    suggested: found.suggested,
    givenNames: layers.map(({ names, joined, ordered }) => namesInOrder(names, joined, ordered)),
    layers: layers.map(({ ordered, stability }, at) => ({
      ...assigned(graph, neighbors, ordered),
      stability,
      parents: layers[at + 1] ? parentsOf(ordered, layers[at + 1]!.ordered) : new Int32Array(0),
    })),
  };
}
