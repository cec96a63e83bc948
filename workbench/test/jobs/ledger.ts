import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { systemClock } from "../../src/clock.ts";
import { resolveSettings } from "../../src/config.ts";
import type { Context } from "../../src/context.ts";
import { checkEpoch, finishBatch } from "../../src/jobs/batch.ts";
import { MemoryAdvice } from "../../src/jobs/memory-advice.ts";
import { openQueue } from "../../src/jobs/queue.ts";
import type { Step, Steps } from "../../src/jobs/step.ts";
import { type RunSettings, type StageName, stages } from "../../src/model.ts";
import type { Db } from "../../src/store/db.ts";
import { sql } from "../../src/store/sql.ts";

/** What the steps under test do; in place of reading and embedding they keep a ledger of what was done. */
export interface LedgerPlan {
  readonly batchesPerStage: number;
  readonly itemsPerBatch: number;
  readonly batchMs: number;
  /** So long each batch of these stages, by default of all, computes in one stretch, with its row locked. */
  readonly blockMs?: number;
  readonly blocks?: string;
}

export const runSettings: RunSettings = {
  model: "static",
  clustering: "kmeans",
  mapMethod: "pacmap",
  mapAlignment: "rigid",
  seed: 0,
  linkThreshold: 0.25,
  chunkTokens: 1_000,
  chunkOverlap: 150,
};

export function testContext(db: Db): Context {
  const log = pino({ level: "silent" });
  return {
    db,
    log,
    settings: resolveSettings().settings,
    clock: systemClock,
    newId: randomUUID,
    uploadFolder: "/nowhere",
    machine: "here",
    memory: new MemoryAdvice(),
    queue: openQueue({ db, log }),
    llm: { modelFor: async () => undefined },
  } as unknown as Context;
}

export async function createLedger(db: Db): Promise<void> {
  await db.run(sql`create table ledger (run_id bigint, stage text, item int, process_id int)`);
  await db.run(sql`create table completion (run_id bigint, stage text)`);
}

export async function createProject(db: Db, name = "ledger"): Promise<number> {
  const { id } = await db.one<{ id: number }>(sql`
    insert into project (name, chunk_tokens, chunk_overlap, created_at, updated_at)
    values (${name}, 1000, 150, now(), now())
    returning id`);
  return id;
}

/** Steps that write each of their items into the ledger once, half before and half after a pause. */
export function ledgerSteps(plan: LedgerPlan): Steps {
  const all = (names: readonly StageName[]) => names.map((name) => ledgerStep(name, plan));
  return {
    import: all(stages.import),
    analysis: all(stages.analysis),
    picture: all(stages.picture),
    description: [],
    facets: [],
  };
}

export function ledgerStep(name: StageName, plan: LedgerPlan): Step {
  const { batchesPerStage, itemsPerBatch, batchMs, blockMs = 0, blocks = name } = plan;
  return {
    name,
    unit: "items",
    async *plan() {
      for (let batch = 0; batch < batchesPerStage; batch += 1) {
        const items = Array.from({ length: itemsPerBatch }, (_, i) => batch * itemsPerBatch + i);
        yield { items, weight: items.length };
      }
    },
    async run({ db }, batch, { run, signal, progress }) {
      const items = batch.items as number[];
      progress(`from ${items[0]}`, 0);
      await db.transaction(async (tx) => {
        if (blockMs > 0) await checkEpoch(tx, batch);
        await write(tx, run.id, name, items.slice(0, items.length / 2));
        if (blocks === name) block(blockMs);
        await sleep(batchMs, undefined, { signal });
        await write(tx, run.id, name, items.slice(items.length / 2));
        await finishBatch(tx, batch);
      });
    },
    async finish(tx, run) {
      await tx.run(sql`insert into completion values (${run.id}, ${name})`);
    },
  };
}

function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

async function write(tx: Db, runId: number, stage: string, items: readonly number[]): Promise<void> {
  await tx.run(sql`
    insert into ledger select ${runId}, ${stage}, item, ${process.pid} from unnest(${items}::int[]) as item`);
}

/** Items per stage, and how many of them are there more than once. */
export async function ledgerOf(
  db: Db,
  runId: number,
): Promise<Record<string, { items: number; repeated: number }>> {
  const rows = await db.many<{ stage: string; items: number; repeated: number }>(sql`
    select stage, count(*) as items, count(*) filter (where times > 1) as repeated
    from (select stage, item, count(*) as times from ledger where run_id = ${runId} group by stage, item) as counted
    group by stage`);
  return Object.fromEntries(rows.map(({ stage, items, repeated }) => [stage, { items, repeated }]));
}
