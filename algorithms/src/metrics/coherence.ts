/** Words in the order of a text. */
export type WordSequence = readonly string[];

export interface CoherenceOptions {
  /** Words of the window within which two words occur together. */
  readonly window?: number | undefined;
}

const tiny = 1e-12;

/**
 * How much more often the words of each topic occur together than by chance: the mean normalised pointwise mutual
 * information of all pairs, -1..1, over windows that slide through the texts.
 *
 * @param topics words of each topic, as the texts write them
 * @param texts words of each text; a text shorter than the window is one window
 * @returns for each topic its coherence; NaN with fewer than two words. A pair with a word that never occurs counts 0
 *
 * Cost O(words of the texts · words that share a topic). @see Bouma 2009; equal to gensim's c_npmi
 */
export function npmiCoherence(
  topics: readonly WordSequence[],
  texts: Iterable<WordSequence>,
  { window = 10 }: CoherenceOptions = {},
): number[] {
  const counts = countWindows(topics, texts, window);
  return counts.topics.map((ids) => {
    let sum = 0;
    let pairs = 0;
    for (let i = 0; i < ids.length; i++) {
      for (let j = 0; j < i; j++) {
        sum += npmi(counts, ids[i], ids[j]);
        pairs++;
      }
    }
    return pairs === 0 ? Number.NaN : sum / pairs;
  });
}

/**
 * How alike the words of each topic keep company: the mean cosine between each word's vector of normalised pointwise
 * mutual information with the topic's words and the sum of all their vectors, over windows of 110 words.
 *
 * @param topics words of each topic, as the texts write them
 * @param texts words of each text
 * @returns for each topic its coherence, about 0..1; NaN without words
 *
 * Cost O(words of the texts · words that share a topic). @see Röder, Both & Hinneburg, WSDM 2015; equal to gensim's c_v
 */
export function cvCoherence(
  topics: readonly WordSequence[],
  texts: Iterable<WordSequence>,
  { window = 110 }: CoherenceOptions = {},
): number[] {
  const counts = countWindows(topics, texts, window);
  return counts.topics.map((ids) => {
    const vectors = ids.map((a) => Float64Array.from(ids, (b) => npmi(counts, a, b)));
    const sum = new Float64Array(ids.length);
    for (const vector of vectors) for (let c = 0; c < sum.length; c++) sum[c] += vector[c];
    let total = 0;
    for (const vector of vectors) total += cosine(vector, sum);
    return total / vectors.length;
  });
}

interface WindowCounts {
  readonly windows: number;
  /** Topics as word numbers. */
  readonly topics: readonly (readonly number[])[];
  /** Windows that each word is in. */
  readonly occurrences: Float64Array;
  /** For each word, the windows that it shares with the other words of its topics. */
  readonly together: readonly ReadonlyMap<number, number>[];
}

function npmi({ windows, occurrences, together }: WindowCounts, a: number, b: number): number {
  if (occurrences[a] === 0 || occurrences[b] === 0) return 0;
  const joint = a === b ? occurrences[a] : (together[Math.min(a, b)].get(Math.max(a, b)) ?? 0);
  const share = joint / windows + tiny;
  const ratio = Math.log(share / ((occurrences[a] / windows) * (occurrences[b] / windows)));
  return ratio / -Math.log(share);
}

function cosine(a: Float64Array, b: Float64Array): number {
  let dot = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (let c = 0; c < a.length; c++) {
    dot += a[c] * b[c];
    lengthA += a[c] * a[c];
    lengthB += b[c] * b[c];
  }
  return lengthA === 0 || lengthB === 0 ? 0 : dot / Math.sqrt(lengthA * lengthB);
}

function countWindows(
  topics: readonly WordSequence[],
  texts: Iterable<WordSequence>,
  window: number,
): WindowCounts {
  const numbers = new Map<string, number>();
  for (const topic of topics)
    for (const word of topic) if (!numbers.has(word)) numbers.set(word, numbers.size);
  const numbered = topics.map((topic) => [...new Set(topic)].map((word) => numbers.get(word)!));
  const slider = new Slider(numbers.size, numbered);
  let windows = 0;
  for (const text of texts) {
    slider.slide(
      text.map((word) => numbers.get(word) ?? -1),
      window,
    );
    windows += windowsOf(text.length, window);
  }
  return { windows, topics: numbered, occurrences: slider.occurrences, together: slider.together };
}

const windowsOf = (length: number, window: number) => Math.max(1, length - window + 1);

/**
 * Counts the windows of texts that each word and each pair of a topic is in. A word that stands twice in a window counts
 * as gone once the first of the two has left: so gensim counts, and every published figure with it.
 */
class Slider {
  readonly occurrences: Float64Array;
  /** By the lower word of a pair, then the higher. */
  readonly together: Map<number, number>[];
  readonly #partners: readonly Int32Array[];
  /** First window that a word is in; -1 for one that is in none now. */
  readonly #since: Int32Array;

  constructor(words: number, topics: readonly (readonly number[])[]) {
    this.occurrences = new Float64Array(words);
    this.together = Array.from({ length: words }, () => new Map());
    const partners = Array.from({ length: words }, () => new Set<number>());
    for (const ids of topics) for (const a of ids) for (const b of ids) if (a !== b) partners[a].add(b);
    this.#partners = partners.map((own) => Int32Array.from(own));
    this.#since = new Int32Array(words).fill(-1);
  }

  slide(ids: readonly number[], window: number): void {
    for (let at = 0; at < ids.length; at++) {
      const number = Math.max(0, at + 1 - window);
      if (at >= window) this.#leave(ids[at - window], number);
      if (ids[at] >= 0 && this.#since[ids[at]] < 0) this.#since[ids[at]] = number;
    }
    for (const id of ids) this.#leave(id, windowsOf(ids.length, window));
  }

  #leave(id: number, window: number): void {
    if (id < 0 || this.#since[id] < 0) return;
    const since = this.#since[id];
    this.occurrences[id] += window - since;
    for (const other of this.#partners[id]) {
      if (this.#since[other] < 0) continue;
      const shared = this.together[Math.min(id, other)];
      const key = Math.max(id, other);
      shared.set(key, (shared.get(key) ?? 0) + window - Math.max(since, this.#since[other]));
    }
    this.#since[id] = -1;
  }
}
