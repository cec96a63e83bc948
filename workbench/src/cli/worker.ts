import { setTimeout as sleep } from "node:timers/promises";
import type { App } from "../app.ts";
import { ToposcopeError } from "../errors.ts";
import { listWorkers } from "../jobs/worker.actions.ts";
import type { WorkerView } from "../machine-contract.ts";
import { routes } from "../routes.ts";
import type { Output } from "./output.ts";
import type { Session } from "./session.ts";
import { formatCount, tableLines } from "./tables.ts";
import type { RunVerb } from "./verb.ts";

const lookMs = 1_000;
const bytesPerMegabyte = 1_000_000;

/** Keeps workers at work until it is stopped. @throws ToposcopeError DATABASE_NEWER, DATABASE_OLDER */
export const runWorker: RunVerb = async (session) => {
  const { output, settings } = session;
  if (settings.workers === 0)
    throw new ToposcopeError("USAGE", "a worker needs at least one process: --workers 1");
  const app = await session.open({ isServer: true, mayMigrate: settings.database === undefined });
  const { context, workers } = app;
  const own = new Set<number>();
  const refused = Promise.withResolvers<never>();
  workers.follow((change) => {
    if (change.type === "refused") return refused.reject(change.error);
    if (change.workerId === undefined) return;
    if (change.type === "registered") own.add(change.workerId);
    else own.delete(change.workerId);
    if (!output.json) output.line(lineOf(change));
  });
  session.endsByInterrupt = true;
  session.atEnd(async () => output.note("stopping: what is at hand is given back"));
  await workers.start();
  if (output.json) output.line(JSON.stringify({ machine: context.machine }));
  else output.line(`machine ${context.machine} works on ${databaseName(session)}`);
  output.note("Ctrl-C stops it");
  return await Promise.race([refused.promise, tellWork(session, app, own)]);
};

type Change = Parameters<Parameters<App["workers"]["follow"]>[0]>[0];

function lineOf(change: Exclude<Change, { type: "refused" }>): string {
  if (change.type === "registered") return `worker ${change.workerId} is there (process ${change.processId})`;
  return `worker ${change.workerId} ended: ${change.how}; another one is started`;
}

/** Where the work is kept, without who may get at it. */
function databaseName({ settings: { database, data } }: Session): string {
  if (database === undefined) return data;
  const { host, pathname } = new URL(database);
  return host === "" ? pathname.slice(1) : `${host}${pathname}`;
}

/** Prints what each of our workers is at whenever that changes. */
async function tellWork({ output, interrupt }: Session, { context }: App, own: ReadonlySet<number>) {
  const told = new Map<number, string>();
  while (!interrupt.aborted) {
    const workers = await listWorkers(context).catch(() => []);
    for (const worker of workers) {
      const at = whatItIsAt(worker);
      if (!own.has(worker.id) || told.get(worker.id) === at) continue;
      if ((at !== "idle" || told.has(worker.id)) && !output.json) output.line(`worker ${worker.id}: ${at}`);
      told.set(worker.id, at);
    }
    await sleep(lookMs, undefined, { signal: interrupt }).catch(() => {});
  }
  return 0;
}

const whatItIsAt = ({ at }: WorkerView): string =>
  at === null ? "idle" : `${at.stage}, run ${at.run} of project ${at.project}`;

export const listWorkersVerb: RunVerb = async (session) => {
  const { output } = session;
  const { context } = await session.open();
  const workers = await listWorkers(context);
  if (output.json) output.value(routes.listWorkers.reply, workers);
  else if (workers.length === 0) output.line("no worker is at work");
  else for (const line of workerLines(output, workers)) output.line(line);
  return 0;
};

function workerLines(output: Output, workers: readonly WorkerView[]): string[] {
  return tableLines(
    output,
    [
      { head: "worker", align: "right" },
      { head: "machine" },
      { head: "process", align: "right" },
      { head: "version" },
      { head: "last seen", align: "right" },
      { head: "memory", align: "right" },
      { head: "at", isFlexible: true },
    ],
    workers.map((worker) => [
      String(worker.id),
      worker.machine,
      String(worker.processId),
      worker.version,
      `${Math.max(0, worker.silence).toFixed(0)} s ago`,
      `${formatCount(Math.round(worker.memoryBytes / bytesPerMegabyte))} MB`,
      whatItIsAt(worker),
    ]),
  );
}
