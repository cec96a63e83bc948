import { useEffect, useRef } from "react";
import { notify } from "../notify.ts";
import { currentPlace, move } from "../url.ts";
import type { Analysis } from "./use-analysis.ts";

/** Goes over from one analysis to another: the topic that is open becomes what it became, or is let go. */
export function useNewTopics({ run, before, provisional, topics }: Analysis): void {
  const newest = useRef(0);
  const number = topics.status === "ready" ? topics.data.run : null;
  const isPicture = provisional !== null;
  const latest = useRef({ number, isPicture });
  latest.current = { number, isPicture };
  useEffect(() => {
    if (before === null || run === null) return;
    const isNew = run > Math.max(newest.current, before.run);
    newest.current = Math.max(newest.current, before.run, run);
    followTopic(before.successors, latest.current.isPicture);
    if (!latest.current.isPicture) notify({ kind: "done", message: news(latest.current.number, isNew) });
  }, [run, before]);
}

/** Between pictures the map keeps its places, and so does the view; the map of an analysis is another. */
function followTopic(successors: (topic: number) => number | undefined, isPicture: boolean): void {
  const { topic } = currentPlace();
  const successor = topic === undefined ? undefined : successors(topic);
  const fresh = isPicture ? {} : { layer: undefined, map: undefined };
  move({ topic: successor, ...fresh }, { replace: true });
}

const news = (number: number | null, isNew: boolean) =>
  isNew
    ? `Analysis ${number} is done: its topics take the place of the earlier ones.`
    : `Analysis ${number} is shown again.`;
