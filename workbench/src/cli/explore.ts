import { type ExploreResult, exploreResult } from "../contract.ts";
import { explore } from "../explore.ts";
import { openInBrowser } from "./browser.ts";
import { RunFollower } from "./follow.ts";
import { hasOption, listArgument, mappingOptions } from "./input.ts";
import { pageAddress, serveUntilStopped, startPageServer } from "./page-server.ts";
import { projectNameFor } from "./project-name.ts";
import type { Session } from "./session.ts";
import { readsStandardInput, saveStandardInput } from "./standard-input.ts";
import { formatCount, rejectionLines, topicLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

export const runExplore: RunVerb = async (session, input) => {
  const { output } = session;
  const paths = listArgument(input);
  const fromPipe = readsStandardInput(paths);
  const project = session.project ?? projectNameFor(paths);
  const app = await session.open();
  const isWatched = process.stdout.isTTY === true && !output.json && hasOption(input, "open");
  const page = isWatched
    ? pageAddress(await startPageServer(session, app, { anyPort: true }), project)
    : undefined;
  if (page !== undefined) output.note(`page: ${page}`);

  const stdin = fromPipe ? await saveStandardInput(app.context) : undefined;
  const follower = new RunFollower(session, app.context);
  const result = await explore(
    app.context,
    { project, paths, stdin, mapping: mappingOptions(input), signal: session.interrupt },
    {
      onRun: async (run) => {
        await app.workers.start();
        follower.follow(run);
      },
      onFirst: async (first) => {
        await follower.idle();
        printFirst(session, first);
        if (page !== undefined) await openInBrowser(page);
      },
    },
  );
  await follower.idle();
  if (output.json) {
    output.value(exploreResult, result);
    return 0;
  }
  for (const line of topicLines(output, suggestedTopics(result))) output.line(line);
  output.line();
  for (const line of rejectionLines(result.rejections)) output.line(line);
  output.line(
    `${formatCount(result.documents)} documents, ${formatCount(result.chunks)} chunks, project ${result.project}`,
  );
  if (page === undefined) {
    const { host, port } = session.settings;
    output.line(`page: toposcope serve, then ${pageAddress(`http://${host}:${port}`, project)}`);
    return 0;
  }
  output.line(`page: ${page}`);
  output.note("Ctrl-C stops it");
  return serveUntilStopped(session);
};

/** The result holds the suggested layer's topics first and those of the other layers behind them. */
const suggestedTopics = ({ topics }: ExploreResult) =>
  topics.filter(({ layer }) => layer === topics[0]?.layer);

function printFirst({ output }: Session, first: ExploreResult): void {
  const topics = suggestedTopics(first);
  const names = topics.slice(0, 8).map(({ name }) => name);
  const more = topics.length > names.length ? `, and ${topics.length - names.length} more` : "";
  output.note(`first topics: ${names.join("; ")}${more}`);
}
