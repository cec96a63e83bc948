import type { Hit } from "./retrieve.ts";

/**
 * Hits in the order of the scores that the first of them were given, the best first and equals in the order they were in;
 * those without a score stay behind, as they were.
 */
export function reordered(hits: readonly Hit[], scores: ArrayLike<number>): Hit[] {
  const scored = hits.slice(0, scores.length).map((hit, at) => ({ ...hit, rerank: scores[at]! }));
  return [...scored.sort((a, b) => b.rerank - a.rerank), ...hits.slice(scores.length)];
}

/**
 * One score for hits of which only the first were scored again, going down with them: the new score of those, and for the
 * others what lies below the least of it.
 */
export function scoresInOrder(hits: readonly Hit[]): number[] {
  const least = Math.min(...hits.map(({ rerank }) => rerank ?? Number.POSITIVE_INFINITY));
  if (least === Number.POSITIVE_INFINITY) return hits.map(({ score }) => score);
  return hits.map(({ score, rerank }) => rerank ?? least - 1 + score);
}
