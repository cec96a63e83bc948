import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parserPool } from "../../src/corpus/read/parse-file.ts";
import { setFileDeadline } from "../../src/file-access.ts";
import { nativeLinearAlgebra } from "../../src/native/linear-algebra.ts";
import { threadPool } from "../../src/native/thread-pool.ts";
import { createSteps } from "../../src/steps.ts";
import { type Db, openDb } from "../../src/store/db.ts";
import { setLongestDeadline } from "../../src/store/deadline.ts";
import { sqlText } from "../../src/store/sql.ts";
import { corpus } from "../kill-loop/corpus.ts";
import { type Portrait, portrait } from "../kill-loop/portrait.ts";
import { arm, disarm, type Fault, intercept } from "./faults.ts";
import { Life } from "./life.ts";

/** Where this process finds its database server, and the database that each trial begins with. */
export interface TrialsStart {
  readonly socket: string;
  readonly user: string;
  readonly template: string;
  readonly folder: string;
}

export interface Trial {
  readonly fault: Fault | undefined;
}

export type TrialResult = {
  readonly calls: { readonly database: number; readonly files: number };
  /** The call that was made to fail; undefined when there were fewer. */
  readonly hit: string | undefined;
} & ({ readonly portrait: Portrait } | { readonly fault: string; readonly log: readonly string[] });

const fileDeadlineMs = 800;
/** To which the store adds a second. */
const databaseDeadlineMs = 500;
const files = corpus().filter(({ name }) => /^(sea|law|kitchen)-\d\.(txt|md)$|^sky-(3|15)\.txt$/.test(name));

let trials: ((trial: Trial) => Promise<TrialResult>) | undefined;
const rejections: string[] = [];
process.on("unhandledRejection", (error) => rejections.push((error as Error)?.stack ?? String(error)));
process.once("disconnect", () => process.exit());
process.on("message", async (message: TrialsStart | Trial) => {
  if ("socket" in message) trials = await prepare(message);
  else process.send?.(await trials?.(message));
});

async function prepare(start: TrialsStart): Promise<(trial: Trial) => Promise<TrialResult>> {
  const { socket: host, user, template, folder } = start;
  const parsers = parserPool({ children: 1 });
  const algebra = await nativeLinearAlgebra({ threads: 1 });
  const threads = threadPool(Math.min(2, availableParallelism()));
  const steps = createSteps({
    parsers: () => parsers,
    linearAlgebra: async () => algebra,
    parallel: () => threads,
  });
  const server = openDb({ connection: { host, user, database: "postgres" }, maxConnections: 2 });
  let cleaning = Promise.resolve();
  setFileDeadline(fileDeadlineMs);
  await intercept();
  process.send?.("ready");
  return async ({ fault }) => {
    const name = `trial_${randomUUID().slice(0, 8)}`;
    await server.run(sqlText(`create database ${name} template ${template}`));
    const data = join(folder, name);
    const log: string[] = [];
    const database = `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host)}`;
    try {
      const lived = await counted(fault, data, () =>
        liveOnce({ data, database }, { steps, files, onLog: (line) => log.push(line) }),
      );
      if ("fault" in lived) return { ...lived, log: log.slice(-40) };
      return { ...lived, portrait: await drawn(openDb({ connection: database }), lived.run) };
    } finally {
      await cleaning;
      // The server takes its time to drop one: meanwhile the next trial begins.
      cleaning = server
        .run(sqlText(`drop database if exists ${name} with (force)`))
        .then(() => rm(data, { recursive: true, force: true }));
    }
  };
}

type Lived = Pick<TrialResult, "calls" | "hit"> & ({ readonly run: number } | { readonly fault: string });

/** Lives under a fault, with deadlines that nobody has to wait long for. */
async function counted(
  fault: Fault | undefined,
  folder: string,
  live: () => Promise<number>,
): Promise<Lived> {
  rejections.length = 0;
  setLongestDeadline(databaseDeadlineMs);
  arm(fault, folder);
  const outcome = await live().then(
    (run) => ({ run }),
    (error: unknown) => ({ fault: (error as Error).stack ?? String(error) }),
  );
  const { database, files: fileCalls, hit } = disarm();
  setLongestDeadline(Number.POSITIVE_INFINITY);
  const found = rejections.length > 0 ? { fault: `unhandled: ${rejections.join("\n")}` } : outcome;
  return { calls: { database, files: fileCalls }, hit, ...found };
}

async function liveOnce(...given: Parameters<typeof Life.begin>): Promise<number> {
  const life = await Life.begin(...given);
  try {
    return await life.perform();
  } finally {
    await life.end();
  }
}

/** All but rejections: a file that could not be read was sent again. */
async function drawn(db: Db, run: number): Promise<Portrait> {
  try {
    const { rejections: _, ...parts } = await portrait(db, { analysis: run });
    return parts;
  } finally {
    await db.close();
  }
}
