import { InputError } from "../input-error.ts";
import { type Matrix, rowDot } from "../matrix.ts";

/** How alike the words of topics mean. */
export interface MeaningCoherence {
  /** Mean cosine of two words of one topic, averaged over the topics; NaN when none has two. */
  readonly inside: number;
  /** Mean cosine of a word of one topic and a word of another; NaN with fewer than two topics. */
  readonly between: number;
}

/**
 * Compares the meanings of words inside topics with those between topics: good topics are alike inside and unlike between.
 *
 * @param topics for each topic the rows of its words
 * @param vectors a row of unit length for each word
 * @throws InputError for a row that is not there
 *
 * Cost O(topics · words² · d + topics² · d).
 */
export function meaningCoherence(topics: readonly ArrayLike<number>[], vectors: Matrix): MeaningCoherence {
  const { rows, cols } = vectors;
  const filled = topics.filter((topic) => topic.length > 0);
  for (const topic of filled)
    for (let i = 0; i < topic.length; i++)
      if (!(topic[i] >= 0 && topic[i] < rows)) throw new InputError(`there is no row ${topic[i]} of ${rows}`);
  const inside = filled.filter((topic) => topic.length > 1).map((topic) => pairMean(topic, vectors));
  const means: Matrix = { rows: filled.length, cols, data: new Float32Array(filled.length * cols) };
  for (const [t, topic] of filled.entries()) {
    for (let i = 0; i < topic.length; i++)
      for (let c = 0; c < cols; c++)
        means.data[t * cols + c] += vectors.data[topic[i] * cols + c] / topic.length;
  }
  const between: number[] = [];
  for (let a = 0; a < filled.length; a++)
    for (let b = 0; b < a; b++) between.push(rowDot(means, a, means, b));
  return { inside: mean(inside), between: mean(between) };
}

function pairMean(topic: ArrayLike<number>, vectors: Matrix): number {
  const values: number[] = [];
  for (let i = 0; i < topic.length; i++)
    for (let j = 0; j < i; j++) values.push(rowDot(vectors, topic[i], vectors, topic[j]));
  return mean(values);
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? Number.NaN : sum / values.length;
}
