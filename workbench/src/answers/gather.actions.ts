import type { Context } from "../context.ts";
import { passageId } from "../model.ts";
import type { Reranking, SearchFilters } from "../search-contract.ts";
import { likelySentences } from "./extract.ts";
import type { Evidence } from "./gate.ts";
import { matterOf } from "./matter.ts";
import { heard, type Retrieved } from "./passage.ts";
import { bestExcerpt, type ScoredSentence, scoreSentences } from "./sentence-scores.ts";

const passages = 10;
const perDocument = 4;
const longestExcerpt = 1_000;
/** Of the likely sentences, how many say whether there is an answer. */
const telling = 6;

/** What the evidence is measured on. */
export const evidenceConstants = { passages, perDocument, telling };

/** What was found for a question. */
export interface Gathered {
  readonly question: string;
  /** What the passages were embedded with. */
  readonly model: string;
  readonly reranking: Reranking | null;
  /** The best first. */
  readonly retrieved: readonly Retrieved[];
  /** The sentences that fit best by their words, and their nearness to the question in meaning. */
  readonly likely: readonly ScoredSentence[];
  readonly cosines: readonly number[];
  readonly evidence: Evidence;
}

/**
 * Finds the passages that an answer may rest on, and what speaks for their holding one.
 *
 * @param justTelling to look at no more sentences than the evidence needs
 */
export async function gather(
  { interactive }: Pick<Context, "interactive">,
  {
    project,
    question,
    filters,
    justTelling = false,
  }: {
    readonly project: string;
    readonly question: string;
    readonly filters?: SearchFilters | undefined;
    readonly justTelling?: boolean;
  },
): Promise<Gathered> {
  const matter = matterOf(question);
  const {
    model,
    reranking,
    hits: found,
  } = await interactive.search({
    project,
    query: matter,
    filters,
    limit: passages,
    perDocument,
    rerank: !justTelling,
  });
  const hits = found.flatMap((hit) => heard(hit) ?? []);
  const scored = scoreSentences(matter, hits);
  const retrieved = hits.map((hit, passage) => ({
    hit,
    id: passageId(hit.document, hit.ordinal),
    excerpt: bestExcerpt(
      scored.filter((sentence) => sentence.passage === passage),
      hit.text,
      longestExcerpt,
    ),
  }));
  const likely = likelySentences(scored, hits).slice(0, justTelling ? telling : undefined);
  const texts = likely.map(({ passage, span }) => hits[passage]!.text.slice(span.start, span.end));
  const cosines = await nearnessTo({ interactive }, { model, text: matter, others: texts });
  const evidence = {
    cosine: greatest(hits.map(({ cosine }) => cosine ?? 0)),
    coverage: greatest(hits.map(({ coverage }) => coverage)),
    sentenceCosine: greatest(cosines.slice(0, telling)),
    sentenceCoverage: greatest(scored.map(({ coverage }) => coverage)),
  };
  return { question, model, reranking, retrieved, likely, cosines, evidence };
}

const greatest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0);

/** Nearness in meaning of texts to a first one. */
export async function nearnessTo(
  { interactive }: Pick<Context, "interactive">,
  {
    model,
    text,
    others,
  }: { readonly model: string; readonly text: string; readonly others: readonly string[] },
): Promise<number[]> {
  if (others.length === 0) return [];
  const { embeddings } = await interactive.embed({ texts: [text, ...others], model });
  const [first = [], ...rest] = embeddings;
  return rest.map((vector) => dot(first, vector));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
