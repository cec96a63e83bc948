import { type LinearAlgebra, matrix, rowDot } from "@toposcope/algorithms";
import { ToposcopeError } from "../errors.ts";
import type { EmbedderSource } from "../providers/embedder.ts";
import type { Db } from "../store/db.ts";
import {
  type DocumentTopicRow,
  insertDocumentTopics,
  type MovedDocument,
  moveDocuments,
  movedDocuments,
} from "../store/document-topic.ts";
import { readMap, topicCentres } from "../store/map.ts";
import { broaderTopics, finerTopics, insertMemberships, type MembershipRow } from "../store/membership.ts";
import type { RunRow } from "../store/run.ts";
import { tallyDrifted } from "../store/run-drift.ts";
import { insertTopics, type NewTopic } from "../store/topic.ts";
import {
  changeTopics,
  discardUndone,
  type EditState,
  insertTopicEdit,
  lockEdits,
  placeTopics,
  putInForce,
  type TopicEditRow,
  type TopicPart,
  type TopicState,
  topicParts,
  topicStates,
} from "../store/topic-edit.ts";
import { insertTopicLinks, type TopicLinkRow } from "../store/topic-link.ts";
import type { TopicEditRequest } from "../topic-contract.ts";
import { chunkVectors, stackRows } from "./chunk-vectors.actions.ts";

/** What an edit would do, worked out before anything is written. */
export interface EditPlan {
  readonly layer: number;
  /** The topics it is done to. */
  readonly before: readonly TopicPart[];
  /** New topics, and the names that were given to them by hand. */
  readonly made: readonly (NewTopic & { readonly givenName?: string })[];
  /** For topics that are not shown as themselves any more, the one that shows their members; null for none. */
  readonly shownAs: ReadonlyMap<number, number | null>;
  /** New topics whose broader topic their members have to tell. */
  readonly unsettled?: readonly number[];
  readonly names?: ReadonlyMap<number, string>;
  readonly memberships?: readonly MembershipRow[];
  readonly relevances?: readonly DocumentTopicRow[];
}

/** What planning and doing an edit may use. */
export interface EditGround {
  readonly tx: Db;
  readonly run: RunRow;
  readonly embedders: EmbedderSource;
  readonly linearAlgebra: () => Promise<LinearAlgebra>;
}

/**
 * Does an edit under the lock of its run's edits.
 *
 * @param plan works out what to do; new topics get the ids from `nextTopic` on
 * @throws ToposcopeError EDIT_OUT_OF_DATE when it was asked for in view of other edits
 */
export async function applyEdit(
  ground: EditGround,
  asked: TopicEditRequest,
  { now, plan }: { now: Date; plan: (state: EditState) => Promise<EditPlan> },
): Promise<TopicEditRow> {
  const { tx, run } = ground;
  const state = await lockEdits(tx, run.id);
  refuseOutOfDate(asked, run, state);
  const planned = await plan(state);
  await discardUndone(tx, run.id, state.inForce);
  const edit = state.nextEdit;
  const states = [...(await topicStates(tx, run.id)), ...planned.made.map(ownState)];
  const touched = states.filter(({ id, shownAs }) => isReplaced(planned, shownAs) || isMade(planned, id));
  await writeMade(ground, planned, edit);
  await putInForce(tx, run.id, edit);
  const changed = await settleParents(ground, planned, {
    edit,
    states: await writeChanges(ground, planned, { edit, states }),
    touched,
  });
  if (touched.length > 0) await recount(ground, planned, { edit, touched, states: changed });
  if (planned.made.length > 0) await placeMade(ground, planned, edit);
  await tallyDrifted(tx, run.id);
  const { run: _, after: __, ...kept } = asked;
  const row = {
    edit,
    kind: asked.kind,
    layer: planned.layer,
    asked: kept,
    createdAt: now,
    ...shownOf(planned),
  };
  await insertTopicEdit(tx, { ...row, runId: run.id });
  return { ...row, undone: false };
}

