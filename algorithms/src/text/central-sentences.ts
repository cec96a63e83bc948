export interface CentralSentenceOptions {
  /** Sentences wanted. */
  readonly count?: number | undefined;
  /** For each sentence how much it is wanted beforehand, not negative; all alike without it. */
  readonly weights?: readonly number[] | undefined;
  /** How much being central counts against saying something new, 0..1. */
  readonly centrality?: number | undefined;
}

const damping = 0.85;
const iterations = 30;

/**
 * The sentences that say best what all of them say, and do not repeat each other: central in the graph of sentences that
 * share words, then chosen one by one by what they add.
 *
 * @param sentences content words of each
 * @returns indices of at most `count` sentences with words, best first, equal ones by the lower index
 *
 * Cost O(pairs of sentences that share a word · iterations).
 * @see Erkan & Radev 2004 (LexRank); Carbonell & Goldstein 1998 (maximal marginal relevance)
 */
export function centralSentences(
  sentences: readonly (readonly string[])[],
  { count = 3, weights, centrality = 0.7 }: CentralSentenceOptions = {},
): number[] {
  const similar = sharedMeaning(sentences);
  const scores = centralities(similar, startOf(sentences, weights));
  const most = scores.reduce((high, score) => Math.max(high, score), 0);
  const left = new Set(sentences.flatMap((words, i) => (words.length > 0 ? [i] : [])));
  const repeated = new Float64Array(sentences.length);
  const chosen: number[] = [];
  while (chosen.length < count && left.size > 0) {
    let best = -1;
    let bestGain = Number.NEGATIVE_INFINITY;
    for (const i of left) {
      const gain = (centrality * scores[i]) / (most || 1) - (1 - centrality) * repeated[i];
      if (gain > bestGain) [best, bestGain] = [i, gain];
    }
    chosen.push(best);
    left.delete(best);
    for (const [other, similarity] of similar[best]) repeated[other] = Math.max(repeated[other], similarity);
  }
  return chosen;
}

/** For each sentence those that share words with it and the cosine of their TF-IDF vectors. */
function sharedMeaning(sentences: readonly (readonly string[])[]): Map<number, number>[] {
  const vectors = unitVectors(sentences);
  const holders = new Map<string, number[]>();
  const similar = sentences.map(() => new Map<number, number>());
  for (const [i, vector] of vectors.entries()) {
    for (const [word, weight] of vector) {
      const earlier = holders.get(word) ?? [];
      for (const j of earlier) {
        const product = weight * (vectors[j].get(word) ?? 0);
        similar[i].set(j, (similar[i].get(j) ?? 0) + product);
        similar[j].set(i, (similar[j].get(i) ?? 0) + product);
      }
      earlier.push(i);
      holders.set(word, earlier);
    }
  }
  return similar;
}

function unitVectors(sentences: readonly (readonly string[])[]): Map<string, number>[] {
  const frequency = new Map<string, number>();
  for (const sentence of sentences)
    for (const word of new Set(sentence)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return sentences.map((sentence) => {
    const vector = new Map<string, number>();
    for (const word of sentence) vector.set(word, (vector.get(word) ?? 0) + 1);
    let squares = 0;
    for (const [word, times] of vector) {
      const weight = times * Math.log(1 + sentences.length / (frequency.get(word) ?? 1));
      vector.set(word, weight);
      squares += weight * weight;
    }
    const norm = Math.sqrt(squares) || 1;
    for (const [word, weight] of vector) vector.set(word, weight / norm);
    return vector;
  });
}

/** Where a reader who jumps between sentences begins anew: anywhere with words, as the weights have it. */
function startOf(
  sentences: readonly (readonly string[])[],
  weights: readonly number[] | undefined,
): Float64Array {
  const start = Float64Array.from(sentences, (words, i) => (words.length > 0 ? (weights?.[i] ?? 1) : 0));
  const sum = start.reduce((total, weight) => total + weight, 0);
  return sum > 0 ? start.map((weight) => weight / sum) : start;
}

/** How often such a reader is at each sentence, who goes to similar ones. */
function centralities(similar: readonly ReadonlyMap<number, number>[], start: Float64Array): Float64Array {
  const degrees = similar.map((others) => [...others.values()].reduce((sum, one) => sum + one, 0));
  let scores = start;
  for (let round = 0; round < iterations; round++) {
    const next = start.map((share) => (1 - damping) * share);
    for (const [i, others] of similar.entries()) {
      if (degrees[i] === 0) next[i] += damping * scores[i];
      else for (const [j, similarity] of others) next[j] += (damping * scores[i] * similarity) / degrees[i];
    }
    scores = next;
  }
  return scores;
}
