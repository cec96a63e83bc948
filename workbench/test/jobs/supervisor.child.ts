import type pg from "pg";
import { createWorkers } from "../../src/jobs/workers.ts";
import { openDb } from "../../src/store/db.ts";
import { type LedgerPlan, testContext } from "./ledger.ts";

/* A process that keeps two worker processes, as a server or a command does; started to be killed. */
process.once("message", async (settings: { connection: pg.ClientConfig | string; plan: LedgerPlan }) => {
  const db = openDb({ connection: settings.connection, applicationName: "toposcope supervisor" });
  const workers = createWorkers(testContext(db), {
    settings,
    count: 2,
    module: "../test/jobs/ledger.child",
  });
  await workers.start();
  process.send?.("started");
});
