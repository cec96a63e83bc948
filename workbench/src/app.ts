import { randomUUID } from "node:crypto";

import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { LinearAlgebra, Parallel } from "@toposcope/algorithms";
import type { Logger } from "pino";
import { localRecommend } from "./answers/recommend.actions.ts";
import { localSearch } from "./answers/search.actions.ts";
import { remoteInteractive } from "./answers/search-process.ts";
import { systemClock } from "./clock.ts";
import type { SettingName, Settings } from "./config.ts";
import type { Clock, Context, Interactive } from "./context.ts";
import { type ParserPool, parserPool } from "./corpus/read/parse-file.ts";
import { ToposcopeError } from "./errors.ts";
import { createWebhookSender, type WebhookSender } from "./events/webhook-sender.ts";
import { machineName } from "./jobs/machine.ts";
import { collectGarbage, MemoryAdvice } from "./jobs/memory-advice.ts";
import { openQueue } from "./jobs/queue.ts";
import type { Steps } from "./jobs/step.ts";
import { createWorkers, type Workers } from "./jobs/workers.ts";
import { openLog } from "./log.ts";
import { makeFolder } from "./make-folder.ts";
import { rerankerSource } from "./native/cross-encoder.ts";
import { embedderSource } from "./native/embedder-source.ts";
import { nativeLinearAlgebra } from "./native/linear-algebra.ts";
import { type ThreadPool, threadPool } from "./native/thread-pool.ts";
import { storedAllowances } from "./providers/allowance.ts";
import { embeddingKeyOf } from "./providers/embedding-key.ts";
import { keyBox } from "./providers/key-box.ts";
import { openLlm } from "./providers/open-llm.ts";
import { redactingEmbedders } from "./providers/redacting-embedders.ts";
import { redactingLlm } from "./providers/redacting-llm.ts";
import { storedLedger } from "./providers/stored-ledger.ts";
import { storedRegistry } from "./providers/stored-registry.ts";
import { createSteps } from "./steps.ts";
import { type Db, type DbOptions, openDb } from "./store/db.ts";
import { openEmbedded } from "./store/embedded.ts";
import { migrate } from "./store/migrate.ts";
import { placeholderKey, someProjectRedacts } from "./store/privacy.ts";
import { requireSameVersion } from "./store/schema-version.ts";
import { editTopicsHere } from "./topics/edit.actions.ts";
import { localPlacement } from "./topics/place.actions.ts";
import { replayTopicEditsHere } from "./topics/replay.actions.ts";
import { tuneHere } from "./topics/tune.actions.ts";

export interface AppOptions {
  readonly settings: Settings;
  /** Settings that win over a project's. */
  readonly flagged?: ReadonlySet<SettingName>;
  readonly log?: Logger;
  readonly clock?: Clock;
  /** Name of the database connections, as the server shows it. */
  readonly sessionName?: string;
  /** False where others work on the same database: its tables then stay as they are. */
  readonly mayMigrate?: boolean;
  /** Threads that embed one text; 1 unless somebody waits for it. */
  readonly embeddingThreads?: number;
}

/** The product, put together: what actions need, and the workers that do what they start. */
export interface App {
  readonly context: Context;
  /** The same for a process that serves requests: what needs computing is done in a process of its own. */
  readonly servingContext: Context;
  readonly workers: Workers;
  /** Tells others what happens; started by a process that stays. */
  readonly webhooks: WebhookSender;
  /** What a worker does at each stage. */
  readonly steps: Steps;
  /** How to reach the database with connections of one's own. */
  readonly connection: DbOptions["connection"];
  close(): Promise<void>;
}

/** A worker reads one file after the other; a server describes two tables at once. */
const filesAtOnce = 2;

/**
 * Opens the database (the one that comes along is started where it does not run) and brings its tables up to date.
 *
 * @throws ToposcopeError DATA_FOLDER_UNUSABLE, DATABASE_UNREACHABLE, DATABASE_NEWER
 */
