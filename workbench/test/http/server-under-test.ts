import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { resolveSettings } from "../../src/config.ts";
import type { Context } from "../../src/context.ts";
import type { Problem } from "../../src/contract.ts";
import type { Handlers } from "../../src/http/call.ts";
import { handlers as handlersOfProduct } from "../../src/http/handlers.ts";
import { createServer, type Server, type ServerOptions } from "../../src/http/server.ts";
import { type RouteName, routes } from "../../src/routes.ts";

/** A reply's body as the JSON that the test expects it to be. */
export const jsonOf = async <T = Problem>(reply: Response) => (await reply.json()) as T;

export interface ServerUnderTest {
  readonly server: Server;
  readonly address: string;
  readonly folder: string;
  readonly log: string[];
  /** Calls a path as this machine's owner would. */
  call(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

interface StartOptions {
  readonly flags?: Record<string, unknown>;
  readonly handlers?: Partial<Handlers>;
  readonly context?: Partial<Context>;
  readonly page?: string;
  readonly missing?: ServerOptions["missing"];
}

/** A route without a handler of the test's own fails loudly. */
function completed(given: Partial<Handlers>): Handlers {
  const names = Object.keys(routes) as RouteName[];
  const unexpected = (name: RouteName) => async () => {
    throw new Error(`secret inside of ${name}`);
  };
  const own: Partial<Handlers> = {
    live: async () => ({ status: "live" }),
    ready: handlersOfProduct.ready,
    metrics: async ({ services: { metrics } }) => ({
      text: await metrics.render(),
      contentType: metrics.contentType,
    }),
    openapi: async ({ services }) => services.openApi as never,
    getSettings: async ({ services }) => services.settings.view(),
    saveSettings: ({ services, body }) => services.settings.save(body),
    ...given,
  };
  return Object.fromEntries(
    names.map((name) => [name, own[name] ?? unexpected(name)]),
  ) as unknown as Handlers;
}

/** Starts the real server on a free port, over the handlers of a test. */
export async function startServer({
  flags = {},
  handlers = {},
  context = {},
  page,
  missing,
}: StartOptions = {}): Promise<ServerUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-http-"));
  const sources = { flags: { data: folder, ...flags }, environment: {} };
  const resolved = resolveSettings(sources);
  const log: string[] = [];
  const server = await createServer({
    context: {
      settings: resolved.settings,
      log: pino({ level: "debug" }, { write: (line: string) => void log.push(line) }),
      newId: randomUUID,
      uploadFolder: join(folder, "uploads"),
      ...context,
    } as Context,
    version: "0.0.0",
    resolved,
    sources,
    work: async () => ({ runs: { completed: 2 }, batches: { undone: 5 } }),
    handlers: completed(handlers),
    ...(page === undefined ? {} : { page }),
    ...(missing === undefined ? {} : { missing }),
  });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  return {
    server,
    address,
    folder,
    log,
    call: (path, init) => fetch(address + path, init),
    close: async () => {
      await server.close({ patienceMs: 100 });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
