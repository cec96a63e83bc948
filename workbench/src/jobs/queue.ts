import { type Db as BossDatabase, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Db } from "../store/db.ts";
import { runScript, startingAlone } from "../store/queue-start.ts";
import { placeholderSql } from "../store/sql.ts";

/**
 * Hands out word that a run has something to do, to one worker a message. Messages may get lost or come twice: what is
 * to be done, and what was done, only the run's tables say.
 */
export interface Queue {
  /**
   * Wakes up to `workers` idle workers for a run; inside a transaction, at its commit.
   *
   * @param first whether it comes before all that waits already
   */
  wake(db: Db, runId: number, workers?: number, options?: { readonly first?: boolean }): Promise<void>;
  /** Takes messages one at a time until the returned function is called, which waits for the one at hand. */
  work(onRun: (runId: number) => Promise<void>): Promise<() => Promise<void>>;
  /** Clears away old messages; the process that starts the workers does it now and then. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}

const queueName = "run";
const mostWoken = 32;
const longestTurnSeconds = 86_000;
/** A message whose fetching failed is not told of again: so long later the worker looks for itself. */
const lookAgainMs = 500;
const maintenanceDeadlineMs = 120_000;

/** Opens the queue; the first call starts it. */
export function openQueue({ db, log }: { db: Db; log: Logger }): Queue {
  return new BossQueue(db, log);
}

class BossQueue implements Queue {
  readonly #db: Db;
  readonly #log: Logger;
  #boss: Promise<PgBoss> | undefined;

  constructor(db: Db, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  async wake(db: Db, runId: number, workers = 1, { first = false } = {}): Promise<void> {
    const boss = await this.#started();
    const messages = Array.from({ length: Math.min(workers, mostWoken) }, (_, slot) => ({
      data: { runId },
      singletonKey: `${runId}:${slot}`,
      ...(first ? { priority: 1 } : {}),
    }));
    await boss.insert(queueName, messages, { db: asBossDatabase(db) });
  }

  async work(onRun: (runId: number) => Promise<void>): Promise<() => Promise<void>> {
    const boss = await this.#started();
    const workerId = await boss.work<{ runId: number }>(
      queueName,
      { batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 30 },
      async ([message]) => {
        try {
          if (message) await onRun(message.data.runId);
        } finally {
          boss.notifyWorker(workerId);
        }
      },
    );
    const lookAgain = () => void setTimeout(() => boss.notifyWorker(workerId), lookAgainMs).unref();
    boss.on("error", lookAgain);
    return async () => {
      boss.off("error", lookAgain);
      await boss.offWork(queueName, { id: workerId, wait: true });
    };
  }

  async maintain(): Promise<void> {
    await (await this.#started()).supervise(queueName);
  }

  async close(): Promise<void> {
    const boss = await this.#boss?.catch(() => undefined);
    await boss?.stop({ graceful: false, close: false });
  }

  #started(): Promise<PgBoss> {
    this.#boss ??= this.#start().catch((error) => {
      this.#boss = undefined;
      throw error;
    });
    return this.#boss;
  }

  async #start(): Promise<PgBoss> {
    const boss = new PgBoss({
      db: ownBossDatabase(this.#db.within(maintenanceDeadlineMs)),
      useListenNotify: true,
      supervise: false,
      schedule: false,
    });
    boss.on("error", (error) => this.#log.warn({ error }, "the queue reports a fault"));
    boss.on("warning", (warning) => this.#log.warn({ warning }, "the queue warns"));
    await startingAlone(this.#db, async () => {
      await boss.start();
      if (await boss.getQueue(queueName)) return;
      await boss.createQueue(queueName, {
        policy: "short",
        notify: true,
        retryLimit: 0,
        expireInSeconds: longestTurnSeconds,
        deleteAfterSeconds: 60,
      });
    });
    return boss;
  }
}

/** The pool for the queue's own scripts, which begin and end transactions themselves. */
function ownBossDatabase(db: Db): BossDatabase {
  return {
    ...asBossDatabase(db),
    executeSql: async (text, values = []) => ({ rows: await runScript(db, placeholderSql(text, values)) }),
  };
}

function asBossDatabase(db: Db): BossDatabase {
  return {
    executeSql: async (text, values = []) => ({ rows: await db.many(placeholderSql(text, values)) }),
    listen: async (channel, onNotification, onReconnect) => ({
      close: await db.listen(channel, (payload) =>
        payload === undefined ? onReconnect() : onNotification(payload),
      ),
    }),
  };
}
