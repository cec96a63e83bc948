import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Random } from "@toposcope/algorithms";
import type { ClientConfig } from "pg";
import { pino } from "pino";
import { openQueue } from "../src/jobs/queue.ts";
import { nodeOptions } from "../src/process.ts";
import { openDb } from "../src/store/db.ts";
import { openEmbedded, untilStopped } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";
import { sqlText } from "../src/store/sql.ts";
import { firstDifference, type Portrait } from "./kill-loop/portrait.ts";
import { databaseFaults, type Fault, fileFaults } from "./nth-failure/faults.ts";
import type { Trial, TrialResult, TrialsStart } from "./nth-failure/trials.child.ts";
import type { Ordeal } from "./ordeal.ts";

const trialDeadlineMs = 120_000;
/** A trial waits more than it computes. */
const crewsPerCore = 2;
const template = "toposcope_template";

/**
 * Import, analysis, edit and export while call n to the database or to the file system fails, for n = 1, 2, 3 … and every
 * kind of failure; in the short form for a sample. Each time the job comes to its end, with the result that it has
 * undisturbed, and nothing hangs.
 */
export const nthFailure: Ordeal = async ({
  short,
  seed,
  count = short ? 200 : undefined,
  tell = () => {},
}) => {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-nth-"));
  const embedded = await openEmbedded({ dataFolder: folder, lingerMs: 0 });
  const crews: Crew[] = [];
  try {
    const start = await prepareTemplate(embedded.connection, folder);
    for (let i = 0; i < crewsPerCore * availableParallelism(); i += 1) crews.push(await Crew.start(start));
    await Promise.all(crews.map((crew) => crew.undisturbed()));
    const undisturbed = await (crews[0] as Crew).undisturbed();
    tell(`undisturbed, the job takes ${JSON.stringify(undisturbed.calls)} calls`);
    const faults = sample(everyFault(undisturbed.calls), count, new Random(seed));
    let done = 0;
    let hits = 0;
    const tryOn = async (crew: Crew) => {
      for (let fault = faults.shift(); fault; fault = faults.shift()) {
        if (await crew.try(fault, undisturbed.portrait)) hits += 1;
        done += 1;
        if (done % 25 === 0) tell(`${done} failures, ${faults.length} left`);
      }
    };
    await Promise.all(crews.map(tryOn));
    return { failures: done, hits, ...undisturbed.calls, corrupted: 0, hanging: 0, unhandled: 0 };
  } finally {
    for (const crew of crews) crew.end();
    embedded.close();
    await untilStopped(folder);
    await rm(folder, { recursive: true, force: true });
  }
};

async function prepareTemplate(connection: ClientConfig, folder: string): Promise<TrialsStart> {
  const server = openDb({ connection });
  await server.run(sqlText(`create database ${template}`));
  await server.close();
  const db = openDb({ connection: { ...connection, database: template } });
  await migrate(db);
  const queue = openQueue({ db, log: pino({ level: "silent" }) });
  await queue.maintain();
  await queue.close();
  await db.close();
  const { host = "", user = "" } = connection;
  return { socket: host, user, template, folder: join(folder, "trials") };
}

function everyFault(calls: { database: number; files: number }): Fault[] {
  const numbers = (most: number) => Array.from({ length: most }, (_, i) => i + 1);
  return [
    ...numbers(calls.database).flatMap((call) =>
      databaseFaults.map((kind): Fault => ({ of: "database", call, kind })),
    ),
    ...numbers(calls.files).flatMap((call) => fileFaults.map((kind): Fault => ({ of: "files", call, kind }))),
  ];
}

function sample(all: Fault[], count: number | undefined, random: Random): Fault[] {
  if (count === undefined || count >= all.length) return all;
  const order = all.map((fault) => ({ fault, at: random.uniform() }));
  return order
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ fault }) => fault);
}

type Undisturbed = Pick<TrialResult, "calls"> & { readonly portrait: Portrait };

/** A process that makes trials one after the other. */
class Crew {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(start: TrialsStart): Promise<Crew> {
    const path = fileURLToPath(new URL("nth-failure/trials.child.ts", import.meta.url));
    const child = fork(path, { serialization: "advanced", execArgv: nodeOptions() });
    const crew = new Crew(child);
    await crew.#asked(start);
    return crew;
  }

  async undisturbed(): Promise<Undisturbed> {
    const result = await this.#asked<TrialResult>({ fault: undefined });
    if ("fault" in result)
      throw new Error(`undisturbed, the job failed: ${result.fault}\n${result.log.join("\n")}`);
    return result;
  }

  /** @returns whether the fault met a call; @throws with how to see it again */
  async try(fault: Fault, expected: Portrait): Promise<boolean> {
    const of = `${fault.kind} at call ${fault.call} of ${fault.of}`;
    const result = await this.#asked<TrialResult>({ fault } satisfies Trial).catch((cause: unknown) => {
      throw new Error(`${of}: ${(cause as Error).message}`, { cause });
    });
    const name = `${of} (${result.hit ?? "not met"})`;
    if ("fault" in result) throw new Error(`${name}: ${result.fault}\n${result.log.join("\n")}`);
    const difference = firstDifference(expected, result.portrait);
    if (difference !== undefined) throw new Error(`${name}: ${difference}`);
    return result.hit !== undefined;
  }

  end(): void {
    this.#child.kill("SIGKILL");
  }

  #asked<T>(message: object): Promise<T> {
    return new Promise((resolve, reject) => {
      const child = this.#child;
      const timer = setTimeout(() => settle(() => reject(new Error("a trial hangs"))), trialDeadlineMs);
      const onExit = () => settle(() => reject(new Error("the process of the trials ended")));
      const onMessage = (answer: unknown) => settle(() => resolve(answer as T));
      const settle = (how: () => void) => {
        clearTimeout(timer);
        child.off("exit", onExit).off("message", onMessage);
        how();
      };
      child.once("exit", onExit).once("message", onMessage);
      child.send(message);
    });
  }
}
