/** How a topic stands to another. */
export interface TopicNearness {
  /** Cosine of the two centroids. */
  readonly similarity: number;
  /** Documents that are about both, and documents that are about each. */
  readonly shared: number;
  readonly documents: readonly [number, number];
}

/** How much shared documents count beside similarity. */
const sharedWeight = 0.3;

/**
 * How much two topics have to do with each other, 0..1: similarity of their passages, and the share of documents that are
 * about both, as the cosine of the two sets.
 */
export function relatedness({ similarity, shared, documents: [one, other] }: TopicNearness): number {
  const overlap = shared / Math.max(1, Math.sqrt(one * other));
  return (1 - sharedWeight) * Math.max(0, similarity) + sharedWeight * overlap;
}
