import type { LinearAlgebra } from "@toposcope/algorithms";
import type { Context, EditTopicsInput } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { Db } from "../store/db.ts";
import { currentRun, requireProject } from "../store/project.ts";
import { type RunRow, runById } from "../store/run.ts";
import { tallyDrifted } from "../store/run-drift.ts";
import {
  type EditState,
  editInForceOf,
  lockEdits,
  putInForce,
  type TopicEditRow,
  topicEditsOf,
} from "../store/topic-edit.ts";
import type { TopicEdit, TopicEditDone, TopicEdits } from "../topic-contract.ts";
import { applyEdit } from "./apply-edit.actions.ts";
import { planEdit } from "./plan-edit.actions.ts";

/** What an edit needs of a process that may compute. */
export interface EditTools extends Pick<Context, "db" | "clock" | "embedders"> {
  linearAlgebra(): Promise<LinearAlgebra>;
}

/**
 * Merges, splits, renames or excludes topics of the analysis that is shown, or reduces their number. The analysis' own
 * result stays as it is beneath.
 *
 * @throws ToposcopeError NO_ANALYSIS, TOPIC_NOT_FOUND, TOPIC_NAME_TAKEN, TOPIC_NOT_SPLITTABLE, EDIT_OUT_OF_DATE, INVALID_INPUT
 */
export const editTopics = (
  { interactive }: Pick<Context, "interactive">,
  input: EditTopicsInput,
): Promise<TopicEditDone> => interactive.editTopics(input);

/** The same where it is done: in a process that nobody else waits for. */
export async function editTopicsHere(
  { db, clock, ...tools }: EditTools,
  { project, edit: asked }: EditTopicsInput,
): Promise<TopicEditDone> {
  return await db.transaction(async (tx) => {
    const run = await editedRun(tx, project);
    const ground = { tx, run, ...tools };
    const plan = (state: EditState) => planEdit(ground, asked, state);
    const edit = await applyEdit(ground, asked, { now: clock.now(), plan });
    return { run: run.number, last: edit.edit, edit: editView(edit) };
  });
}

export async function listTopicEdits({ db }: Context, { project }: { project: string }): Promise<TopicEdits> {
  const run = await editedRun(db, project);
  const edits = await topicEditsOf(db, run.id);
  return { run: run.number, last: await editInForceOf(db, run.id), edits: edits.map(editView) };
}

/** Takes the last edit back: everything is as it was before. @throws ToposcopeError NOTHING_TO_UNDO */
export async function undoTopicEdit(
  { db }: Context,
  { project }: { project: string },
): Promise<TopicEditDone> {
  return await move(db, project, (edits) => {
    const undone = edits.findLast((edit) => !edit.undone);
    if (!undone) throw new ToposcopeError("NOTHING_TO_UNDO", "no edit of the topics is in force");
    const before = edits.findLast(({ edit }) => edit < undone.edit);
    return { edit: { ...undone, undone: true }, last: before?.edit ?? 0 };
  });
}

/** Puts the edit that was undone last in force again. @throws ToposcopeError NOTHING_TO_REDO */
export async function redoTopicEdit(
  { db }: Context,
  { project }: { project: string },
): Promise<TopicEditDone> {
  return await move(db, project, (edits) => {
    const redone = edits.find((edit) => edit.undone);
    if (!redone) throw new ToposcopeError("NOTHING_TO_REDO", "no edit of the topics is undone");
    return { edit: { ...redone, undone: false }, last: redone.edit };
  });
}

async function move(
  db: Db,
  project: string,
  choose: (edits: readonly TopicEditRow[]) => { edit: TopicEditRow; last: number },
): Promise<TopicEditDone> {
  return await db.transaction(async (tx) => {
    const run = await editedRun(tx, project);
    await lockEdits(tx, run.id);
    const { edit, last } = choose(await topicEditsOf(tx, run.id));
    await putInForce(tx, run.id, last);
    await tallyDrifted(tx, run.id);
    return { run: run.number, last, edit: editView(edit) };
  });
}

/** The analysis that a project shows, whose topics are edited. @throws ToposcopeError NO_ANALYSIS */
export async function editedRun(db: Db, project: string): Promise<RunRow & { number: number }> {
  const { id } = await requireProject(db, project);
  const current = await currentRun(db, id);
  if (!current) throw new ToposcopeError("NO_ANALYSIS", `project ${project} has no topics yet`);
  return { ...((await runById(db, current.id)) as RunRow), number: current.number };
}

export const editView = ({
  edit,
  kind,
  layer,
  before,
  after,
  undone,
  createdAt,
}: TopicEditRow): TopicEdit => ({
  edit,
  kind,
  layer,
  before: [...before],
  after: [...after],
  undone,
  createdAt: createdAt.toISOString(),
});
