import { addWatch, listWatches, removeWatch } from "../corpus/watch.actions.ts";
import { watch } from "../machine-contract.ts";
import { routes } from "../routes.ts";
import { idArgument, mappingOptions, textArgument } from "./input.ts";
import { formatCount } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const listWatchesVerb: RunVerb = async (session) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const watches = await listWatches(context, { project });
  if (output.json) output.value(routes.listWatches.reply, watches);
  else if (watches.length === 0) output.note(`no folder is followed for project ${project}`);
  else
    for (const { id, folder, files, served } of watches)
      output.line(
        `${id}  ${folder}  ${formatCount(files)} files${served ? "" : ", only while followed by hand"}`,
      );
  return 0;
};

export const addWatchVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const folder = textArgument(input);
  const { context } = await session.open();
  const project = session.project ?? (await session.projectName(context));
  const added = await addWatch(context, { project, folder, mapping: mappingOptions(input) });
  if (output.json) output.value(watch, added);
  else output.line(`${added.folder} is followed for project ${project} while a server runs`);
  return 0;
};

export const removeWatchVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const id = idArgument(input);
  const { context } = await session.open();
  const project = await session.projectName(context);
  const removed = await removeWatch(context, { project, watch: id });
  if (output.json) output.value(routes.removeWatch.reply, removed);
  else output.line(`watch ${id} is removed; its documents stay`);
  return 0;
};
