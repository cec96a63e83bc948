import { followFolder } from "../corpus/follow.actions.ts";
import { openWatch } from "../corpus/watch.actions.ts";
import { type FollowNews, followNews } from "../machine-contract.ts";
import { countOption, listArgument, mappingOptions } from "./input.ts";
import { projectNameFor } from "./project-name.ts";
import type { Session } from "./session.ts";
import type { RunVerb } from "./verb.ts";

const defaultRescanSeconds = 30;

export const runWatch: RunVerb = async (session, input) => {
  const { output } = session;
  const folders = listArgument(input);
  const rescanMs = (countOption(input, "rescan") ?? defaultRescanSeconds) * 1_000;
  const project = session.project ?? projectNameFor(folders);
  const { context, workers } = await session.open();
  const mapping = mappingOptions(input);
  const watches = await Promise.all(
    folders.map((folder) => openWatch(context, { project, folder, mapping, served: false })),
  );
  await workers.start();
  session.endsByInterrupt = true;
  const stop = new AbortController();
  const signal = AbortSignal.any([session.interrupt, stop.signal]);
  const tell = (news: FollowNews) => show(session, news);
  output.note(`following ${folders.join(", ")} for project ${project}; Ctrl-C stops it`);
  const following = watches.map((watch) => followFolder(context, watch, { signal, tell, rescanMs }));
  session.atEnd(async () => {
    stop.abort();
    await Promise.allSettled(following);
  });
  await Promise.all(following);
  return 0;
};

function show({ output }: Session, news: FollowNews): void {
  const line = output.json ? JSON.stringify(followNews.parse(news)) : lineOf(news);
  if (output.json) output.line(line);
  else if (news.type === "trouble" || news.type === "over" || news.type === "following") output.note(line);
  else output.line(line);
}

const at = ({ path, row }: { path: string; row: number | null }) => (row === null ? path : `${path}:${row}`);

function lineOf(news: FollowNews): string {
  switch (news.type) {
    case "following":
      return `${news.folder}: ${news.files} files are known`;
    case "ready":
      return `ready     ${at(news)}${news.topicName === null ? "" : `  →  ${news.topicName}`}`;
    case "rejected":
      return `rejected  ${at(news)}: ${news.detail || news.reason}`;
    case "deleted":
      return `deleted   ${news.path}`;
    case "failed":
      return `failed    run ${news.run}: ${news.detail}`;
    case "trouble":
      return `${news.folder} waits: ${news.detail}`;
    case "over":
      return `${news.folder}: goes on`;
  }
}
