import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type pg from "pg";
import { pino } from "pino";
import { afterAll } from "vitest";
import { type App, openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import type { ExploreResult, Run } from "../src/contract.ts";
import { importPaths } from "../src/corpus/import.actions.ts";
import { type ExploreInput, explore } from "../src/explore.ts";
import type { ColumnMapping } from "../src/model.ts";
import { type AnalyzeInput, analyze, watchRun } from "../src/topics/actions.ts";
import { createTestDatabase, type TestDatabase } from "./postgres.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The product over a database and a data folder of its own, with real workers; gone after the file's tests. */
export interface OpenedApp extends App {
  readonly folder: string;
  readonly database: TestDatabase;
  /** What this process logged. */
  readonly log: Record<string, unknown>[];
}

export async function openTestApp(
  flags: Readonly<Record<string, unknown>> = {},
  database?: TestDatabase,
): Promise<OpenedApp> {
  const own = database ?? (await createTestDatabase());
  const folder = temporaryFolder();
  const { settings } = resolveSettings({
    flags: { data: folder, database: urlOf(own.connection), model: "static", workers: 2, ...flags },
  });
  const log: Record<string, unknown>[] = [];
  const app = await openApp({
    settings,
    log: pino({ level: "debug" }, { write: (line) => log.push(JSON.parse(line)) }),
  });
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await app.close();
    if (!database) await own.drop();
  };
  afterAll(close);
  return { ...app, close, folder, database: own, log };
}

function urlOf(connection: pg.ClientConfig | string): string {
  if (typeof connection === "string") return connection;
  const { host = "", user = "", database = "" } = connection;
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`;
}

/** Writes files into a folder; @returns the folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Buffer>>): string {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** Explores as the command line does, and counts the runs that were started. */
export async function explored(
  { context, workers }: App,
  input: ExploreInput,
): Promise<{ result: ExploreResult; runs: Run[] }> {
  const runs: Run[] = [];
  const result = await explore(context, input, {
    async onRun(run) {
      runs.push(run);
      await workers.start();
    },
  });
  return { result, runs };
}

/** Imports and waits for the end. @returns the id of the source, none where nothing was new */
export async function imported(
  { context, workers }: App,
  input: { project: string; paths: readonly string[]; mapping?: ColumnMapping },
): Promise<number | undefined> {
  const started = await importPaths(context, input);
  if (!started) return undefined;
  await workers.start();
  await untilCompleted(context, started.run.id);
  return started.source;
}

export async function analyzed({ context, workers }: App, input: AnalyzeInput): Promise<Run> {
  const run = await analyze(context, input);
  await workers.start();
  return await untilCompleted(context, run.id);
}

async function untilCompleted(context: App["context"], runId: number): Promise<Run> {
  let last: Run | undefined;
  for await (const run of watchRun(context, { run: runId })) last = run;
  if (last?.state !== "completed") throw new Error(`run ${runId} ${last?.state}: ${last?.error}`);
  return last;
}

const themes = {
  sea: ["ship", "harbour", "sailor", "tide", "anchor", "captain", "storm", "lighthouse", "cargo", "deck"],
  kitchen: ["oven", "flour", "butter", "recipe", "sugar", "bread", "kitchen", "baker", "dough", "cake"],
  law: ["court", "judge", "statute", "verdict", "lawyer", "appeal", "contract", "jury", "tribunal", "clause"],
};

/** A text about one of three themes, its own mix of the theme's words. */
export function letter(theme: keyof typeof themes, seed: number): string {
  const words = themes[theme];
  const word = (i: number) => words[(seed * 3 + i * 7) % words.length];
  return Array.from(
    { length: 12 },
    (_, i) =>
      `The ${word(i)} and the ${word(i + 1)} were known for the ${word(i + 2)} in the year ${1700 + seed * 12 + i}.`,
  ).join(" ");
}

/** Letters about three themes as files: `sea-0.txt`, `law-0.txt`, … */
export function letters(each: number): Record<string, string> {
  return Object.fromEntries(
    (Object.keys(themes) as (keyof typeof themes)[]).flatMap((theme) =>
      Array.from({ length: each }, (_, i) => [`${theme}-${i}.txt`, letter(theme, i)]),
    ),
  );
}
