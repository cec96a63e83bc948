import { exemplars } from "@toposcope/algorithms";
import { ToposcopeError } from "../errors.ts";
import { chunkDocuments } from "../store/chunk.ts";
import { layersOf } from "../store/layer.ts";
import { type EditState, type TopicPart, topicParts, topicStates } from "../store/topic-edit.ts";
import type { TopicEditRequest } from "../topic-contract.ts";
import type { EditGround, EditPlan } from "./apply-edit.actions.ts";
import { stackRows, vectorsOf } from "./chunk-vectors.actions.ts";
import { freeName, groupsToMerge, mergeTopics, nameByHand } from "./merge-topics.ts";
import { planSplit } from "./split-topic.actions.ts";

type Asked<K extends TopicEditRequest["kind"]> = Extract<TopicEditRequest, { kind: K }>;

/**
 * Works out what an edit does.
 *
 * @throws ToposcopeError TOPIC_NOT_FOUND, TOPIC_NAME_TAKEN, TOPIC_NOT_SPLITTABLE, INVALID_INPUT
 */
export async function planEdit(
  ground: EditGround,
  asked: TopicEditRequest,
  state: EditState,
): Promise<EditPlan> {
  switch (asked.kind) {
    case "merge":
      return await planMerge(ground, asked, state);
    case "split":
      return await planOneSplit(ground, asked, state);
    case "rename":
      return planRename(await topicsToEdit(ground, [asked.topic]), asked);
    case "exclude":
      return planExclude(await topicsToEdit(ground, asked.topics));
    case "reduce":
      return await planReduce(ground, asked, state);
  }
}

/** Topics that an edit is done to, and all that their layer shows. */
export interface TopicsToEdit {
  readonly layer: number;
  readonly topics: readonly TopicPart[];
  readonly shown: readonly TopicPart[];
}

/** @throws ToposcopeError TOPIC_NOT_FOUND, INVALID_INPUT when they are not of one layer */
async function topicsToEdit({ tx, run }: EditGround, ids: readonly number[]): Promise<TopicsToEdit> {
  const states = new Map((await topicStates(tx, run.id)).map((topic) => [topic.id, topic]));
  const found = [...new Set(ids)].map((id) => {
    const topic = states.get(id);
    if (topic === undefined) throw notFound(`analysis ${run.number} has no topic ${id}`);
    if (topic.shownAs === null) throw notFound(`topic ${id} was left out or split`);
    if (topic.shownAs !== id) throw notFound(`topic ${id} was merged into ${topic.shownAs}`);
    return topic;
  });
  const layers = new Set(found.map(({ layer }) => layer));
  if (layers.size > 1)
    throw new ToposcopeError(
      "INVALID_INPUT",
      `the topics are of layers ${[...layers].join(" and ")}; expected topics of one layer`,
    );
  const [layer] = layers as Set<number>;
  const shown = await topicParts(tx, run.id, layer!);
  const byId = new Map(shown.map((part) => [part.id, part]));
  return { layer: layer!, shown, topics: found.map(({ id }) => byId.get(id)!) };
}

const notFound = (message: string) => new ToposcopeError("TOPIC_NOT_FOUND", message);

async function planMerge(
  ground: EditGround,
  { topics: ids, name }: Asked<"merge">,
  { nextTopic }: EditState,
): Promise<EditPlan> {
  const { layer, topics, shown } = await topicsToEdit(ground, ids);
  if (topics.length < 2) throw new ToposcopeError("INVALID_INPUT", "one topic alone cannot be merged");
  const others = shown.filter((topic) => !topics.includes(topic));
  if (name !== undefined) refuseTaken(name, others);
  return await planMerges(ground, { layer, shown, groups: [topics], name, nextTopic });
}

async function planReduce(
  ground: EditGround,
  { to, layer: asked }: Asked<"reduce">,
  { nextTopic }: EditState,
): Promise<EditPlan> {
  const { tx, run } = ground;
  const layers = await layersOf(tx, run.id);
  const layer = asked ?? layers.find(({ suggested }) => suggested)?.layer ?? 0;
  const shown = await topicParts(tx, run.id, layer);
  if (to >= shown.length)
    throw new ToposcopeError(
      "INVALID_INPUT",
      `layer ${layer} has ${shown.length} topics; expected a smaller number to reduce them to, not ${to}`,
    );
  const groups = groupsToMerge(shown, to).map((group) => group.map((at) => shown[at]!));
  return await planMerges(ground, { layer, shown, groups, name: undefined, nextTopic });
}

