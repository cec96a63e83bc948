import { createInterface } from "node:readline/promises";
import { z } from "zod";
import { type Project, project as projectShape, rejection, run, source } from "../contract.ts";
import { listRejections, listSources } from "../corpus/actions.ts";
import {
  createProject,
  deleteProject,
  getProject,
  listProjects,
  renameProject,
} from "../corpus/project.actions.ts";
import { ToposcopeError } from "../errors.ts";
import { routes } from "../routes.ts";
import { listRuns } from "../topics/actions.ts";
import { hasOption, textArgument } from "./input.ts";
import { noteProvisional } from "./provisional.ts";
import { formatCount, projectLines, rejectionLines, runLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

/** What `projects show --json` prints. */
export const projectDetail = projectShape.extend({
  imports: z.array(source),
  runs: z.array(run),
  notTaken: z.array(rejection),
});

export const listProjectsVerb: RunVerb = async (session) => {
  const { output } = session;
  const { context } = await session.open();
  const projects = await listProjects(context);
  if (output.json) output.value(routes.listProjects.reply, projects);
  else if (projects.length === 0) output.line("no projects yet; begin with: toposcope explore <path>");
  else for (const line of projectLines(output, projects)) output.line(line);
  return 0;
};

export const createProjectVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const name = checkedName(textArgument(input));
  const { context } = await session.open();
  const created = await createProject(context, { name });
  if (output.json) output.value(projectShape, created);
  else output.line(`project ${created.name} is there`);
  return 0;
};

export const showProjectVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const project = input.args[0] === undefined ? await session.projectName(context) : textArgument(input);
  const [shown, imports, runs, notTaken] = await Promise.all([
    getProject(context, { project }),
    listSources(context, { project }),
    listRuns(context, { project }),
    listRejections(context, { project }),
  ]);
  if (output.json) {
    output.value(projectDetail, { ...shown, imports, runs, notTaken });
    return 0;
  }
  for (const line of projectLines(output, [shown])) output.line(line);
  noteProvisional(output, shown.provisional);
  for (const line of arrivalLines(shown)) output.line(line);
  for (const { kind, location, documents, createdAt } of imports) {
    output.line(
      `import of ${createdAt.slice(0, 10)}: ${kind} ${location}, ${formatCount(documents)} documents`,
    );
  }
  if (runs.length > 0) output.line();
  for (const line of runs.length === 0 ? [] : runLines(output, runs)) output.line(line);
  for (const line of rejectionLines(notTaken)) output.line(line);
  return 0;
};

export const renameProjectVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const name = checkedName(textArgument(input, 1));
  const { context } = await session.open();
  const renamed = await renameProject(context, { project: textArgument(input), name });
  if (output.json) output.value(projectShape, renamed);
  else output.line(`the project is called ${renamed.name} now`);
  return 0;
};

export const deleteProjectVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const name = textArgument(input);
  const { documents } = await getProject(context, { project: name });
  if (!hasOption(input, "yes") && !(await isConfirmed(name, documents))) {
    output.note("nothing was deleted");
    return 1;
  }
  await deleteProject(context, { project: name });
  if (output.json) output.value(routes.deleteProject.reply, { deleted: name });
  else output.line(`project ${name} is deleted`);
  return 0;
};

async function isConfirmed(name: string, documents: number): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new ToposcopeError("USAGE", `deleting project ${name} was not confirmed`, { hint: "add --yes" });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const typed = await terminal.question(
    `${name} holds ${formatCount(documents)} documents. Type its name to delete it: `,
  );
  terminal.close();
  return typed.trim() === name;
}

/** What came and went since the analysis, if anything. */
function arrivalLines({ arrived }: Project): string[] {
  if (!arrived || arrived.placed + arrived.unplaced + arrived.deleted === 0) return [];
  const { placed, unplaced, deleted, since, worth } = arrived;
  const counts = `${formatCount(placed)} placed, ${formatCount(unplaced)} fit no topic, ${formatCount(deleted)} deleted`;
  return [
    `since analysis ${since}: ${counts}`,
    ...(worth ? ["a new analysis is worth it: toposcope analyze"] : []),
  ];
}

/** @throws ToposcopeError USAGE */
function checkedName(name: string): string {
  const parsed = projectShape.shape.name.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new ToposcopeError(
    "USAGE",
    `${JSON.stringify(name)} cannot be a project's name: ${parsed.error.issues[0]?.message}`,
  );
}
