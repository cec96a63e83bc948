import { importResult as importResultShape } from "../contract.ts";
import { importPaths, importResult } from "../corpus/actions.ts";
import { ToposcopeError } from "../errors.ts";
import { followRun } from "./follow.ts";
import { columnMapping, listArgument } from "./input.ts";
import { projectNameFor } from "./project-name.ts";
import { standardInput } from "./standard-input.ts";
import { formatCount, rejectionLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const runImport: RunVerb = async (session, input) => {
  const { output } = session;
  const paths = listArgument(input);
  const project = session.project ?? projectNameFor(paths);
  const { context, workers } = await session.open();
  const { source, run } = await importPaths(context, {
    project,
    paths,
    stdin: standardInput(paths),
    mapping: columnMapping(input),
  });
  await workers.start();
  await followRun(session, context, run);
  const result = await importResult(context, source);
  if (output.json) output.value(importResultShape, result);
  else {
    const documents = result.files.reduce((sum, file) => sum + file.documents, 0);
    output.line(
      `${formatCount(documents)} documents from ${formatCount(result.files.length)} files are in project ${result.project}`,
    );
    for (const line of rejectionLines(result.rejections)) output.line(line);
    output.note(`next: toposcope analyze --project ${JSON.stringify(result.project)}`);
  }
  if (result.files.length === 0 && result.rejections.length > 0) {
    throw new ToposcopeError("NOTHING_IMPORTED", "nothing was taken of what was given");
  }
  return 0;
};
