import type pg from "pg";
import { serveAsWorker } from "../../src/jobs/worker-process.ts";
import { openDb } from "../../src/store/db.ts";
import { type LedgerPlan, ledgerSteps, testContext } from "./ledger.ts";

interface LedgerSettings {
  readonly connection: pg.ClientConfig | string;
  readonly plan: LedgerPlan;
}

serveAsWorker(async ({ connection, plan }: LedgerSettings, sessionName) => {
  const db = openDb({ connection, applicationName: sessionName, maxConnections: 4 });
  const context = testContext(db);
  return {
    context,
    steps: ledgerSteps(plan),
    connection,
    async close() {
      await context.queue.close();
      await db.close();
    },
  };
});
