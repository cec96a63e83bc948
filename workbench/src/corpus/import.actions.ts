import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Context } from "../context.ts";
import type { Run } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import { fileCall } from "../file-access.ts";
import { whyFull } from "../jobs/disk-watch.ts";
import { startRun } from "../jobs/engine.ts";
import { runView } from "../jobs/progress.ts";
import { runSettings } from "../jobs/run-settings.ts";
import type { ColumnMapping, RunSettings } from "../model.ts";
import { isFileOfKnownSize, isKnownFile } from "../store/file.ts";
import type { ProjectRow } from "../store/project.ts";
import { insertSource, isLastImportComplete, type SourceKind } from "../store/source.ts";
import { discardUploads } from "./discard-uploads.actions.ts";
import { contentHash, mappingHash } from "./file-identity.ts";
import { openProject } from "./project.actions.ts";
import { walk } from "./walk.ts";

export interface ImportInput {
  readonly project: string;
  readonly mapping?: ColumnMapping;
  /** Embedding model; by default the project's. */
  readonly model?: string;
  /** Stand in line where the project has a run under way. */
  readonly queue?: boolean | undefined;
  /** Find the topics right after: with the model given here, and then with the project's. */
  readonly analyze?: boolean | undefined;
}

/** What an import was started as. */
export interface StartedImport {
  readonly source: number;
  readonly run: Run;
}

/**
 * Starts the import of folders, files and patterns into a project, which is made where it is missing. Undefined when all
 * of it was imported before and nothing changed.
 *
 * @throws ToposcopeError DISK_FULL, PATH_NOT_FOUND, NOTHING_IMPORTED when there is no file in what was named, RUN_ALREADY_ACTIVE
 */
export async function importPaths(
  context: Context,
  input: ImportInput & { paths: readonly string[] },
): Promise<StartedImport | undefined> {
  const { mapping = {}, paths } = input;
  const absolute = paths.map((path) => resolve(path));
  await failOnNoFile(paths);
  const project = await openProject(context, input.project);
  if (await isAllKnown(context, project.id, paths, mapping)) return undefined;
  return await startImport(context, {
    ...input,
    project,
    kind: await kindOf(absolute),
    location: paths.join(", "),
    paths: absolute,
  });
}

/** Starts the import of files that were uploaded, each under the name it had. */
export async function importUploads(
  context: Context,
  input: ImportInput & { folder: string; names: readonly string[] },
): Promise<StartedImport> {
  const project = await openProject(context, input.project);
  const location = input.names.length === 1 ? (input.names[0] as string) : `${input.names.length} files`;
  return await startImport(context, { ...input, project, kind: "upload", location, paths: [input.folder] });
}

/** Starts the import of one text or table that came through a pipe and lies in a file now. */
export async function importStdin(
  context: Context,
  input: ImportInput & { file: string },
): Promise<StartedImport | undefined> {
  const project = await openProject(context, input.project);
  if (await isAllKnown(context, project.id, [input.file], input.mapping ?? {})) {
    await discardUploads(context.uploadFolder, [input.file]);
    return undefined;
  }
  return await startImport(context, { ...input, project, kind: "stdin", location: "-", paths: [input.file] });
}

async function startImport(
  context: Context,
  input: Omit<ImportInput, "project"> & {
    project: ProjectRow;
    kind: SourceKind;
    location: string;
    paths: readonly string[];
  },
): Promise<StartedImport> {
  const { db, clock } = context;
  const { project, kind, location, paths, mapping = {}, model } = input;
  const { settings: handed, overridden } = runSettings(context, project, input.analyze ? {} : { model });
  const settings: RunSettings = { ...handed, model: model ?? handed.model, paths, mapping };
  const next = [...new Set([settings.model, handed.model])];
  const full = await whyFull(context);
  if (full) throw full;
  return await db.transaction(async (tx) => {
    const source = await insertSource(tx, {
      projectId: project.id,
      kind,
      location,
      mapping,
      now: clock.now(),
    });
    const run = await startRun(
      { ...context, db: tx },
      {
        projectId: project.id,
        sourceId: source.id,
        kind: "import",
        settings: input.analyze ? { ...settings, next } : settings,
        overridden,
        queue: input.queue,
      },
    );
    return { source: source.id, run: await runView(tx, run.id) };
  });
}

async function kindOf(paths: readonly string[]): Promise<SourceKind> {
  const entry =
    paths.length === 1
      ? await fileCall(stat(paths[0] as string), { what: paths[0] as string }).catch(() => undefined)
      : undefined;
  if (entry?.isDirectory()) return "folder";
  return entry && /\.(csv|tsv|jsonl?|ndjson|parquet)$/i.test(paths[0] as string) ? "table" : "files";
}

/** Fails before anything is made when a path is not there, or when none of them holds a file. */
async function failOnNoFile(paths: readonly string[]): Promise<void> {
  let found = false;
  for (const path of paths) {
    for await (const _ of walk([path])) {
      found = true;
      break;
    }
  }
  if (!found) throw new ToposcopeError("NOTHING_IMPORTED", `there is no file in ${paths.join(", ")}`);
}

/** Whether all files were read to their end before, as they are now, and what was read was worked on to the end. */
async function isAllKnown(
  { db }: Context,
  projectId: number,
  paths: readonly string[],
  mapping: ColumnMapping,
): Promise<boolean> {
  if (!(await isLastImportComplete(db, projectId))) return false;
  for await (const { path, location, bytes } of walk(paths)) {
    const file = { projectId, path, location, bytes };
    if (!(await isFileOfKnownSize(db, file))) return false;
    const hashes = { contentHash: await contentHash(location), mappingHash: mappingHash(mapping) };
    if (!(await isKnownFile(db, { ...file, ...hashes }))) return false;
  }
  return true;
}
