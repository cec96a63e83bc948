import { afterAll } from "vitest";
import { resolveSettings } from "../../src/config.ts";
import { handlers } from "../../src/http/handlers.ts";
import { createServer } from "../../src/http/server.ts";
import { workCounts } from "../../src/jobs/actions.ts";
import { measureMachine } from "../../src/jobs/metrics.actions.ts";
import type { OpenedApp } from "../app.ts";

/** Serves an app on a free port until the file's tests are done. @returns its address */
export async function serveTestApp({ folder, servingContext: context }: OpenedApp): Promise<string> {
  const sources = { flags: { data: folder, model: "static" }, environment: {} };
  const server = await createServer({
    context,
    handlers,
    resolved: resolveSettings(sources),
    sources,
    version: "0.0.0",
    work: () => workCounts(context),
    machine: () => measureMachine(context),
  });
  afterAll(() => server.close());
  return server.listen({ host: "127.0.0.1", port: 0 });
}
