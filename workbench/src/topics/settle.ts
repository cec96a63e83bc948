import {
  type Matrix,
  type NeighborGraph,
  type TopicModel,
  topicModel,
  type UpdatedLayer,
  updateTopics,
} from "@toposcope/algorithms";
import type { DiscoveredLayer, Discovery } from "./discover.ts";
import type { Representation, RepresentedLayer, Topic } from "./represent.ts";

export interface SettleInput {
  /** n × d, rows of unit length. */
  readonly points: Matrix;
  readonly neighbors: NeighborGraph;
  readonly discovery: Discovery;
  /** Of each layer's topics. */
  readonly centroids: readonly Matrix[];
  /** Of each point's text. */
  readonly hashes: readonly Uint8Array[];
  /** Stands for the model of the vectors. */
  readonly embedding: string;
  /** For each layer a name of each topic, null where none was given; empty where nothing guided. */
  readonly givenNames: readonly (readonly (string | null)[])[];
  /** What the analysis left behind whose topics this one continues. */
  readonly earlier?: TopicModel | undefined;
}

/** Topics under the ids and names that they keep, and what the analysis leaves behind to place other texts. */
export interface Settled {
  readonly found: Representation;
  readonly model: TopicModel;
}

/** Gives topics the ids of those they continue and the names that were given, and makes the model of the analysis. */
export function settle(found: Representation, input: SettleInput): Settled {
  const { points, neighbors, discovery, centroids, hashes, embedding, earlier } = input;
  const update = earlier && updateTopics(earlier, { ...discovery, layers: updatedLayers(input), hashes });
  const givenNames = withKeptNames(found, input, update?.ids);
  const settled = titled(found, givenNames, update?.ids);
  const model = topicModel({
    points,
    neighbors,
    suggested: discovery.suggested,
    embedding,
    hashes,
    nextId: update?.nextId,
    layers: discovery.layers.map((layer, at) => ({
      ...layer,
      centroids: centroids[at],
      topics: settled.layers[at]!.topics.map(({ id, name, keywords }, topic) => ({
        id,
        name,
        keywords: keywords.map(({ keyword }) => keyword),
        ...(givenNames[at]![topic] === null ? {} : { hasGivenName: true }),
      })),
    })),
  });
  return { found: settled, model };
}

function updatedLayers({ discovery, centroids }: SettleInput): UpdatedLayer[] {
  return discovery.layers.map(({ labels, count }: DiscoveredLayer, at) => ({
    labels,
    count,
    centroids: centroids[at]!,
  }));
}

/** For each layer the names of its topics that were given, now or by hand to the topics that they continue. */
function withKeptNames(
  { layers }: Representation,
  { givenNames, earlier }: SettleInput,
  ids: readonly Int32Array[] | undefined,
): (string | null)[][] {
  const kept = new Map<number, string>();
  for (const { topics } of earlier?.layers ?? [])
    for (const { id, name, hasGivenName } of topics) if (hasGivenName) kept.set(id, name);
  return layers.map(({ topics }, at) =>
    topics.map((_, topic) => givenNames[at]?.[topic] ?? kept.get(ids?.[at]?.[topic] ?? -1) ?? null),
  );
}

/** The topics under given names and ids; a name of their own that was given to another one gets a further keyword. */
export function titled(
  found: Representation,
  givenNames: readonly (readonly (string | null)[])[],
  ids?: readonly Int32Array[],
): Representation {
  const layers = found.layers.map((layer, at): RepresentedLayer => {
    const taken = new Set(givenNames[at]?.filter((name) => name !== null));
    const parentIds = idsByOldId(found.layers[at + 1], ids?.[at + 1]);
    const topics = layer.topics.map((topic, index) => ({
      ...topic,
      id: ids?.[at]?.[index] ?? topic.id,
      parent: topic.parent === null ? null : (parentIds.get(topic.parent) ?? topic.parent),
      name: givenNames[at]?.[index] ?? freeName(topic, taken),
      hasGivenName: (givenNames[at]?.[index] ?? null) !== null,
    }));
    return { ...layer, topics };
  });
  return { ...found, layers };
}

function idsByOldId(
  layer: RepresentedLayer | undefined,
  ids: Int32Array | undefined,
): ReadonlyMap<number, number> {
  return new Map(layer?.topics.map(({ id }, topic) => [id, ids?.[topic] ?? id]));
}

function freeName({ name, keywords }: Topic, taken: Set<string>): string {
  const further = keywords.map(({ keyword }) => `${name}, ${keyword}`);
  let free = [name, ...further].find((one) => !taken.has(one));
  for (let number = 2; free === undefined; number++)
    if (!taken.has(`${name} ${number}`)) free = `${name} ${number}`;
  taken.add(free);
  return free;
}
