import { setImmediate } from "node:timers/promises";
import type { StageProgress } from "../contract.ts";
import type { StageName } from "../model.ts";
import type { ClaimedBatch } from "../store/batch.ts";
import type { BatchProgress } from "./step.ts";

/** What the stages that are done in one piece do, one after the other, and how much of the stage each part takes. */
export const stageParts = {
  neighbors: { "reading vectors": 0.15, "nearest neighbours": 0.8, "keeping neighbours": 0.05 },
  cluster: { "reading vectors": 0.1, topics: 0.85, "keeping topics": 0.05 },
  map: { "reading vectors": 0.05, "places on the map": 0.92, "keeping the map": 0.03 },
  name: { "reading topics": 0.05, words: 0.4, names: 0.35, relevance: 0.15, "keeping topics": 0.05 },
} as const satisfies Partial<Record<StageName, Readonly<Record<string, number>>>>;

type PartedStage = keyof typeof stageParts;

/** The parts of a stage, how much of it each is, and how much of each is done when this share of the stage is. */
export function partsOf(stage: StageName, share: number): StageProgress["parts"] {
  const parts: Readonly<Record<string, number>> = stage in stageParts ? stageParts[stage as PartedStage] : {};
  let before = 0;
  return Object.entries(parts).map(([name, weight]) => {
    const done = Math.min(1, Math.max(0, (share - before) / weight));
    before += weight;
    return { name, weight, share: done };
  });
}

const breathEveryMs = 200;

/**
 * Shows which part of a stage is being done. The function of a part shows how far that is, and lets the event loop run
 * now and then, so that it can be stopped.
 */
export function showParts<S extends PartedStage>(
  stage: S,
  { weight }: Pick<ClaimedBatch, "weight">,
  progress: BatchProgress,
): (part: keyof (typeof stageParts)[S] & string) => (done: number, total: number) => Promise<void> {
  const parts = Object.entries<number>(stageParts[stage]);
  return (part) => {
    const at = parts.findIndex(([name]) => name === part);
    const before = parts.slice(0, at).reduce((sum, [, size]) => sum + size, 0);
    const size = parts[at]?.[1] ?? 0;
    const show = (share: number) => progress(part, weight * (before + size * share));
    show(0);
    let last = performance.now();
    return async (done, total) => {
      if (performance.now() - last < breathEveryMs) return;
      show(total > 0 ? done / total : 0);
      await setImmediate();
      last = performance.now();
    };
  };
}