async function planOneSplit(
  ground: EditGround,
  { topic: id, into }: Asked<"split">,
  state: EditState,
): Promise<EditPlan> {
  const { topics, shown } = await topicsToEdit(ground, [id]);
  return await planSplit(ground, { topic: topics[0]!, shown }, { into, ...state });
}

interface Merges {
  readonly layer: number;
  readonly shown: readonly TopicPart[];
  readonly groups: readonly (readonly TopicPart[])[];
  readonly name: string | undefined;
  readonly nextTopic: number;
}

async function planMerges(
  ground: EditGround,
  { layer, shown, groups, name, nextTopic }: Merges,
): Promise<EditPlan> {
  const before = groups.flat();
  const merged = new Set(before);
  const taken = shown.filter((topic) => !merged.has(topic)).map((topic) => topic.name);
  const made: EditPlan["made"][number][] = [];
  const shownAs = new Map<number, number>();
  const merges = groups.map((parts) => ({ parts, ...mergeTopics(parts) }));
  const exemplarsOf = await bestExemplars(ground, merges);
  for (const [at, { parts, ...topic }] of merges.entries()) {
    const id = nextTopic + at;
    const ownName = freeName(topic.keywords, taken);
    const givenName = name ?? nameByHand(parts);
    taken.push(givenName ?? ownName);
    made.push({
      ...topic,
      id,
      layer,
      name: ownName,
      x: null,
      y: null,
      exemplars: exemplarsOf[at]!,
      ...(givenName === undefined ? {} : { givenName }),
    });
    for (const part of parts) shownAs.set(part.id, id);
  }
  const unsettled = made.filter((_, at) => new Set(groups[at]!.map(({ parent }) => parent)).size > 1);
  return { layer, before, made, shownAs, unsettled: unsettled.map(({ id }) => id) };
}

/** For each group the exemplars of its parts that show best what these have in common. */
async function bestExemplars(
  ground: EditGround,
  groups: readonly { readonly parts: readonly TopicPart[]; readonly centroid: Float32Array }[],
): Promise<number[][]> {
  const candidates = groups.flatMap(({ parts }, group) =>
    [...new Set(parts.flatMap(({ exemplars: own }) => own))].map((chunk) => ({ chunk, group })),
  );
  const there = new Set(
    (
      await chunkDocuments(
        ground.tx,
        candidates.map(({ chunk }) => chunk),
      )
    ).map(({ chunk }) => chunk),
  );
  const known = candidates.filter(({ chunk }) => there.has(chunk)).sort((a, b) => a.chunk - b.chunk);
  const vectors = await vectorsOf(
    ground,
    known.map(({ chunk }) => chunk),
  );
  const labels = Int32Array.from(known, ({ group }) => group);
  const centroids = stackRows(groups.map(({ centroid }) => centroid));
  return exemplars(vectors, labels, centroids).map((best) => best.map((row) => known[row]!.chunk));
}

function planRename({ layer, topics, shown }: TopicsToEdit, { topic: id, name }: Asked<"rename">): EditPlan {
  refuseTaken(
    name,
    shown.filter((topic) => topic.id !== id),
  );
  return { layer, before: topics, made: [], shownAs: new Map(), names: new Map([[id, name]]) };
}

/** @throws ToposcopeError TOPIC_NAME_TAKEN */
function refuseTaken(name: string, others: readonly TopicPart[]): void {
  const holder = others.find((topic) => topic.name.toLowerCase() === name.toLowerCase());
  if (holder)
    throw new ToposcopeError("TOPIC_NAME_TAKEN", `topic ${holder.id} is called ${holder.name} already`);
}

const planExclude = ({ layer, topics }: TopicsToEdit): EditPlan => ({
  layer,
  before: topics,
  made: [],
  shownAs: new Map(topics.map(({ id }) => [id, null])),
});