export async function openApp({
  settings,
  flagged = new Set(),
  log = openLog(settings),
  clock = systemClock,
  sessionName,
  mayMigrate = true,
  embeddingThreads = 1,
}: AppOptions): Promise<App> {
  const uploadFolder = await makeFolders(settings.data);
  const machine = await machineName(settings.data);
  const database = await openDatabase(settings, {
    mayMigrate,
    ...(sessionName === undefined ? {} : { applicationName: sessionName }),
  });
  const { db, connection } = database;
  const queue = openQueue({ db, log });
  const source = embedderSource({ key: embeddingKeyOf(settings), threads: embeddingThreads });
  const embedders = redactingEmbedders(source, () => someProjectRedacts(db));
  const rerankers = rerankerSource();
  const keys = keyBox({ data: settings.data, secret: settings.keySecret });
  const registry = storedRegistry({ db, settings, flagged, keys });
  const ledger = storedLedger({ db, settings, newId: randomUUID });
  const allowances = storedAllowances(db);
  const llm = redactingLlm(openLlm({ registry, ledger, allowances, clock, log }), ({ projectId }) =>
    placeholderKey(db, projectId),
  );
  const { parsers, closeParsers } = parsersOnDemand(settings);
  const ground = {
    db,
    settings,
    flagged,
    log,
    clock,
    newId: randomUUID,
    uploadFolder,
    machine,
    parsers,
    embedders,
    rerankers,
    llm,
    memory: new MemoryAdvice(),
    queue,
  };
  const algebra = openAlgebra();
  const editing = { ...ground, linearAlgebra: algebra.linearAlgebra };
  const searching = localSearch(ground);
  const recommending = localRecommend(editing);
  const local: Interactive = {
    ...searching,
    ...recommending,
    ...localPlacement(editing),
    editTopics: (input) => editTopicsHere(editing, input),
    replayTopicEdits: (input) => replayTopicEditsHere(editing, input),
    tune: (input) => tuneHere(editing, input),
    dropCaches() {
      searching.dropCaches();
      recommending.dropCaches();
    },
  };
  const remote = remoteInteractive(settings);
  const context: Context = { ...ground, interactive: local };
  const workers = createWorkers(context, {
    settings,
    count: settings.workers,
    dropCaches: () => {
      local.dropCaches();
      remote.dropCaches();
      collectGarbage({ thorough: true });
    },
  });
  const webhooks = createWebhookSender(context);
  const threads = openThreads(settings);
  return {
    context,
    servingContext: { ...ground, interactive: remote },
    workers,
    webhooks,
    connection,
    steps: createSteps({ parsers, linearAlgebra: algebra.linearAlgebra, parallel: threads.parallel }),
    async close() {
      await closed([workers.stop(), webhooks.stop()], log);
      const parts = [local, remote, algebra, threads, embedders, rerankers, llm, queue];
      await closed([...parts.map((part) => part.close()), closeParsers()], log);
      await database.close();
    },
  };
}

/** A part that cannot be closed well must not keep the others open. */
async function closed(parts: readonly Promise<void>[], log: Logger): Promise<void> {
  for (const part of await Promise.allSettled(parts))
    if (part.status === "rejected") log.warn({ error: part.reason }, "a part could not be closed well");
}

async function makeFolders(data: string): Promise<string> {
  const uploadFolder = join(data, "uploads");
  try {
    makeFolder(uploadFolder);
  } catch (cause) {
    throw new ToposcopeError("DATA_FOLDER_UNUSABLE", `${data} cannot be used: ${(cause as Error).message}`, {
      cause,
    });
  }
  return uploadFolder;
}

interface OpenedDatabase {
  readonly db: Db;
  readonly connection: DbOptions["connection"];
  close(): Promise<void>;
}

async function openDatabase(
  settings: Settings,
  { mayMigrate, ...options }: Pick<DbOptions, "applicationName"> & { mayMigrate: boolean },
): Promise<OpenedDatabase> {
  const embedded =
    settings.database === undefined ? await openEmbedded({ dataFolder: settings.data }) : undefined;
  try {
    const connection = embedded?.connection ?? (settings.database as string);
    const parameters = { privacy: settings.privacy, min_sources: String(settings.minSources) };
    const db = openDb({ connection, parameters, ...options });
    await settleTables(db, mayMigrate).catch(async (error: unknown) => {
      await db.close();
      throw error;
    });
    return {
      db,
      connection,
      async close() {
        await db.close();
        embedded?.close();
      },
    };
  } catch (error) {
    embedded?.close();
    throw error;
  }
}

async function settleTables(db: Db, mayMigrate: boolean): Promise<void> {
  if (mayMigrate || !(await requireSameVersion(db))) await migrate(db);
}

/** Parser children under the limits that are set: one may have half of what all of Toposcope may. */
export function openParsers(settings: Settings): ParserPool {
  const { memory, memoryLimit = Number.POSITIVE_INFINITY } = settings;
  return parserPool({
    children: filesAtOnce,
    limits: {
      memoryMb: Math.min(memory, Math.floor(memoryLimit / 2)),
      maxFileBytes: settings.maxFileSize * 1_000_000,
      silenceMs: settings.readTimeout * 1_000,
    },
  });
}

function parsersOnDemand(settings: Settings) {
  let pool: ParserPool | undefined;
  return {
    parsers() {
      pool ??= openParsers(settings);
      return pool;
    },
    closeParsers: async () => pool?.close(),
  };
}

/** Linear algebra as a worker needs it, loaded when a step first asks for it. */
function openAlgebra() {
  let algebra: ReturnType<typeof nativeLinearAlgebra> | undefined;
  return {
    linearAlgebra(): Promise<LinearAlgebra> {
      algebra ??= nativeLinearAlgebra({ threads: availableParallelism() });
      return algebra;
    },
    close: async () => (await algebra)?.close(),
  };
}

/**
 * Threads as a worker needs them, started when a kernel first runs. A stage that computes on threads is one batch, which
 * the run's other workers wait for: so it may have every core, unless there are more workers than cores.
 */
function openThreads({ workers = 0 }: Settings) {
  let pool: ThreadPool | undefined;
  const cores = availableParallelism();
  return {
    parallel(): Parallel {
      pool ??= threadPool(Math.max(1, Math.floor(cores / Math.max(1, workers / cores))));
      return pool;
    },
    close: async () => pool?.close(),
  };
}
