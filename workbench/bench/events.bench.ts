/**
 * From the commit of an event, or of a change of a run, to whoever listens by server-sent events: latency, queries made and
 * the server's CPU time with 1, 100 and 1,000 watchers. `node --conditions=toposcope-source workbench/bench/events.bench.ts [watchers …]`
 * Watchers are connections of a process of their own. One JSON line a case.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type App, openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import { handlers } from "../src/http/handlers.ts";
import { createServer } from "../src/http/server.ts";
import { startRun } from "../src/jobs/engine.ts";
import { notifyRun } from "../src/jobs/run-channel.ts";
import type { Db } from "../src/store/db.ts";
import { untilStopped } from "../src/store/embedded.ts";
import { addEvent } from "../src/store/event.ts";
import { sql } from "../src/store/sql.ts";
import { createProject, runSettings } from "../test/jobs/ledger.ts";

const told = 40;
const pauseMs = 150;
const heardWithinMs = 5_000;

interface Order {
  readonly url: string;
  readonly watchers: number;
}

let projects = 0;

const isChild = process.send !== undefined;
if (isChild) process.once("message", (order: Order) => void watch(order));
else await benchAll(process.argv.slice(2).map(Number));

/** Opens connections, says when all are open, and tells how long each mark took to each of them. */
async function watch({ url, watchers }: Order): Promise<void> {
  const latencies: number[] = [];
  const opened: Promise<void>[] = [];
  for (let i = 0; i < watchers; i += 1) {
    const isOpen = Promise.withResolvers<void>();
    opened.push(isOpen.promise);
    get(url, { agent: false }, (response) => {
      let rest = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        isOpen.resolve();
        const messages = (rest + text).split("\n\n");
        rest = messages.pop() ?? "";
        for (const message of messages) {
          const at = /mark (\d+\.\d+)/.exec(message)?.[1];
          if (at !== undefined) latencies.push(clock() - Number(at));
        }
      });
    });
    if (i % 50 === 49) await isOpen.promise;
  }
  await Promise.all(opened);
  process.send?.("open");
  await once(process, "message");
  process.send?.(
    latencies.sort((a, b) => a - b),
    () => process.exit(0),
  );
}

/** Milliseconds, the same in all processes of a machine. */
function clock(): number {
  return performance.timeOrigin + performance.now();
}

async function benchAll(sizes: readonly number[]): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), "toposcope-events-"));
  const { settings, origins } = resolveSettings({ flags: { data } });
  const app = await openApp({ settings });
  const queries = { count: 0 };
  const context = { ...app.servingContext, db: counting(app.context.db, queries) };
  const server = await createServer({
    ...{
      context,
      handlers,
      version: "0.0.0",
      resolved: { settings, origins },
      sources: { flags: { data }, environment: {} },
    },
    work: async () => ({ runs: {}, batches: {} }),
  });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  try {
    for (const watchers of sizes.length > 0 ? sizes : [1, 100, 1_000]) {
      await benchCase(`an event to ${watchers} watchers`, queries, await eventTeller(app, address), watchers);
      await benchCase(
        `a run's change to ${watchers} watchers`,
        queries,
        await runTeller(app, address),
        watchers,
      );
    }
  } finally {
    await server.close({ patienceMs: 100 });
    await app.close();
    await untilStopped(data);
    await rm(data, { recursive: true, force: true });
  }
}

interface Teller {
  readonly url: string;
  tell(mark: string): Promise<void>;
}

async function newProject({ context }: App): Promise<{ id: number; name: string }> {
  projects += 1;
  const name = `bench ${projects}`;
  return { id: await createProject(context.db, name), name };
}

async function eventTeller(app: App, address: string): Promise<Teller> {
  const { id: projectId, name } = await newProject(app);
  return {
    url: `${address}/api/projects/${encodeURIComponent(name)}/events`,
    tell: (mark) => addEvent(app.context.db, { projectId, type: "topic.changed", data: { mark } }),
  };
}

async function runTeller(app: App, address: string): Promise<Teller> {
  const { db } = app.context;
  const { id: projectId } = await newProject(app);
  const { id } = await startRun(app.context, { projectId, kind: "import", settings: runSettings });
  await db.run(
    sql`update stage set state = 'running', planned = true where run_id = ${id} and name = 'read'`,
  );
  return {
    url: `${address}/api/runs/${id}/events`,
    tell: (mark) =>
      db.transaction(async (tx) => {
        await tx.run(sql`update stage set detail = ${mark} where run_id = ${id} and name = 'read'`);
        await notifyRun(tx, id);
      }),
  };
}

async function benchCase(
  name: string,
  queries: { count: number },
  { url, tell }: Teller,
  watchers: number,
): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), { execArgv: ["--conditions=toposcope-source"] });
  child.send({ url, watchers } satisfies Order);
  await once(child, "message");
  const [queriesBefore, cpuBefore] = [queries.count, process.cpuUsage()];
  for (let i = 0; i < told; i += 1) {
    await tell(`mark ${clock().toFixed(3)} `);
    await sleep(pauseMs);
  }
  await sleep(Math.min(heardWithinMs, 500 + watchers));
  const { user, system } = process.cpuUsage(cpuBefore);
  const made = queries.count - queriesBefore;
  child.send("end");
  const [latencies] = (await once(child, "message")) as [number[]];
  const at = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] ?? Number.NaN;
  const figures = {
    heard: latencies.length / (told * watchers),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    mostMs: at(1),
    queriesPerChange: made / told,
    cpuMsPerChange: (user + system) / 1_000 / told,
  };
  const rounded = Object.entries(figures).map(([key, value]) => [key, Math.round(value * 100) / 100]);
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
  const line = { bench: "events", case: name, ...Object.fromEntries(rounded), ...machine };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Counts what the server asks the database. */
function counting(db: Db, queries: { count: number }): Db {
  return new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...parameters: unknown[]) => {
        queries.count += 1;
        return value.apply(target, parameters);
      };
    },
  });
}
