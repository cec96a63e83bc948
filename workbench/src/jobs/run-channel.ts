import type { Db } from "../store/db.ts";

const changes = "toposcope_run";
const stops = "toposcope_stop";

/** Tells whoever watches a run that something about it changed, at the transaction's commit. */
export function notifyRun(db: Db, runId: number): Promise<void> {
  return db.notify(changes, String(runId));
}

/** Hears each change of a run; may be called without one. */
export function listenToRun(db: Db, runId: number, onChange: () => void): Promise<() => Promise<void>> {
  return db.listen(changes, (payload) => {
    if (payload === undefined || payload === String(runId)) onChange();
  });
}

/** Tells the workers at a run that it does not go on for now, at the transaction's commit. */
export function notifyStop(db: Db, runId: number): Promise<void> {
  return db.notify(stops, String(runId));
}

/** Hears of runs that may have stopped; without an id it may be any. */
export function listenToStops(
  db: Db,
  onStop: (runId: number | undefined) => void,
): Promise<() => Promise<void>> {
  return db.listen(stops, (payload) => onStop(payload === undefined ? undefined : Number(payload)));
}
