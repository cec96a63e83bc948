import type { Context } from "../context.ts";
import { countWork, type WorkCounts } from "../store/work-counts.ts";

/** Runs and open batches by state, for whoever watches the machine. */
export const workCounts = ({ db }: Context): Promise<WorkCounts> => countWork(db);
