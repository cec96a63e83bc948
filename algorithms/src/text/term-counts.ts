import type { Term } from "./terms.ts";

/** What is known of one term over all topics. */
export interface TermEntry {
  readonly key: string;
  readonly length: number;
  /** How the texts write it most often. */
  readonly surface: string;
  /** Occurrences in all topics. */
  readonly total: number;
}

interface MutableEntry {
  key: string;
  length: number;
  surface: string;
  surfaceLead: number;
  total: number;
}

/**
 * How often each term occurs in each topic, gathered text by text in bounded memory: when there are more terms than
 * fit, the rarest go. The same texts in the same order give the same counts.
 */
export class TermCounts {
  readonly topics: number;
  readonly #capacity: number;
  readonly #entries = new Map<string, MutableEntry>();
  readonly #byTopic: Map<MutableEntry, number>[];
  readonly #words: Float64Array;
  readonly #textsPerTopic: Int32Array;
  #texts = 0;

  /**
   * @param topics how many there are
   * @param capacity most terms kept at a time
   */
  constructor(topics: number, { capacity = 400_000 }: { readonly capacity?: number | undefined } = {}) {
    this.topics = topics;
    this.#capacity = capacity;
    this.#byTopic = Array.from({ length: topics }, () => new Map());
    this.#words = new Float64Array(topics);
    this.#textsPerTopic = new Int32Array(topics);
  }

  /** How many texts were added. */
  get texts(): number {
    return this.#texts;
  }

  /** How many words, not phrases, were added to each topic. */
  get wordsPerTopic(): Float64Array {
    return this.#words;
  }

  /** How many texts were added to each topic. */
  get textsPerTopic(): Int32Array {
    return this.#textsPerTopic;
  }

  /** Adds the terms of one text to a topic; a topic below 0 is none. */
  add(topic: number, terms: Iterable<Term>): void {
    if (topic < 0) return;
    this.#texts++;
    this.#textsPerTopic[topic]++;
    const counts = this.#byTopic[topic];
    for (const term of terms) {
      const entry = this.#entry(term);
      entry.total++;
      voteSurface(entry, term.surface);
      counts.set(entry, (counts.get(entry) ?? 0) + 1);
      if (term.length === 1) this.#words[topic]++;
    }
    if (this.#entries.size > this.#capacity) this.#prune();
  }

  /** The terms of a topic with their occurrences in it. */
  ofTopic(topic: number): Iterable<readonly [TermEntry, number]> {
    return this.#byTopic[topic];
  }

  #entry({ key, length, surface }: Term): MutableEntry {
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { key, length, surface, surfaceLead: 0, total: 0 };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  /** Drops the rarest terms until at least half of the room is free. */
  #prune(): void {
    for (let rare = 1; this.#entries.size > this.#capacity / 2; rare *= 2) {
      for (const [key, entry] of this.#entries) if (entry.total <= rare) this.#entries.delete(key);
    }
    for (const counts of this.#byTopic) {
      for (const entry of counts.keys()) if (!this.#entries.has(entry.key)) counts.delete(entry);
    }
  }
}

/** Keeps the majority's spelling in constant memory. @see Boyer & Moore 1981 (majority vote) */
function voteSurface(entry: MutableEntry, surface: string): void {
  if (entry.surface === surface) entry.surfaceLead++;
  else if (entry.surfaceLead > 0) entry.surfaceLead--;
  else {
    entry.surface = surface;
    entry.surfaceLead = 1;
  }
}
