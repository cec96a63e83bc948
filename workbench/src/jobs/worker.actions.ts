import type { Context } from "../context.ts";
import type { WorkerView } from "../machine-contract.ts";
import * as store from "../store/worker.ts";

/** The worker processes on all machines that share the database. */
export async function listWorkers({ db }: Pick<Context, "db">): Promise<WorkerView[]> {
  return (await store.listWorkers(db)).map(workerView);
}

function workerView(row: store.WorkerRow): WorkerView {
  const { id, host, machine, processId, programVersion, memoryBytes, runId, project, stage, batch } = row;
  return {
    id,
    host,
    machine,
    processId,
    version: programVersion,
    startedAt: row.startedAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    silence: row.silentMs / 1_000,
    memoryBytes,
    at: runId === null || project === null || stage === null ? null : { run: runId, project, stage, batch },
  };
}
