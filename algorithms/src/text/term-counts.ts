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
  const ofTopics: TopicTerms[] = [];
  const wordsPerTopic = new Float64Array(topics);
  const scratch = { counts: new Int32Array(index.size), touched: new Int32Array(index.size) };
  for (let topic = 0; topic < topics; topic++) {
    const own = countOne(index, members.subarray(firsts[topic], firsts[topic + 1]), scratch);
    for (let e = 0; e < own.terms.length && own.terms[e] < index.stream.stems; e++)
      wordsPerTopic[topic] += own.counts[e];
    ofTopics.push(own);
  }
  const textsPerTopic = Int32Array.from({ length: topics }, (_, topic) => firsts[topic + 1] - firsts[topic]);
  return { index, topics, ...packed(ofTopics, index.size), wordsPerTopic, textsPerTopic };
}

/** Terms of one topic, ascending, with their counts. */
interface TopicTerms {
  readonly terms: Int32Array;
  readonly counts: Int32Array;
}

/** The terms of all topics in one piece, and each term's total. */
function packed(
  topics: readonly TopicTerms[],
  size: number,
): Pick<TermCounts, "starts" | "terms" | "counts" | "totals"> {
  const starts = new Int32Array(topics.length + 1);
  for (const [topic, own] of topics.entries()) starts[topic + 1] = starts[topic] + own.terms.length;
  const terms = new Int32Array(starts[topics.length]);
  const counts = new Int32Array(starts[topics.length]);
  const totals = new Int32Array(size);
  for (const [topic, own] of topics.entries()) {
    terms.set(own.terms, starts[topic]);
    counts.set(own.counts, starts[topic]);
    for (let e = 0; e < own.terms.length; e++) totals[own.terms[e]] += own.counts[e];
  }
  return { starts, terms, counts, totals };
}

interface Scratch {
  /** All zero before and after. */
  readonly counts: Int32Array;
  readonly touched: Int32Array;
}

function countOne({ stream, levels }: TermIndex, texts: Int32Array, scratch: Scratch): TopicTerms {
  const { counts, touched } = scratch;
  let kinds = 0;
  const { starts, tokens } = stream;
  for (const text of texts) {
    const end = text + 1 < starts.length ? starts[text + 1] : tokens.length;
    for (let p = starts[text]; p < end; p++) {
      for (let level = 0; level < levels.length; level++) {
        const term = levels[level][p];
        if (term < 0) break;
        if (counts[term]++ === 0) touched[kinds++] = term;
      }
    }
  }
  return takeCounts(scratch, kinds);
}

/** What was counted, in order; the scratch is all zero again. */
function takeCounts({ counts, touched }: Scratch, kinds: number): TopicTerms {
  const terms = touched.slice(0, kinds).sort();
  const own = new Int32Array(kinds);
  for (let e = 0; e < kinds; e++) {
    own[e] = counts[terms[e]];
    counts[terms[e]] = 0;
  }
  return { terms, counts: own };
}

/**
 * The counts of coarser topics, each the sum of finer ones: the same as counting their texts again, and quicker.
 *
 * @param groups for each topic the coarser one that it lies in, 0..topics-1, or below 0 for none
 * @param topics how many coarser topics there are
 * @throws InputError when groups and topics differ in number
 *
 * Cost O(Σ terms of a topic · log).
 */
export function sumTermCounts(counts: TermCounts, groups: ArrayLike<number>, topics: number): TermCounts {
  if (groups.length !== counts.topics)
    throw new InputError(`${groups.length} groups do not fit ${counts.topics} topics`);
  const { index, starts, terms } = counts;
  const { starts: firsts, members } = membersByLabel(Int32Array.from(groups), topics);
  const scratch = { counts: new Int32Array(index.size), touched: new Int32Array(index.size) };
  const ofTopics: TopicTerms[] = [];
  const wordsPerTopic = new Float64Array(topics);
  const textsPerTopic = new Int32Array(topics);
  for (let topic = 0; topic < topics; topic++) {
    let kinds = 0;
    for (const part of members.subarray(firsts[topic], firsts[topic + 1])) {
      wordsPerTopic[topic] += counts.wordsPerTopic[part];
      textsPerTopic[topic] += counts.textsPerTopic[part];
      for (let e = starts[part]; e < starts[part + 1]; e++) {
        if (scratch.counts[terms[e]] === 0) scratch.touched[kinds++] = terms[e];
        scratch.counts[terms[e]] += counts.counts[e];
      }
    }
    ofTopics.push(takeCounts(scratch, kinds));
  }
  return { index, topics, ...packed(ofTopics, index.size), wordsPerTopic, textsPerTopic };
}
