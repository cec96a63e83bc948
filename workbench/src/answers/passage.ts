import type { Span } from "@toposcope/algorithms";
import type { AnswerSentence, Citation } from "../answer-contract.ts";
import type { SearchHit } from "../search-contract.ts";

/** A passage that was retrieved for a question, with the part of it that is looked at. */
export interface Retrieved {
  readonly hit: SearchHit;
  /** As `D12-C3`: the document's number and the passage's place in it, from 1. */
  readonly id: string;
  /** The stretch of the hit's text that fits the question best. */
  readonly excerpt: Span;
}

/**
 * A passage as what one role says in it, where one was asked for: the turn that has most of the question's words, the
 * longest of equals. Undefined where the role says nothing in it.
 */
export function heard(hit: SearchHit): SearchHit | undefined {
  if (hit.said === null) return hit;
  const words = ([from, to]: readonly [number, number]) =>
    hit.highlights.filter(([start, end]) => start >= from && end <= to);
  const [best] = hit.said.toSorted(
    (a, b) => words(b).length - words(a).length || b[1] - b[0] - (a[1] - a[0]) || a[0] - b[0],
  );
  if (best === undefined) return undefined;
  const [from, to] = best;
  return {
    ...hit,
    text: hit.text.slice(from, to),
    start: hit.start + from,
    end: hit.start + to,
    said: [[0, to - from]],
    highlights: words(best).map(([start, end]) => [start - from, end - from]),
  };
}

/** A stretch of a retrieved passage as a citation. */
export function cite({ hit, id }: Retrieved, { start, end }: Span): Citation {
  const { chunk, document, title, pages, headingPath } = hit;
  const quote = hit.text.slice(start, end);
  return {
    id,
    chunk,
    document,
    title,
    pages,
    headingPath,
    start: hit.start + start,
    end: hit.start + end,
    quote,
  };
}

/** The passages that no sentence cites. */
export function unused(retrieved: readonly Retrieved[], sentences: readonly AnswerSentence[]): Citation[] {
  const cited = new Set(sentences.flatMap(({ citations }) => citations.map(({ id }) => id)));
  return retrieved.filter(({ id }) => !cited.has(id)).map((passage) => cite(passage, passage.excerpt));
}
