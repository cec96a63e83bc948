import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { systemClock } from "../../src/clock.ts";
import { resolveSettings } from "../../src/config.ts";
import { openLlm } from "../../src/providers/open-llm.ts";
import { storedLedger } from "../../src/providers/stored-ledger.ts";
import { openDb } from "../../src/store/db.ts";

/* A process that asks one question of the model behind an address, with the ledger of a database, and tells the answer. */
const [connection = "", baseUrl = "", content = ""] = process.argv.slice(2);
const db = openDb({ connection: JSON.parse(connection) });
const account = { id: 1, name: "child", kind: "compatible", baseUrl, priority: 0 } as const;
const candidate = { account, model: "model", price: { input: 1, output: 4 } };
const llm = openLlm({
  registry: { candidates: async () => ({ routing: "priority", candidates: [candidate] }) },
  ledger: storedLedger({ db, settings: resolveSettings().settings, newId: randomUUID }),
  clock: systemClock,
  log: pino({ level: "silent" }),
});
const messages = [{ role: "user" as const, content }];
const { value, origin } = await llm.text({
  purpose: "naming",
  prompt: "once/1",
  messages,
  of: { projectId: 0 },
});
process.send?.({ value, cached: origin.cached });
await llm.close();
await db.close();
process.disconnect();
