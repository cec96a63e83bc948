import { useEffect, useState } from "react";
import type { Project } from "toposcope/contract";
import type { RunComparison } from "toposcope/topic-contract";
import { compareRunsQuery, mapQuery, queryClient, topicsQuery } from "../queries.ts";

/** What became of a topic of the analysis before: its id in this one; undefined where it is gone. */
export type Successors = (topic: number) => number | undefined;

/** The analysis, or the picture of one under way, that is on screen. */
export interface ShownRun {
  /** Run id; null before there is anything to show. */
  readonly run: number | null;
  /** What was on screen before it, and what became of its topics. */
  readonly before: { readonly run: number; readonly successors: Successors } | null;
}

const same: Successors = (topic) => topic;
const none: Successors = () => undefined;

/**
 * Follows what a project shows, and moves over to it in one go: when its topics and its map are there, and it is known
 * which of its topics go on from those before. Pictures of one run keep their topics' ids.
 */
export function useShownRun(project: Project | undefined): ShownRun {
  const name = project?.name ?? "";
  const shown = project?.shown ?? null;
  const pictureOf = project?.provisional?.of ?? null;
  const [on, setOn] = useState<ShownRun & { readonly pictureOf: number | null }>({
    run: shown,
    before: null,
    pictureOf,
  });
  const { run, pictureOf: earlierOf } = on;
  useEffect(() => {
    if (shown === run) return;
    if (shown === null || run === null) {
      setOn({ run: shown, before: null, pictureOf });
      return;
    }
    let isLeft = false;
    void prepare({ project: name, from: run, to: shown, keepsIds: isSame(pictureOf, earlierOf) }).then(
      (successors) => {
        if (!isLeft) setOn({ run: shown, before: { run, successors }, pictureOf });
      },
    );
    return () => {
      isLeft = true;
    };
  }, [name, shown, run, pictureOf, earlierOf]);
  return on;
}

const isSame = (a: number | null, b: number | null) => a !== null && a === b;

interface Move {
  readonly project: string;
  readonly from: number;
  readonly to: number;
  readonly keepsIds: boolean;
}

async function prepare({ project, from, to, keepsIds }: Move): Promise<Successors> {
  const fetched = [topicsQuery({ project, run: to }), mapQuery({ project, run: to })].map((query) =>
    queryClient.prefetchQuery(query as never),
  );
  const comparison = keepsIds
    ? null
    : queryClient.fetchQuery(compareRunsQuery(project, { a: from, b: to })).catch(() => undefined);
  await Promise.all(fetched);
  return comparison === null ? same : successorsIn(await comparison);
}

const largest = (topics: RunComparison["topics"][number]["after"]) =>
  [...topics].sort((a, b) => b.size - a.size)[0]?.id;

/** Each topic's largest successor; of several that became one, the largest goes on as it. */
export function successorsIn(comparison: RunComparison | undefined): Successors {
  if (comparison === undefined) return none;
  const successors = new Map<number, number>();
  for (const { before, after } of comparison.topics) {
    const [one, other] = [largest(before), largest(after)];
    if (one !== undefined && other !== undefined) successors.set(one, other);
  }
  return (topic) => successors.get(topic);
}
