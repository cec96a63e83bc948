import type { EmbeddingSoFar } from "../store/picture.ts";

/** Shares of a run's embedding from which a picture of it is made: the first is there before a tenth is done. */
const shares = [0.03, 0.15, 0.3, 0.6];
/** Of the time that the whole embedding is likely to take, the first picture may take this. */
const firstBudget = 0.025;
/** Of the time that was spent since the last picture, the next one may take this. */
const laterBudget = 0.07;
/** What a first picture takes was measured; a slower machine also embeds more slowly. */
const firstCostMs = 500;
const firstCostPerChunkMs = 1.5;
const growth = 1.2;
/** A picture that is seen for a shorter time than this many times its making is not worth it. */
const leastSeen = 2;

/**
 * Whether it is time for another picture of a run, and watching stays cheap with it: all pictures together take less than
 * a tenth of the embedding.
 */
export function isPictureDue(soFar: EmbeddingSoFar): boolean {
  const { workShare, chunks, busyMs, elapsedMs, isCovered, last } = soFar;
  if (isCovered || chunks === 0 || (last !== null && !last.isOver)) return false;
  const next = shares.find((share) => share > (last?.workShare ?? 0));
  if (next === undefined || workShare < next) return false;
  const costMs = expectedMs(soFar);
  const leftMs = (elapsedMs * (1 - workShare)) / workShare;
  if (leftMs < leastSeen * costMs) return false;
  return last === null
    ? costMs <= (firstBudget * busyMs) / workShare
    : costMs <= laterBudget * busyMs * (1 - last.workShare / workShare);
}

function expectedMs({ chunks, last }: EmbeddingSoFar): number {
  if (last === null || last.chunks === 0) return firstCostMs + firstCostPerChunkMs * chunks;
  const fixedMs = Math.min(firstCostMs, last.busyMs);
  return fixedMs + ((last.busyMs - fixedMs) * growth * chunks) / last.chunks;
}
