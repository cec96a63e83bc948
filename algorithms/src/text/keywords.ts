import { byScore, type Candidate, distinctTerms, preferPhrases } from "./choose-terms.ts";
import { keepCompany } from "./keep-company.ts";
import type { TermCounts } from "./term-counts.ts";

/** A word or phrase of a topic as its texts write it most often; scores compare within a topic. */
export interface Keyword {
  readonly text: string;
  readonly score: number;
  /** Occurrences in the topic. */
  readonly count: number;
  /** Its number in the index that was counted. */
  readonly term: number;
}

export interface KeywordOptions {
  /** Most keywords a topic. */
  readonly count?: number | undefined;
  /**
   * `plain`: share of the topic's words times ln(1 + A / f), A mean words a topic, f occurrences in all; `bm25`: the
   * same with ln(1 + (A - f + ½) / (f + ½)), harder on what is common everywhere; `fighting`: log-odds against the
   * other topics over their standard error.
   */
  readonly weighting?: "plain" | "bm25" | "fighting" | undefined;
  /** Square roots of shares, so that telling words and phrases come before frequent ones; on by default. */
  readonly reduceFrequent?: boolean | undefined;
  /** A keyword occurs in its topic this often, and once in 100 texts: 2, or 1 in a topic of up to three texts. */
  readonly minimumCount?: number | undefined;
  /** Stems; a term with one of them is no keyword. */
  readonly excluded?: ReadonlySet<string> | undefined;
  /** Words in the longest keyword; those of the index without it. */
  readonly longest?: number | undefined;
  /** The topic of each text, as it was counted: with them keywords are chosen that occur together, from three times as many. */
  readonly labels?: Int32Array | undefined;
}

const companyPerKeyword = 3.2;
const leastShareOfTexts = 0.01;
const candidatesPerKeyword = 12;
const priorWords = 500;

/**
 * The words and phrases that tell each topic from the others, best first, by class-based TF-IDF or another weighting.
 * A phrase takes the place of a word that mostly stands in it, and no keyword is a part of another of its topic. Those chosen
 * because they occur together come in the order of choice.
 *
 * @returns for each topic at most `count` keywords
 *
 * Cost O(terms · log terms). @see Grootendorst 2022 (BERTopic)
 * @see Monroe, Colaresi & Quinn 2008 (fighting words)
 */
export function keywords(counts: TermCounts, options: KeywordOptions = {}): Keyword[][] {
  return spelled(counts, [rankTerms(counts, options)])[0];
}

/** The keywords under several options side by side, for hardly more than the cost of one. */
export function keywordPanel(counts: TermCounts, panel: readonly KeywordOptions[]): Keyword[][][] {
  return spelled(
    counts,
    panel.map((options) => rankTerms(counts, options)),
  );
}

function rankTerms(counts: TermCounts, options: KeywordOptions): Candidate[][] {
  const { count = 10, labels } = options;
  const score = scoring(counts, options);
  const wanted = labels ? Math.ceil(count * companyPerKeyword) : count;
  const ranked = Array.from({ length: counts.topics }, (_, topic) => {
    const best = candidatesOf(counts, topic, options, score).slice(0, count * candidatesPerKeyword);
    return distinctTerms(preferPhrases(best), wanted);
  });
  return labels ? keepCompany(counts, labels, ranked, count) : ranked;
}

function spelled({ index }: TermCounts, panel: readonly Candidate[][][]): Keyword[][][] {
  const texts = index.spellings(panel.flat(2).map(({ term }) => term));
  const keyword = ({ term, score, count }: Candidate) => ({ text: texts.get(term)!, score, count, term });
  return panel.map((topics) => topics.map((found) => found.map(keyword)));
}

type Scoring = (topic: number, term: number, count: number) => number;

function scoring(
  counts: TermCounts,
  { weighting = "plain", reduceFrequent = true }: KeywordOptions,
): Scoring {
  const { totals, wordsPerTopic, topics } = counts;
  const all = wordsPerTopic.reduce((sum, value) => sum + value, 0);
  if (weighting === "fighting")
    return (topic, term, count) => logOdds(count, wordsPerTopic[topic], totals[term], all);
  const mean = all / Math.max(1, topics);
  const rarity = weighting === "bm25" ? bm25Rarity : plainRarity;
  return (topic, term, count) => {
    const share = count / wordsPerTopic[topic];
    return (reduceFrequent ? Math.sqrt(share) : share) * rarity(mean, totals[term]);
  };
}

function plainRarity(mean: number, total: number): number {
  return Math.log(1 + mean / total);
}

function bm25Rarity(mean: number, total: number): number {
  return Math.log(Math.max(1, (mean + 1) / (total + 0.5)));
}

/** Difference of the log-odds inside and outside under a prior of the corpus, over its standard error. */
function logOdds(count: number, words: number, total: number, all: number): number {
  const prior = (priorWords * total) / all;
  const inside = count + prior;
  const outside = total - count + prior;
  const odds =
    Math.log(inside / (words + priorWords - inside)) -
    Math.log(outside / (all - words + priorWords - outside));
  return odds / Math.sqrt(1 / inside + 1 / outside);
}

/** The terms of a topic that may be keywords, best first. */
function candidatesOf(
  { index, starts, terms, counts, textsPerTopic }: TermCounts,
  topic: number,
  { minimumCount, excluded, longest = Number.POSITIVE_INFINITY }: KeywordOptions,
  score: Scoring,
): Candidate[] {
  const texts = textsPerTopic[topic];
  const least = Math.max(minimumCount ?? (texts > 3 ? 2 : 1), leastShareOfTexts * texts);
  const found: { term: number; count: number; length: number; score: number }[] = [];
  for (let e = starts[topic]; e < starts[topic + 1]; e++) {
    if (counts[e] < least) continue;
    const length = index.lengthOf(terms[e]);
    if (length > longest) continue;
    const value = score(topic, terms[e], counts[e]);
    if (value > 0) found.push({ term: terms[e], count: counts[e], length, score: value });
  }
  const best = keyedBest(found, index);
  return excluded ? best.filter(({ key }) => !key.split(" ").some((stem) => excluded.has(stem))) : best;
}

const mostCandidates = 2_000;

function keyedBest(
  found: { term: number; count: number; length: number; score: number }[],
  index: TermCounts["index"],
): Candidate[] {
  found.sort((a, b) => b.score - a.score || b.count - a.count);
  return found
    .slice(0, mostCandidates)
    .map((one) => ({ ...one, key: index.keyOf(one.term) }))
    .sort(byScore);
}
