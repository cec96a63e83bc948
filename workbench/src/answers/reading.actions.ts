import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { Readers, ReadingHistory } from "../recommend-contract.ts";
import { requireProject } from "../store/project.ts";
import { deleteReadings, insertReading, readersOf, readingsOf } from "../store/reading.ts";

export interface ReadInput {
  readonly project: string;
  readonly document: number;
  readonly reader: string;
  /** Below 0: less of its kind. */
  readonly weight: number;
  /** By default now. */
  readonly at?: string | undefined;
}

const readingsReplied = 1;

/** Keeps that somebody read a document. @throws ToposcopeError PROJECT_NOT_FOUND, DOCUMENT_NOT_FOUND */
export async function addReading(
  context: Pick<Context, "db" | "clock">,
  { project, document, reader, weight, at }: ReadInput,
): Promise<ReadingHistory> {
  const { id: projectId } = await requireProject(context.db, project);
  const readAt = at === undefined ? context.clock.now() : new Date(at);
  if (!(await insertReading(context.db, { projectId, document, reader, weight, at: readAt })))
    throw new ToposcopeError("DOCUMENT_NOT_FOUND", `project ${project} has no document ${document}`);
  return await listReadings(context, { project, reader, limit: readingsReplied });
}

/** What somebody read, the last first. @throws ToposcopeError PROJECT_NOT_FOUND */
export async function listReadings(
  { db }: Pick<Context, "db">,
  { project, reader, limit }: { project: string; reader: string; limit: number },
): Promise<ReadingHistory> {
  const { id: projectId } = await requireProject(db, project);
  const readings = await readingsOf(db, { projectId, reader, limit });
  return { reader, readings: readings.map((row) => ({ ...row, at: row.at.toISOString() })) };
}

/** Who read something. @throws ToposcopeError PROJECT_NOT_FOUND */
export async function listReaders(
  { db }: Pick<Context, "db">,
  { project }: { project: string },
): Promise<Readers> {
  const { id } = await requireProject(db, project);
  return (await readersOf(db, id)).map((row) => ({ ...row, lastAt: row.lastAt.toISOString() }));
}

/** Forgets all that somebody read. @throws ToposcopeError PROJECT_NOT_FOUND */
export async function forgetReadings(
  { db }: Pick<Context, "db">,
  { project, reader }: { project: string; reader: string },
): Promise<{ reader: string; readings: number }> {
  const { id: projectId } = await requireProject(db, project);
  return { reader, readings: await deleteReadings(db, { projectId, reader }) };
}