const isReplaced = ({ shownAs }: EditPlan, shown: number | null) => shown !== null && shownAs.has(shown);
const isMade = ({ made }: EditPlan, topic: number) => made.some(({ id }) => id === topic);
const ownState = ({ id, layer, name, documents, parent }: NewTopic): TopicState => ({
  id,
  layer,
  shownAs: id,
  name,
  documents,
  parent,
});

function refuseOutOfDate(asked: TopicEditRequest, run: RunRow, { inForce }: EditState): void {
  if (asked.run !== undefined && asked.run !== run.number)
    throw new ToposcopeError(
      "EDIT_OUT_OF_DATE",
      `it was asked of analysis ${asked.run}; ${run.number} is shown by now`,
    );
  if (asked.after !== undefined && asked.after !== inForce)
    throw new ToposcopeError(
      "EDIT_OUT_OF_DATE",
      `it was asked after edit ${asked.after}; the last one is ${inForce} by now`,
    );
}

async function writeMade({ tx, run }: EditGround, planned: EditPlan, edit: number): Promise<void> {
  const { layer, made, memberships = [], relevances = [] } = planned;
  if (made.length === 0) return;
  await insertTopics(tx, run.id, made, edit);
  await insertMemberships(tx, run.id, layer, memberships);
  await insertDocumentTopics(tx, { runId: run.id, layer, since: edit }, relevances);
}

interface Change {
  readonly edit: number;
  readonly states: readonly TopicState[];
}

/** @returns all states as they are from the edit on */
async function writeChanges(
  { tx, run }: EditGround,
  planned: EditPlan,
  { edit, states }: Change,
): Promise<TopicState[]> {
  const changed = states.map((topic) => changedState(topic, planned));
  await changeTopics(
    tx,
    { runId: run.id, edit },
    changed.filter((topic, at) => topic !== states[at]),
  );
  return changed;
}

function changedState(topic: TopicState, planned: EditPlan): TopicState {
  const { shownAs, names, made } = planned;
  const name = names?.get(topic.id) ?? made.find(({ id }) => id === topic.id)?.givenName;
  const isMoved = isReplaced(planned, topic.shownAs);
  if (!isMoved && name === undefined) return topic;
  return {
    ...topic,
    shownAs: isMoved ? (shownAs.get(topic.shownAs as number) ?? null) : topic.shownAs,
    name: name ?? topic.name,
  };
}

/**
 * Puts new topics, and the finer ones that have chunks of what was touched, into the broader ones that have most of their
 * chunks.
 *
 * @returns all states as they are then
 */
async function settleParents(
  { tx, run }: EditGround,
  { layer, unsettled = [] }: EditPlan,
  { edit, states, touched }: Change & { readonly touched: readonly TopicState[] },
): Promise<TopicState[]> {
  const finer = await finerTopics(tx, { runId: run.id, layer, topics: touched.map(({ id }) => id) });
  const ofMade = await broaderTopics(tx, { runId: run.id, layer, topics: unsettled });
  const ofFiner = await broaderTopics(tx, { runId: run.id, layer: layer - 1, topics: finer });
  const isUnsettled = new Set([...unsettled, ...finer]);
  const shownAs = new Map(states.map((topic) => [topic.id, topic.shownAs]));
  const settled = states.map((topic) => {
    if (!isUnsettled.has(topic.id)) return topic;
    const parent = ofMade.get(topic.id) ?? ofFiner.get(topic.id) ?? null;
    const before = topic.parent === null ? null : (shownAs.get(topic.parent) ?? null);
    return parent === before ? topic : { ...topic, parent };
  });
  await changeTopics(
    tx,
    { runId: run.id, edit },
    settled.filter((topic, at) => topic !== states[at]),
  );
  return settled;
}

