import type { Context } from "../context.ts";
import type { Project } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import { cancelRunsOf } from "../jobs/steer.ts";
import type { Db } from "../store/db.ts";
import {
  deleteProject as deleteProjectRow,
  insertProject,
  type ProjectCounts,
  type ProjectRow,
  projectByName,
  projectsWithCounts,
  renameProject as renameProjectRow,
  requireProject,
} from "../store/project.ts";
import { driftOf } from "../store/run-drift.ts";
import { isWorthAnew } from "./worth.ts";

export async function listProjects({ db }: Context): Promise<Project[]> {
  return await Promise.all((await projectsWithCounts(db)).map((project) => projectView(db, project)));
}

export async function getProject(context: Context, { project }: { project: string }): Promise<Project> {
  const [found] = await projectsWithCounts(context.db, project);
  if (!found) throw new ToposcopeError("PROJECT_NOT_FOUND", `there is no project ${project}`);
  return await projectView(context.db, found);
}

/** @throws ToposcopeError PROJECT_EXISTS */
export async function createProject(context: Context, { name }: { name: string }): Promise<Project> {
  if (!(await makeProject(context, name))) {
    throw new ToposcopeError("PROJECT_EXISTS", `there is a project ${name} already`);
  }
  return await getProject(context, { project: name });
}

/** @throws ToposcopeError PROJECT_NOT_FOUND, PROJECT_EXISTS */
export async function renameProject(
  context: Context,
  { project, name }: { project: string; name: string },
): Promise<Project> {
  const { id } = await requireProject(context.db, project);
  const other = await projectByName(context.db, name);
  if (other && other.id !== id)
    throw new ToposcopeError("PROJECT_EXISTS", `there is a project ${name} already`);
  await renameProjectRow(context.db, { id, name, now: context.clock.now() });
  return await getProject(context, { project: name });
}

export async function deleteProject(
  context: Context,
  { project }: { project: string },
): Promise<{ deleted: string }> {
  const { id } = await requireProject(context.db, project);
  await cancelRunsOf(context, id);
  await deleteProjectRow(context.db, id);
  return { deleted: project };
}

/** The project of this name, made where it is missing. */
export async function openProject(context: Context, name: string): Promise<ProjectRow> {
  return (await makeProject(context, name)) ?? (await requireProject(context.db, name));
}

function makeProject({ db, clock, settings }: Context, name: string): Promise<ProjectRow | undefined> {
  const { chunkTokens, chunkOverlap } = settings;
  return insertProject(db, { name, chunkTokens, chunkOverlap, now: clock.now() });
}

async function projectView(db: Db, counts: ProjectCounts): Promise<Project> {
  const { currentRunId, shownRunId, chunkTokens: _, chunkOverlap: __, settings: ___, ...project } = counts;
  return {
    ...project,
    shown: shownRunId,
    arrived: currentRunId === null ? null : await arrivedSince(db, currentRunId, project.run ?? 0),
    createdAt: project.createdAt.toISOString(),
    updatedAt: project.updatedAt.toISOString(),
  };
}

async function arrivedSince(db: Db, runId: number, since: number): Promise<Project["arrived"]> {
  const drift = await driftOf(db, runId);
  const { placed, unplaced, deleted } = drift;
  return { placed, unplaced, deleted, since, worth: isWorthAnew(drift) };
}
