import { prepareAnswers } from "../answers/prepare.actions.ts";
import { rerankerFault } from "../answers/rerank.actions.ts";
import type { App } from "../app.ts";
import { followServed } from "../corpus/follow.actions.ts";
import { ToposcopeError } from "../errors.ts";
import { watchEvents } from "../events/actions.ts";
import { handlers } from "../http/handlers.ts";
import { ensurePage } from "../http/page.ts";
import { createServer } from "../http/server.ts";
import { workCounts } from "../jobs/actions.ts";
import { whatIsMissing } from "../jobs/health.actions.ts";
import { measureMachine } from "../jobs/metrics.actions.ts";
import { programVersion } from "../process.ts";
import type { Session } from "./session.ts";

interface PageServerOptions {
  /** Takes another port where the wanted one is taken and nobody insisted on it. */
  readonly anyPort?: boolean;
}

/** Starts the page and the API in this process and sees to it that they end with the call; @returns their address. */
export async function startPageServer(
  session: Session,
  { servingContext: context, workers, webhooks }: App,
  { anyPort = false }: PageServerOptions = {},
): Promise<string> {
  const { resolved, sources, settings, output } = session;
  const hasPage = await ensurePage(context.log);
  if (!hasPage)
    output.note("the page has not been built: npm run build --workspace web. The API is there all the same");
  const fault = await rerankerFault(context);
  if (fault) {
    context.log.warn({ code: fault.code, error: fault.message }, "searches go on without the cross-encoder");
    output.note(`${fault.message}; searches go on without it. ${fault.hint}`);
  }
  const server = await createServer({
    context,
    handlers,
    version: programVersion(),
    resolved,
    sources,
    work: () => workCounts(context),
    missing: () => whatIsMissing(context),
    machine: () => measureMachine(context),
  });
  session.atEnd(() => server.close());
  await workers.start();
  const stop = new AbortController();
  const following = followServed(context, { signal: stop.signal });
  const followRuns = async (signal: AbortSignal) =>
    (await watchEvents(context, { types: ["run.state"] }))(signal);
  void prepareAnswers(context, followRuns, { signal: stop.signal });
  session.atEnd(async () => {
    stop.abort();
    await following;
  });
  webhooks.start();
  const { host, port } = settings;
  try {
    return await server.listen({ host, port });
  } catch (error) {
    const isTaken = error instanceof ToposcopeError && error.code === "PORT_IN_USE";
    if (!isTaken || !anyPort || resolved.origins.port === "flag") throw error;
    return server.listen({ host, port: 0 });
  }
}

/** Keeps the call alive until it is stopped. */
export function serveUntilStopped(session: Session): Promise<never> {
  session.endsByInterrupt = true;
  return new Promise(() => undefined);
}

/** The page's address with a project open on it. */
export const pageAddress = (address: string, project?: string) =>
  project === undefined ? `${address}/` : `${address}/?${new URLSearchParams({ project })}`;
