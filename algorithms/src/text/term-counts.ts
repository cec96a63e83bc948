import { InputError } from "../input-error.ts";
import { membersByLabel } from "../labels.ts";
import type { TermIndex } from "./term-index.ts";

/** How often each term occurs in each topic. */
export interface TermCounts {
  readonly index: TermIndex;
  readonly topics: number;
  /** Where each topic's entries start in `terms` and `counts`; one more for the end. */
  readonly starts: Int32Array;
  /** Terms of each topic, ascending. */
  readonly terms: Int32Array;
  readonly counts: Int32Array;
  /** Occurrences of each term in all topics together. */
  readonly totals: Int32Array;
  /** Words, not phrases, of each topic. */
  readonly wordsPerTopic: Float64Array;
  readonly textsPerTopic: Int32Array;
}

/**
 * Counts the terms of each topic.
 *
 * @param labels for each text of the index its topic, 0..topics-1, or below 0 for none
 * @throws InputError when labels and texts differ in number
 *
 * Cost O(words · longest phrase + Σ terms of a topic · log).
 */
export function countTerms(index: TermIndex, labels: Int32Array, topics: number): TermCounts {
  if (labels.length !== index.texts)
    throw new InputError(`${labels.length} labels do not fit ${index.texts} texts`);
  const { starts: firsts, members } = membersByLabel(labels, topics);
  const starts = new Int32Array(topics + 1);
  const ofTopics: { terms: Int32Array; counts: Int32Array }[] = [];
  const totals = new Int32Array(index.size);
  const wordsPerTopic = new Float64Array(topics);
  const scratch = { counts: new Int32Array(index.size), touched: new Int32Array(index.size) };
  for (let topic = 0; topic < topics; topic++) {
    const texts = members.subarray(firsts[topic], firsts[topic + 1]);
    const own = countOne(index, texts, scratch);
    for (let e = 0; e < own.terms.length; e++) totals[own.terms[e]] += own.counts[e];
    for (let e = 0; e < own.terms.length && own.terms[e] < index.stream.stems; e++)
      wordsPerTopic[topic] += own.counts[e];
    starts[topic + 1] = starts[topic] + own.terms.length;
    ofTopics.push(own);
  }
  const terms = new Int32Array(starts[topics]);
  const counts = new Int32Array(starts[topics]);
  for (const [topic, own] of ofTopics.entries()) {
    terms.set(own.terms, starts[topic]);
    counts.set(own.counts, starts[topic]);
  }
  const textsPerTopic = Int32Array.from({ length: topics }, (_, topic) => firsts[topic + 1] - firsts[topic]);
  return { index, topics, starts, terms, counts, totals, wordsPerTopic, textsPerTopic };
}

interface Scratch {
  /** All zero before and after. */
  readonly counts: Int32Array;
  readonly touched: Int32Array;
}

function countOne({ stream, levels }: TermIndex, texts: Int32Array, { counts, touched }: Scratch) {
  let kinds = 0;
  const { starts, tokens } = stream;
  for (const text of texts) {
    const end = text + 1 < starts.length ? starts[text + 1] : tokens.length;
    for (const at of levels) {
      for (let p = starts[text]; p < end; p++) {
        const term = at[p];
        if (term < 0) continue;
        if (counts[term]++ === 0) touched[kinds++] = term;
      }
    }
  }
  const terms = touched.slice(0, kinds).sort();
  const own = new Int32Array(kinds);
  for (let e = 0; e < kinds; e++) {
    own[e] = counts[terms[e]];
    counts[terms[e]] = 0;
  }
  return { terms, counts: own };
}
