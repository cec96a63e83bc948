import { useEffect, useRef } from "react";
import { notify } from "../notify.ts";
import { move } from "../url.ts";

/** Lets go of what belonged to the analysis before when another takes its place: its topics have other numbers. */
export function useNewTopics(run: number | null): void {
  const shown = useRef<number | null>(null);
  useEffect(() => {
    const before = shown.current;
    shown.current = run;
    if (before === null || run === null || before === run) return;
    move({ topic: undefined, layer: undefined, map: undefined }, { replace: true });
    notify({
      kind: "done",
      message: `Analysis ${run} is done: its topics take the place of the earlier ones.`,
    });
  }, [run]);
}
