import type { Db } from "../store/db.ts";

const channel = "toposcope_run";

/** Tells whoever watches a run that something about it changed, at the transaction's commit. */
export function notifyRun(db: Db, runId: number): Promise<void> {
  return db.notify(channel, String(runId));
}

/** Hears each change of a run; may be called without one. */
export function listenToRun(db: Db, runId: number, onChange: () => void): Promise<() => Promise<void>> {
  return db.listen(channel, (payload) => {
    if (payload === undefined || payload === String(runId)) onChange();
  });
}
