import type pg from "pg";
import { serveAsWorker } from "../../src/jobs/worker-process.ts";
import { openDb } from "../../src/store/db.ts";
import { type LedgerPlan, ledgerSteps, testContext } from "./ledger.ts";

serveAsWorker(async ({ connection, plan }: { connection: pg.ClientConfig | string; plan: LedgerPlan }) => {
  const db = openDb({ connection, applicationName: "toposcope ledger worker", maxConnections: 4 });
  const context = testContext(db);
  return {
    context,
    steps: ledgerSteps(plan),
    async close() {
      await context.queue.close();
      await db.close();
    },
  };
});
