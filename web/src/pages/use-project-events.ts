import { useEffect } from "react";
import { followEvents } from "../follow-events.ts";
import { queryClient, refreshProject } from "../queries.ts";

const settleMs = 400;
const longestMs = 2_000;

/** Shows what happens in a project as soon as it happens, whoever did it: many events at once cost one look. */
export function useProjectEvents(project: string): void {
  useEffect(() => {
    const abort = new AbortController();
    // What this page changes just now it asks for again itself, once it knows which topics are gone.
    const refresh = gathered(() => {
      if (queryClient.isMutating() > 0) refresh.soon();
      else void refreshProject(project);
    });
    followEvents(project, { signal: abort.signal, onEvent: refresh.soon }).catch(() => undefined);
    return () => {
      abort.abort(new DOMException("no longer watched", "AbortError"));
      refresh.cancel();
    };
  }, [project]);
}

/** Does something once nothing asks for it any more, and every few seconds while much does. */
function gathered(work: () => void): { soon: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  const run = () => {
    timer = undefined;
    work();
  };
  return {
    soon: () => {
      if (timer === undefined) since = Date.now();
      clearTimeout(timer);
      timer = setTimeout(run, Math.min(settleMs, Math.max(0, since + longestMs - Date.now())));
    },
    cancel: () => clearTimeout(timer),
  };
}
