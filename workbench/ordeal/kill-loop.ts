import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@toposcope/algorithms";
import { openDb } from "../src/store/db.ts";
import { databaseUserName } from "../src/store/embedded-server.ts";
import { Acts } from "./kill-loop/acts.ts";
import { corpus } from "./kill-loop/corpus.ts";
import { firstDifference, type Portrait, portrait } from "./kill-loop/portrait.ts";
import { Product, socketOf } from "./kill-loop/product.ts";
import { stateNow } from "./kill-loop/state.ts";
import { Strikes } from "./kill-loop/strikes.ts";
import type { Figures, Ordeal } from "./ordeal.ts";

const killsPerLife = 12;
const watchDeadlineMs = 5_000;

interface Life {
  readonly portrait: Portrait;
  readonly kills: readonly string[];
  readonly resumed: number;
  readonly failedStarts: number;
}

/**
 * A user imports and analyses while server, workers and database are killed at random times and at named points; at the
 * end nothing that was acknowledged is lost, nothing is there twice, and the topics are those of an undisturbed life.
 */
export const killLoop: Ordeal = async ({ short, seed, count = short ? 60 : 1_000, tell = () => {} }) => {
  const root = await mkdtemp(join(tmpdir(), "toposcope-kills-"));
  try {
    const template = join(root, "template");
    const undisturbed = await live(template, 0, 0);
    tell("an undisturbed life to compare with is lived");
    let kills = 0;
    const totals = { lives: 0, resumed: 0, failedStarts: 0 };
    for (let life = seed; kills < count; life += 1) {
      const folder = join(root, `life-${life}`);
      const lived = await live(folder, life, Math.min(killsPerLife, count - kills), undisturbed.portrait);
      await rm(folder, { recursive: true, force: true });
      kills += lived.kills.length;
      totals.lives += 1;
      totals.resumed += lived.resumed;
      totals.failedStarts += lived.failedStarts;
      tell(`${kills} kills in ${totals.lives} lives`);
    }
    return { kills, ...totals, lost: 0, twice: 0, differing: 0 } satisfies Figures;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

/** One data folder from its first start to its end. @throws with the seed and the kills that led to what was found */
async function live(folder: string, seed: number, kills: number, expected?: Portrait): Promise<Life> {
  const product = new Product(folder);
  const acts = new Acts(product, corpus());
  const db = openDb({
    connection: { host: socketOf(folder), user: databaseUserName, database: "postgres" },
    deadlineMs: watchDeadlineMs,
    maxConnections: 3,
  });
  const strikes = new Strikes(product, db, new Random(seed));
  product.start();
  try {
    await product.answers();
    await performUnder(acts, strikes, kills);
    await acts.check();
    const { "first analysis": first, "second analysis": second } = acts.ledger.runs;
    const drawn = await portrait(db, { first: first as number, second: second as number });
    const difference = expected && firstDifference(expected, drawn);
    if (difference !== undefined) throw new Error(difference);
    const { failedStarts } = product;
    return { portrait: drawn, kills: strikes.log, resumed: acts.resumed, failedStarts };
  } catch (cause) {
    const killed = strikes.log.map((line, i) => `  ${i + 1}. ${line}`).join("\n");
    const again = `npm run ordeal -- kill-loop --seed ${seed} --count ${kills}`;
    const found = `${(cause as Error).message}\nagain: ${again}\nkilled:\n${killed}\n${await stateNow(db)}`;
    throw new Error(found, { cause });
  } finally {
    await db.close();
    await product.close();
  }
}

async function performUnder(acts: Acts, strikes: Strikes, kills: number): Promise<void> {
  const done = new AbortController();
  const striking = strikes.strike(kills, done.signal);
  try {
    await acts.perform();
  } finally {
    done.abort();
    await striking;
  }
}
