import { InputError } from "../input-error.ts";

/**
 * How likes and dislikes make one score of an item:
 * - average: similarity to the mean of the likes, doubled, less that to the mean of the dislikes
 * - best: similarity to the nearest like; where a dislike is nearer, the more below 0 the nearer it is
 * - sum: similarities to the likes less those to the dislikes
 */
export const preferenceStrategies = ["best", "average", "sum"] as const;
export type PreferenceStrategy = (typeof preferenceStrategies)[number];

/**
 * How much each item is like what is liked and unlike what is disliked. Comparable within one call only.
 *
 * @param products e × n, row-major: the cosine of each example with each item; may be longer
 * @param weights e numbers: how much each example counts, below 0 for a dislike
 * @returns n scores
 * @throws InputError when `products` is too short
 *
 * Cost O(e·n). An example of half the weight moves a score half as much.
 *
 * @see Qdrant, "Recommendation API" (the three strategies); deviates: examples have weights, and without dislikes the mean of the likes is the query
 */
export function preferenceScores(
  products: Float32Array,
  weights: ArrayLike<number>,
  { items, strategy }: { readonly items: number; readonly strategy: PreferenceStrategy },
): Float32Array {
  if (products.length < weights.length * items)
    throw new InputError(
      `${weights.length} × ${items} products are wanted, found ${products.length} numbers`,
    );
  if (strategy === "best") return bestScores(products, weights, items);
  const factors = strategy === "sum" ? Float64Array.from(weights) : averageFactors(weights);
  const scores = new Float32Array(items);
  for (let example = 0; example < factors.length; example++) {
    const from = example * items;
    const factor = factors[example];
    for (let item = 0; item < items; item++) scores[item] += factor * products[from + item];
  }
  return scores;
}

function averageFactors(weights: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(weights);
  const likes = all.reduce((sum, weight) => sum + Math.max(0, weight), 0);
  const dislikes = all.reduce((sum, weight) => sum + Math.max(0, -weight), 0);
  const share = dislikes > 0 ? 2 : 1;
  return all.map((weight) => (weight > 0 ? (share * weight) / likes : weight / dislikes));
}

function bestScores(products: Float32Array, weights: ArrayLike<number>, items: number): Float32Array {
  const likes = new Float32Array(items).fill(Number.NEGATIVE_INFINITY);
  const dislikes = new Float32Array(items).fill(Number.NEGATIVE_INFINITY);
  for (let example = 0; example < weights.length; example++) {
    const weight = Math.abs(weights[example]);
    const best = weights[example] > 0 ? likes : dislikes;
    const from = example * items;
    for (let item = 0; item < items; item++) {
      const score = weight * products[from + item];
      if (score > best[item]) best[item] = score;
    }
  }
  for (let item = 0; item < items; item++) {
    const dislike = dislikes[item];
    if (likes[item] <= dislike) likes[item] = -dislike * Math.abs(dislike);
  }
  return likes;
}
