import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type Db, openDb } from "../src/store/db.ts";
import { openEmbedded, untilStopped } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";
import { sqlText } from "../src/store/sql.ts";
import { commands } from "./model/commands.ts";
import { Machine } from "./model/machine.ts";
import { doneTable, Real } from "./model/real.ts";
import type { Ordeal } from "./ordeal.ts";

const longestSequence = 25;

/** Nothing here depends on what a power cut would leave. */
const withoutWaiting =
  "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$";

/**
 * Plays random sequences of what users, workers and faults can do to runs, on the real tables and on a model in memory,
 * which must say the same after each.
 *
 * @param db migrated, and used by nobody else
 * @throws with the shortest sequence after which they differ, and the seed to play it again
 */
export async function playSequences(
  db: Db,
  { seed, sequences }: { seed: number; sequences: number },
): Promise<number> {
  await db.run(sqlText(`${doneTable}; ${withoutWaiting}`));
  db.reset();
  let played = 0;
  await fc.assert(
    fc.asyncProperty(commands(longestSequence), async (sequence) => {
      played += 1;
      await db.session(async (session) => {
        const real = await Real.open(db, session);
        await fc.asyncModelRun(() => ({ model: new Machine(), real: { real, zombies: [] } }), sequence);
        await real.deleteProject();
        // Each worker locks a number of its own, and the connection lives on.
        await session.run(sqlText("select pg_advisory_unlock_all()"));
      });
    }),
    { seed, numRuns: sequences },
  );
  return played;
}

/** The model test in a database of its own. */
export const modelTrial: Ordeal = async ({ short, seed, count = short ? 300 : 10_000 }) => {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-model-"));
  const embedded = await openEmbedded({ dataFolder: folder, lingerMs: 0 });
  const db = openDb({ connection: embedded.connection });
  try {
    await migrate(db);
    return { sequences: await playSequences(db, { seed, sequences: count }) };
  } finally {
    await db.close();
    embedded.close();
    await untilStopped(folder);
    await rm(folder, { recursive: true, force: true });
  }
};
