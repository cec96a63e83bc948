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
 * Cost O(words · topic words in a window²). @see Bouma 2009; equal to gensim's c_npmi
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
 * Cost O(words · topic words in a window²). @see Röder, Both & Hinneburg, WSDM 2015; equal to gensim's c_v
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
  readonly occurrences: Float64Array;
  readonly together: ReadonlyMap<number, number>;
}

function npmi({ windows, occurrences, together }: WindowCounts, a: number, b: number): number {
  if (occurrences[a] === 0 || occurrences[b] === 0) return 0;
  const joint = a === b ? occurrences[a] : (together.get(pairKey(a, b, occurrences.length)) ?? 0);
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

const pairKey = (a: number, b: number, words: number) => Math.min(a, b) * words + Math.max(a, b);

function countWindows(
  topics: readonly WordSequence[],
  texts: Iterable<WordSequence>,
  window: number,
): WindowCounts {
  const numbers = new Map<string, number>();
  for (const topic of topics)
    for (const word of topic) if (!numbers.has(word)) numbers.set(word, numbers.size);
  const numbered = topics.map((topic) => [...new Set(topic)].map((word) => numbers.get(word)!));
  const together = new Map<number, number>();
  for (const ids of numbered)
    for (const a of ids) for (const b of ids) if (a < b) together.set(pairKey(a, b, numbers.size), 0);
  const occurrences = new Float64Array(numbers.size);
  const slider = new Slider(occurrences, together);
  let windows = 0;
  for (const text of texts) {
    slider.slide(
      text.map((word) => numbers.get(word) ?? -1),
      window,
    );
    windows += Math.max(1, text.length - window + 1);
  }
  return { windows, topics: numbered, occurrences, together };
}

/**
 * Counts the windows of texts that each word and each wanted pair is in. A word that stands twice in a window counts as
 * gone once the first of the two has left: so gensim counts, and every published figure with it.
 */
class Slider {
  readonly #occurrences: Float64Array;
  readonly #together: Map<number, number>;
  readonly #present = new Set<number>();

  constructor(occurrences: Float64Array, together: Map<number, number>) {
    this.#occurrences = occurrences;
    this.#together = together;
  }

  slide(ids: readonly number[], window: number): void {
    this.#present.clear();
    let alike = 0;
    for (let at = 0; at < ids.length; at++) {
      const comes = ids[at];
      const goes = at >= window ? ids[at - window] : -1;
      if (comes !== goes || (comes >= 0 && !this.#present.has(comes))) {
        this.#count(alike);
        alike = 0;
        this.#present.delete(goes);
        if (comes >= 0) this.#present.add(comes);
      }
      if (at + 1 >= window || at + 1 === ids.length) alike++;
    }
    this.#count(alike);
  }

  #count(times: number): void {
    if (times === 0) return;
    const present = [...this.#present];
    for (let i = 0; i < present.length; i++) {
      this.#occurrences[present[i]] += times;
      for (let j = 0; j < i; j++) {
        const key = pairKey(present[i], present[j], this.#occurrences.length);
        const known = this.#together.get(key);
        if (known !== undefined) this.#together.set(key, known + times);
      }
    }
  }
}
