import { ToposcopeError } from "../../src/errors.ts";
import { finishBatch } from "../../src/jobs/batch.ts";
import type { Step, Steps } from "../../src/jobs/step.ts";
import { type StageName, stages } from "../../src/model.ts";
import type { Db } from "../../src/store/db.ts";
import type { ClaimedBatch } from "../../src/store/run.ts";
import { sql } from "../../src/store/sql.ts";
import type { World } from "./world.ts";

const batchesPerStage = 2;
const itemsPerBatch = 2;

/** Steps that take virtual time, keep a ledger of what they did, and go wrong while there are faults. */
export function simulatedSteps(world: World, faults: { readonly on: boolean }): Steps {
  const all = (names: readonly StageName[]) => names.map((name) => simulatedStep(name, world, faults));
  return {
    import: all(stages.import),
    analysis: all(stages.analysis),
    picture: [],
    description: [],
    facets: [],
  };
}

function simulatedStep(name: StageName, world: World, faults: { readonly on: boolean }): Step {
  return {
    name,
    unit: "items",
    async *plan({ clock }, _, { signal }) {
      for (let batch = 0; batch < batchesPerStage; batch += 1) {
        await clock.sleep(world.between(0, 200), { signal });
        const items = Array.from({ length: itemsPerBatch }, (_, i) => batch * itemsPerBatch + i);
        yield { items, weight: items.length };
      }
      if (faults.on) fail(world);
    },
    async run({ db, clock }, batch, { signal, progress }) {
      progress("begun", 1);
      await clock.sleep(computingMs(world), { signal });
      signal.throwIfAborted();
      if (faults.on) fail(world);
      await db.transaction(async (tx) => {
        await keep(tx, batch);
        await clock.sleep(world.between(0, 30));
        await finishBatch(tx, batch);
      });
    },
    async finish(tx, run) {
      if (faults.on && world.chance(0.03)) throw new Error("finishing went wrong");
      await tx.run(sql`insert into simulated.finished values (${run.id}, ${name})`);
    },
  };
}

const computingMs = (world: World) =>
  world.chance(0.03) ? world.between(5_000, 20_000) : world.between(5, 500);

function fail(world: World): void {
  if (world.chance(0.03)) throw new Error("a batch went wrong");
  if (world.chance(0.02)) throw new ToposcopeError("DISK_FULL", "there is no room");
  if (world.chance(0.005)) throw new ToposcopeError("MODEL_NOT_FOUND", "there is no such model");
}

async function keep(tx: Db, { id, runId, stage, epoch, items }: ClaimedBatch): Promise<void> {
  await tx.run(sql`
    insert into simulated.done (run_id, stage, item, batch_id, epoch)
    select ${runId}, ${stage}, item, ${id}, ${epoch} from unnest(${items as number[]}::int[]) as item`);
}
