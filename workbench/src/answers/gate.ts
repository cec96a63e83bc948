/** What is known of the passages nearest to a question, each at its greatest. */
export interface Evidence {
  /** Nearness in meaning of a passage, -1 to 1. */
  readonly cosine: number;
  /** Share of the question's words in one passage, weighed by rarity: 0 to 1. */
  readonly coverage: number;
  /** The same two of a single sentence. */
  readonly sentenceCosine: number;
  readonly sentenceCoverage: number;
}

/** From what on passages are taken for an answer, in a corpus under a model, to questions in one language. */
export interface Gate {
  /** What questions that the corpus does not answer have in the middle, and how far they lie apart. */
  readonly middles: Evidence;
  readonly spreads: Evidence;
  /** Weighed sum, in spreads above the middles, from which a question passes. */
  readonly least: number;
}

/**
 * How much each counts, in spreads: a sentence that means the same, and a passage with all words, say most. As they did best on
 * seven pairs of corpus and model, in English, German and Spanish.
 */
const weights: Evidence = { cosine: 0.5, coverage: 1, sentenceCosine: 1, sentenceCoverage: 0.5 };
const kinds = Object.keys(weights) as (keyof Evidence)[];
const leastSpread = 0.04;
const leastSumSpread = 1.2;
/** How far above the middle of unanswered questions an answered one lies, in lower spreads of their sums. */
const above = 2.2;
const lowerShare = 0.16;
/** Questions of which some word was found that are enough to measure by. */
const enoughTouched = 15;

/** All that a gate depends on besides the evidence: one that was measured with others is measured anew. */
export const gateConstants = { weights, leastSpread, leastSumSpread, above, lowerShare, enoughTouched };

/**
 * Measures what evidence means in a corpus, by questions that it does not answer. Middles and lower spreads decide, so a
 * corpus may well answer a fifth of them. Where many share no word with the corpus, as where most words are compounds, those
 * say nothing of how near a wrong answer may come, and the others decide.
 *
 * @param questions evidence of one question each, twenty or more
 */
export function calibrateGate(questions: readonly Evidence[]): Gate {
  const touched = questions.filter(({ sentenceCoverage }) => sentenceCoverage > 0);
  const unanswered = touched.length >= enoughTouched ? touched : questions;
  const middles = perKind((kind) =>
    quantile(
      unanswered.map((evidence) => evidence[kind]),
      0.5,
    ),
  );
  const spreads = perKind((kind) => {
    const values = unanswered.map((evidence) => evidence[kind]);
    return Math.max(leastSpread, (quantile(values, 1 - lowerShare) - quantile(values, lowerShare)) / 2);
  });
  const sums = unanswered.map((evidence) => weighedSum(evidence, { middles, spreads }));
  const middle = quantile(sums, 0.5);
  const spread = Math.max(leastSumSpread, middle - quantile(sums, lowerShare));
  return { middles, spreads, least: middle + above * spread };
}

/** Whether passages with such evidence are taken for an answer. */
export const passesGate = (evidence: Evidence, gate: Gate): boolean =>
  weighedSum(evidence, gate) >= gate.least;

const weighedSum = (evidence: Evidence, { middles, spreads }: Pick<Gate, "middles" | "spreads">): number =>
  kinds.reduce((sum, kind) => sum + (weights[kind] * (evidence[kind] - middles[kind])) / spreads[kind], 0);

function perKind(of: (kind: keyof Evidence) => number): Evidence {
  return {
    cosine: of("cosine"),
    coverage: of("coverage"),
    sentenceCosine: of("sentenceCosine"),
    sentenceCoverage: of("sentenceCoverage"),
  };
}

function quantile(values: readonly number[], share: number): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? 0;
}
