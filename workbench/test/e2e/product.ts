import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { type App, openApp } from "../../src/app.ts";
import { resolveSettings } from "../../src/config.ts";
import { handlers } from "../../src/http/handlers.ts";
import { createServer } from "../../src/http/server.ts";
import { workCounts } from "../../src/jobs/actions.ts";
import { builtPage } from "./built-page.ts";

/** The whole product on a port of its own: page, API, workers and database. */
export interface Product {
  readonly address: string;
  readonly app: App;
  close(): Promise<void>;
}

/** Starts the product over a fresh data folder, as `toposcope serve` does. */
export async function startProduct(flags: Readonly<Record<string, unknown>> = {}): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-e2e-"));
  const sources = { flags: { data: join(folder, "data"), workers: 2, ...flags }, environment: {} };
  await mkdir(sources.flags.data, { mode: 0o700 });
  const resolved = resolveSettings(sources);
  const [app, page] = await Promise.all([
    openApp({ settings: resolved.settings, log: pino({ level: "silent" }) }),
    builtPage(),
  ]);
  const server = await createServer({
    context: app.servingContext,
    handlers,
    version: "0.0.0",
    resolved,
    sources,
    work: () => workCounts(app.servingContext),
    page,
  });
  await app.workers.start();
  return {
    app,
    address: await server.listen({ host: "127.0.0.1", port: 0 }),
    close: async () => {
      await server.close({ patienceMs: 100 });
      await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
