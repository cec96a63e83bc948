import type { WorkSoFar } from "../store/picture.ts";
import { pictureSample } from "./picture-sample.ts";

/** Shares of a run's reading, and of its embedding, from which a picture of it is made: the first is there before a tenth is done. */
const shares = [0.03, 0.15, 0.3, 0.6];
/** Of the time that the whole stage is likely to take, the first picture may take this. */
const firstBudget = 0.025;
/** Of the time that was spent since the last picture, the next one may take this. */
const laterBudget = 0.07;
/** What a first picture takes was measured; a slower machine also embeds more slowly. */
const firstCostMs = 500;
const firstCostPerChunkMs = 1.5;
const growth = 1.2;
/** What a first picture of a run that reads takes until its topics are looked for: no loss, but time in which nothing is seen. */
const firstAheadMs = 15_000;
/** A picture that is seen for a shorter time than this many times its making is not worth it. */
const leastSeen = 2;

/**
 * Whether it is time for another picture of a run, and watching stays cheap with it: topics and maps of all pictures together
 * take less than a tenth of the stage at which the run is. What they embed while it reads it would embed anyway.
 */
export function isPictureDue(soFar: WorkSoFar): boolean {
  const { workShare, isMore, busyMs, elapsedMs, isCovered, last } = soFar;
  const chunks = chunksIn(soFar);
  if (isCovered || chunks === 0 || (last !== null && !last.isOver)) return false;
  const next = shares.find((share) => share > (last?.workShare ?? 0));
  if (next === undefined || workShare < next) return false;
  const costMs = expectedMs(chunks, last);
  const aheadMs = isMore ? (last?.aheadMs ?? firstAheadMs) : 0;
  const leftMs = (elapsedMs * (1 - workShare)) / workShare;
  if (leftMs < aheadMs + leastSeen * costMs) return false;
  return last === null
    ? costMs <= (firstBudget * busyMs) / workShare
    : costMs <= laterBudget * busyMs * (1 - last.workShare / workShare);
}

/** How many chunks a picture begun now has. */
function chunksIn({ chunks, isMore, last }: WorkSoFar): number {
  return isMore ? (last?.chunks || chunks) + pictureSample.chunks : chunks;
}

function expectedMs(chunks: number, last: WorkSoFar["last"]): number {
  if (last === null || last.chunks === 0) return firstCostMs + firstCostPerChunkMs * chunks;
  const fixedMs = Math.min(firstCostMs, last.busyMs);
  return fixedMs + ((last.busyMs - fixedMs) * growth * chunks) / last.chunks;
}
