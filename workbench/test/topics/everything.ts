import type { Context } from "../../src/context.ts";
import type { TopicListItem } from "../../src/contract.ts";
import { listDocuments } from "../../src/corpus/actions.ts";
import { getProject } from "../../src/corpus/project.actions.ts";
import { decodeMap, type MapColumns } from "../../src/drawing/decode-map.ts";
import { getTopic, listTopics, mapOf, topicGraph } from "../../src/topics/actions.ts";

export interface Labels {
  readonly columns: MapColumns;
  /** Of each layer: topic of each chunk, by its place on the map; undefined for none. */
  readonly layers: ReadonlyMap<number, readonly (number | undefined)[]>;
}

/** Each chunk's topic in each layer, as the map tells it. */
export async function labelsNow(context: Context, project: string): Promise<Labels> {
  const bytes = await (await mapOf(context, { project })).read();
  const columns = decodeMap(Uint8Array.from(bytes).buffer);
  const layers = columns.layers.map(
    ({ layer, topics, index }) => [layer, Array.from(index, (at) => topics[at])] as const,
  );
  return { columns, layers: new Map(layers) };
}

const cardsRead = 8;

/** All that readers of a project can see of its topics, as text to compare byte by byte. */
export async function everything(context: Context, project: string): Promise<string> {
  const list = await listTopics(context, { project });
  const shown = list.topics.slice(0, cardsRead);
  const cards = await Promise.all(shown.map(({ id }) => getTopic(context, { project, topic: id })));
  const graphs = await Promise.all(
    list.layers.map(({ layer }) => topicGraph(context, { project, layer, threshold: -1 })),
  );
  const { updatedAt, ...counts } = await getProject(context, { project });
  return JSON.stringify({
    ...{ list, cards, graphs, counts },
    documents: await listDocuments(context, { project, limit: 1_000 }),
    map: (await (await mapOf(context, { project })).read()).toString("base64"),
  });
}

/** What of the lists does not fit the labels: one sentence each. */
export async function contradictions(context: Context, project: string): Promise<string[]> {
  const { columns, layers } = await labelsNow(context, project);
  const list = await listTopics(context, { project });
  const found: string[] = [];
  const say = (isRight: boolean, what: string) => isRight || found.push(what);
  for (const { layer, topics: count, suggested, coverage } of list.layers) {
    const labels = layers.get(layer)!;
    const topics = list.topics.filter((topic) => topic.layer === layer);
    say(topics.length === count, `layer ${layer} says ${count} topics and lists ${topics.length}`);
    const covered = labels.filter((label) => label !== undefined).length;
    say(
      Math.abs(covered / labels.length - coverage) < 1e-6,
      `layer ${layer} covers ${covered}, not ${coverage}`,
    );
    say(
      new Set(topics.map(({ name }) => name.toLowerCase())).size === count,
      `layer ${layer} repeats a name`,
    );
    const sizes = Map.groupBy(labels, (label) => label);
    for (const { id, size } of topics)
      say(sizes.get(id)?.length === size, `topic ${id} holds ${sizes.get(id)?.length}, not ${size}`);
    say(
      [...sizes.keys()].every((id) => id === undefined || topics.some((topic) => topic.id === id)),
      `layer ${layer} has chunks in topics that are not listed`,
    );
    found.push(...parentFaults(topics, list.topics, layers));
    if (suggested) found.push(...(await documentFaults(context, project, { columns, labels, topics })));
  }
  return found;
}

/** A topic lies in the broader topic that has most of its chunks. */
function parentFaults(
  topics: readonly TopicListItem[],
  all: readonly TopicListItem[],
  layers: Labels["layers"],
): string[] {
  return topics.flatMap(({ id, layer, parent }) => {
    if (parent === null) return [];
    const broader = all.find((topic) => topic.id === parent);
    if (broader === undefined) return [`the parent ${parent} of topic ${id} is not shown`];
    const own = layers.get(layer)!;
    const above = layers.get(broader.layer)!;
    const counts = new Map<number | undefined, number>();
    for (const [at, label] of own.entries())
      if (label === id) counts.set(above[at], (counts.get(above[at]) ?? 0) + 1);
    const most = Math.max(...[...counts].filter(([topic]) => topic !== undefined).map(([, count]) => count));
    return counts.get(parent) === most ? [] : [`topic ${id} lies in ${parent} with few of its chunks`];
  });
}

/** A document is counted under a topic that no other of its topics has more chunks of. */
async function documentFaults(
  context: Context,
  project: string,
  {
    columns,
    labels,
    topics,
  }: {
    columns: MapColumns;
    labels: readonly (number | undefined)[];
    topics: readonly TopicListItem[];
  },
): Promise<string[]> {
  const { documents } = await listDocuments(context, { project, limit: 1_000 });
  const counts = new Map<number, Map<number, number>>();
  for (const [at, label] of labels.entries()) {
    if (label === undefined) continue;
    const own = counts.get(columns.document[at]!) ?? new Map<number, number>();
    counts.set(columns.document[at]!, own.set(label, (own.get(label) ?? 0) + 1));
  }
  const wrong = documents.filter(({ id, topic }) => {
    const own = counts.get(id) ?? new Map<number, number>();
    return own.size === 0 ? topic !== null : own.get(topic ?? -1) !== Math.max(...own.values());
  });
  const counted = topics.filter(
    ({ id, documents: count }) => count !== documents.filter(({ topic }) => topic === id).length,
  );
  return [
    ...wrong.map(({ id, topic }) => `document ${id} is counted under ${topic}`),
    ...counted.map(({ id, documents: count }) => `topic ${id} does not have ${count} documents`),
  ];
}
