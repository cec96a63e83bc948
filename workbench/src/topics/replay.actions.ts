import type { Context, ReplayTopicEditsInput } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { Db } from "../store/db.ts";
import { layersOf } from "../store/layer.ts";
import { lastEditedRun, type RunRow, runById } from "../store/run.ts";
import {
  type EditState,
  editInForceOf,
  type TopicEditRow,
  topicEditsOf,
  topicMatches,
} from "../store/topic-edit.ts";
import { type TopicEditRequest, type TopicReplay, topicEditRequest } from "../topic-contract.ts";
import { applyEdit, type EditGround } from "./apply-edit.actions.ts";
import { type EditTools, editedRun, editView } from "./edit.actions.ts";
import { type TopicToFind, topicsAsked, translateEdit } from "./match-edit.ts";
import { planEdit } from "./plan-edit.actions.ts";

/**
 * Does the edits of an earlier analysis again to the one that is shown, in order, each as far as its topics are found by
 * their chunks; what cannot be done is listed with its reason.
 *
 * @throws ToposcopeError NO_ANALYSIS, RUN_NOT_FOUND, NOTHING_TO_REPLAY
 */
export const replayTopicEdits = (
  { interactive }: Pick<Context, "interactive">,
  input: ReplayTopicEditsInput,
): Promise<TopicReplay> => interactive.replayTopicEdits(input);

/** The same where it is done: in a process that nobody else waits for. */
export async function replayTopicEditsHere(
  { db, clock, ...tools }: EditTools,
  { project, from, dryRun = false }: ReplayTopicEditsInput,
): Promise<TopicReplay> {
  return await keptUnless(dryRun, db, async (tx) => {
    const run = await editedRun(tx, project);
    const source = await editedBefore(tx, run, from);
    const edits: TopicReplay["edits"] = [];
    let before = 0;
    for (const edit of await topicEditsOf(tx, source.id)) {
      if (edit.undone) break;
      const done = await replayOne({ tx, run, ...tools }, edit, { source, before, now: clock.now() });
      edits.push({ edit: editView(edit), ...done });
      before = edit.edit;
    }
    return { run: run.number, from: source.number, last: await editInForceOf(tx, run.id), edits };
  });
}

/** What a transaction comes to; the work of a trial is taken back. */
async function keptUnless<T>(isTrial: boolean, db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  let tried: { readonly result: T } | undefined;
  try {
    return await db.transaction(async (tx) => {
      const result = await work(tx);
      if (!isTrial) return result;
      tried = { result };
      throw new Error("a trial is taken back");
    });
  } catch (error) {
    if (tried) return tried.result;
    throw error;
  }
}

/** @throws ToposcopeError RUN_NOT_FOUND, NOTHING_TO_REPLAY */
async function editedBefore(
  tx: Db,
  run: RunRow,
  from: number | undefined,
): Promise<RunRow & { number: number }> {
  if (from === undefined) {
    const found = await lastEditedRun(tx, { projectId: run.projectId, before: run.id });
    if (found) return { ...found, number: found.number ?? 0 };
    throw new ToposcopeError("NOTHING_TO_REPLAY", "no earlier analysis of the project was edited");
  }
  const found = await runById(tx, from);
  if (found?.projectId !== run.projectId || found.number === null)
    throw new ToposcopeError("RUN_NOT_FOUND", `the project has no analysis with the run id ${from}`);
  if (found.id === run.id)
    throw new ToposcopeError("NOTHING_TO_REPLAY", `run ${from} is the analysis that is shown`);
  return { ...found, number: found.number };
}

interface Source {
  readonly source: RunRow;
  /** The edit in force when the edit was made. */
  readonly before: number;
  readonly now: Date;
}

async function replayOne(
  ground: EditGround,
  edit: TopicEditRow,
  { source, before, now }: Source,
): Promise<{ applied: number | null; reason: string | null }> {
  const asked = topicEditRequest.parse(edit.asked);
  const translated = await translate(ground, asked, { edit, source, before });
  if ("reason" in translated) return { applied: null, reason: translated.reason };
  try {
    const done = await ground.tx.transaction(async (tx) => {
      const inner = { ...ground, tx };
      const plan = (state: EditState) => planEdit(inner, translated.asked, state);
      return await applyEdit(inner, translated.asked, { now, plan });
    });
    return { applied: done.edit, reason: null };
  } catch (error) {
    if (error instanceof ToposcopeError) return { applied: null, reason: error.message };
    throw error;
  }
}

async function translate(
  { tx, run }: EditGround,
  asked: TopicEditRequest,
  { edit, source, before }: { edit: TopicEditRow; source: RunRow; before: number },
) {
  const names = new Map(edit.before.map(({ id, name }) => [id, name]));
  const topics: TopicToFind[] = [];
  for (const id of new Set(topicsAsked(asked))) {
    const matches = await topicMatches(tx, { from: source.id, edit: before, topic: id, to: run.id });
    topics.push({ id, name: names.get(id) ?? `topic ${id}`, matches });
  }
  return translateEdit(asked, topics, {
    preferredLayer: await layerLike(tx, { source, run, layer: edit.layer }),
  });
}

/** The suggested layer for the suggested one, else the one of the same number. */
async function layerLike(
  tx: Db,
  { source, run, layer }: { source: RunRow; run: RunRow; layer: number },
): Promise<number | undefined> {
  const [theirs, ours] = [await layersOf(tx, source.id), await layersOf(tx, run.id)];
  const wasSuggested = theirs.find((one) => one.layer === layer)?.suggested;
  return ours.find((one) => (wasSuggested ? one.suggested : one.layer === layer))?.layer;
}
