import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pino } from "pino";
import { type App, openApp } from "../../src/app.ts";
import { resolveSettings } from "../../src/config.ts";
import { handlers } from "../../src/http/handlers.ts";
import { createServer } from "../../src/http/server.ts";
import { workCounts } from "../../src/jobs/actions.ts";

const run = promisify(execFile);
const web = fileURLToPath(new URL("../../../web/", import.meta.url));

/** The whole product on a port of its own: page, API, workers and database. */
export interface Product {
  readonly address: string;
  readonly app: App;
  /** Where the page's files lie. */
  readonly pageFolder: string;
  close(): Promise<void>;
}

/**
 * Starts the product over a fresh data folder, as `toposcope serve` does.
 *
 * @param built a page that another product was started with; without it the page is built
 */
export async function startProduct(
  flags: Readonly<Record<string, unknown>> = {},
  { built }: { built?: string } = {},
): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-e2e-"));
  const pageFolder = built ?? join(folder, "page");
  const sources = { flags: { data: join(folder, "data"), workers: 2, ...flags }, environment: {} };
  await mkdir(sources.flags.data, { mode: 0o700 });
  const resolved = resolveSettings(sources);
  const [app] = await Promise.all([
    openApp({ settings: resolved.settings, log: pino({ level: "silent" }) }),
    built ?? buildPage(pageFolder),
  ]);
  const server = await createServer({
    context: app.servingContext,
    handlers,
    version: "0.0.0",
    resolved,
    sources,
    work: () => workCounts(app.servingContext),
    page: pageFolder,
  });
  await app.workers.start();
  return {
    app,
    pageFolder,
    address: await server.listen({ host: "127.0.0.1", port: 0 }),
    close: async () => {
      await server.close({ patienceMs: 100 });
      await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** As a release does; in a process of its own, since tests set NODE_ENV. */
async function buildPage(folder: string): Promise<void> {
  const vite = dirname(createRequire(join(web, "package.json")).resolve("vite/package.json"));
  await run(
    process.execPath,
    [join(vite, "bin/vite.js"), "build", "--logLevel", "error", "--outDir", folder],
    {
      cwd: web,
      env: { ...process.env, NODE_ENV: "production" },
    },
  );
}
