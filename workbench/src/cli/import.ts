import type { Context } from "../context.ts";
import { importResult as importResultShape } from "../contract.ts";
import { importResult, listSources } from "../corpus/actions.ts";
import { importPaths, importStdin } from "../corpus/import.actions.ts";
import { ToposcopeError } from "../errors.ts";
import { followRun } from "./follow.ts";
import { listArgument, mappingOptions } from "./input.ts";
import { projectNameFor } from "./project-name.ts";
import { readsStandardInput, saveStandardInput } from "./standard-input.ts";
import { formatCount, rejectionLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const runImport: RunVerb = async (session, input) => {
  const { output } = session;
  const paths = listArgument(input);
  const fromPipe = readsStandardInput(paths);
  const project = session.project ?? projectNameFor(paths);
  const { context, workers } = await session.open();
  const wanted = { project, mapping: mappingOptions(input) };
  const started = fromPipe
    ? await importStdin(context, { ...wanted, file: await saveStandardInput(context) })
    : await importPaths(context, { ...wanted, paths });
  if (started) {
    await workers.start();
    await followRun(session, context, started.run);
  } else output.note("all of it was imported before, and nothing changed");
  const source = started?.source ?? (await earlierSource(context, { project, paths }));
  const result = await importResult(context, { project, source });
  if (output.json) output.value(importResultShape, result);
  else {
    const taken = result.files.filter((file) => file.documents > 0);
    const documents = taken.reduce((sum, file) => sum + file.documents, 0);
    output.line(
      `${formatCount(documents)} documents from ${formatCount(taken.length)} files are in project ${project}`,
    );
    for (const line of rejectionLines(result.rejections)) output.line(line);
    output.note(`next: toposcope analyze --project ${JSON.stringify(result.project)}`);
  }
  const hasTaken = result.files.some((file) => file.documents > 0);
  if (!hasTaken && result.rejections.length > 0) {
    throw new ToposcopeError("NOTHING_IMPORTED", "nothing was taken of what was given");
  }
  return 0;
};

interface Wanted {
  readonly project: string;
  readonly paths: readonly string[];
}

/** The import that took these paths before; where they came in under other names, the latest. */
async function earlierSource(context: Context, { project, paths }: Wanted): Promise<number> {
  const sources = await listSources(context, { project });
  const same = sources.filter(({ location }) => location === paths.join(", "));
  const latest = (same.length > 0 ? same : sources).reduce((best, next) => (next.id > best.id ? next : best));
  return latest.id;
}
