import { type Matrix, normaliseRows, rowDot } from "./matrix.ts";

/** Two related topics, a < b, and the cosine of their centroids. */
export interface TopicLink {
  readonly a: number;
  readonly b: number;
  readonly similarity: number;
}

/**
 * Pairs of topics whose centroids are similar, most similar first.
 *
 * @param centroids k × d
 * @param threshold least cosine of a pair
 *
 * Cost O(k²·d).
 */
export function topicLinks(centroids: Matrix, threshold = 0.25): TopicLink[] {
  const directions = normaliseRows(centroids);
  const links: TopicLink[] = [];
  for (let a = 0; a < directions.rows; a++) {
    for (let b = a + 1; b < directions.rows; b++) {
      const similarity = rowDot(directions, a, directions, b);
      if (similarity >= threshold) links.push({ a, b, similarity });
    }
  }
  return links.sort((x, y) => y.similarity - x.similarity || x.a - y.a || x.b - y.b);
}