/** Counts documents under the topics that hold most of them now. */
async function recount(
  ground: EditGround,
  { layer, shownAs }: EditPlan,
  { edit, states, touched }: Change & { readonly touched: readonly TopicState[] },
): Promise<void> {
  const { tx, run } = ground;
  const moved = await movedDocuments(tx, {
    runId: run.id,
    layer,
    topics: touched.map(({ id }) => id),
    grown: [...new Set(shownAs.values())].filter((topic) => topic !== null),
  });
  if (moved.length === 0) return;
  await moveDocuments(tx, { runId: run.id, layer, edit }, await withRelevance(ground, layer, moved));
  const gains = new Map<number, number>();
  for (const { from, to } of moved) {
    gains.set(to, (gains.get(to) ?? 0) + 1);
    if (from !== null) gains.set(from, (gains.get(from) ?? 0) - 1);
  }
  const changed = states.filter(({ id }) => (gains.get(id) ?? 0) !== 0);
  await changeTopics(
    tx,
    { runId: run.id, edit },
    changed.map((topic) => ({ ...topic, documents: topic.documents + gains.get(topic.id)! })),
  );
}

/** Adds to documents how relevant they are to their new topics, where that was not known: mean cosine of their chunks. */
async function withRelevance(
  ground: EditGround,
  layer: number,
  moved: readonly MovedDocument[],
): Promise<(MovedDocument & { relevance: number })[]> {
  const { tx, run } = ground;
  const unknown = moved.filter(({ relevance }) => relevance === null);
  const topicOf = new Map(unknown.map(({ document, to }) => [document, to]));
  const parts = unknown.length > 0 ? await topicParts(tx, run.id, layer) : [];
  const centroidOf = new Map(parts.map(({ id, centroid }) => [id, matrix(1, centroid.length, centroid)]));
  const means = new Map<number, { sum: number; count: number }>();
  for await (const { document, vectors, row } of chunkVectors(ground, [...topicOf.keys()])) {
    const mean = means.get(document) ?? { sum: 0, count: 0 };
    mean.sum += rowDot(vectors, row, centroidOf.get(topicOf.get(document)!)!, 0);
    mean.count++;
    means.set(document, mean);
  }
  return moved.map((one) => {
    const mean = means.get(one.document);
    return { ...one, relevance: one.relevance ?? (mean ? mean.sum / mean.count : 0) };
  });
}

/** Puts new topics on the map and links them with those that are alike. */
async function placeMade({ tx, run }: EditGround, { layer, made }: EditPlan, edit: number): Promise<void> {
  const ids = made.map(({ id }) => id);
  await placeTopics(tx, run.id, topicCentres(await readMap(tx, run.id, edit), layer, ids));
  const topics = await topicParts(tx, run.id, layer);
  await insertTopicLinks(tx, run.id, layer, linksOf(new Set(ids), topics, run.settings.linkThreshold));
}

/** Which of the topics are alike, where one of the two is new. */
function linksOf(made: ReadonlySet<number>, topics: readonly TopicPart[], threshold: number): TopicLinkRow[] {
  const centroids = stackRows(topics.map(({ centroid }) => centroid));
  return topics.flatMap(({ id: target }, row) => {
    if (!made.has(target)) return [];
    return topics.flatMap(({ id: source }, other) => {
      const similarity = made.has(source) && source >= target ? -1 : rowDot(centroids, row, centroids, other);
      return similarity >= threshold && source !== target ? [linkOf(source, target, similarity)] : [];
    });
  });
}

const linkOf = (a: number, b: number, similarity: number): TopicLinkRow => ({
  source: Math.min(a, b),
  target: Math.max(a, b),
  similarity,
});

const shownOf = ({ before, made, names }: EditPlan) => ({
  before: before.map(({ id, name, size }) => ({ id, name, size })),
  after: [
    ...before.flatMap(({ id, size }) => {
      const name = names?.get(id);
      return name === undefined ? [] : [{ id, name, size }];
    }),
    ...made.map(({ id, name, givenName, size }) => ({ id, name: givenName ?? name, size })),
  ],
});
