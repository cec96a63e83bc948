import type { Run } from "toposcope/contract";
import { ApiError, call, isOver, watchRun } from "./api.ts";
import { pause } from "./pause.ts";
import { queryClient } from "./queries.ts";

const retryDelayMs = 1_000;

/**
 * Follows a run until it is over, through broken connections too, and keeps the query cache at its latest state.
 *
 * @throws ApiError when the server refuses to tell
 */
export async function followRun(id: number, { signal }: { signal: AbortSignal }): Promise<Run> {
  for (;;) {
    signal.throwIfAborted();
    try {
      for await (const run of watchRun(id, { signal })) {
        queryClient.setQueryData(["run", id], run);
        if (isOver(run)) return run;
      }
      const run = await call("getRun", { run: id }, { signal });
      queryClient.setQueryData(["run", id], run);
      if (isOver(run)) return run;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) throw error;
    }
    await pause(retryDelayMs, signal);
  }
}
