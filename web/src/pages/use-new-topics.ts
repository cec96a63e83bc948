import { useEffect, useRef } from "react";
import { notify } from "../notify.ts";
import { move } from "../url.ts";

/** Lets go of what belonged to the analysis before when another takes its place: its topics have other numbers. */
export function useNewTopics(run: number | null): void {
  const shown = useRef<number | null>(null);
  const newest = useRef(0);
  useEffect(() => {
    const before = shown.current;
    const isNew = run !== null && run > newest.current;
    shown.current = run;
    newest.current = Math.max(newest.current, run ?? 0);
    if (before === null || run === null || before === run) return;
    move({ topic: undefined, layer: undefined, map: undefined }, { replace: true });
    notify({
      kind: "done",
      message: isNew
        ? `Analysis ${run} is done: its topics take the place of the earlier ones.`
        : `Analysis ${run} is shown again.`,
    });
  }, [run]);
}
