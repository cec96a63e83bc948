import { type IndexSegment, termPlace } from "./inverted-index.ts";

export interface Bm25Options {
  /** How soon repeating a word stops to count: 0 at once, higher later. */
  readonly k1?: number | undefined;
  /** How much a long text is held against it, 0 to 1. */
  readonly b?: number | undefined;
}

interface Piece {
  readonly segment: IndexSegment;
  /** Row of each text; -1 for one that is not to be found. */
  readonly rows: Int32Array;
  /** What a word's count in each text is measured by. */
  readonly norms: Float32Array;
}

/**
 * Ranks texts by the words of a query over the segments of an index: each word counts the more the fewer texts hold it.
 *
 * @see Robertson & Zaragoza 2009, with the weights as Lucene has them: ln(1 + (N − n + ½) / (n + ½)), and no factor k1 + 1
 */
export class Bm25 {
  readonly rows: number;
  readonly #pieces: readonly Piece[];
  /** What a word's count in a text of so many words is measured by. */
  readonly #norm: (length: number) => number;

  /**
   * @param segments each with the row of each of its texts, -1 for one that is not to be found
   * @param rows how many rows there are
   */
  constructor(
    segments: readonly { readonly segment: IndexSegment; readonly rows: Int32Array }[],
    rows: number,
    { k1 = 1.2, b = 0.4 }: Bm25Options = {},
  ) {
    this.rows = rows;
    const average = averageLength(segments);
    this.#norm = (length) => k1 * (1 - b + (b * length) / average);
    this.#pieces = segments.map((piece) => ({
      ...piece,
      norms: Float32Array.from(piece.segment.lengths, this.#norm),
    }));
  }

  /**
   * What a text that is no row, such as a part of one, gets for the terms.
   *
   * @param words of the text as the index has them, repeated as they are; empty ones are no words
   *
   * Cost O(words of the text + segments·terms).
   */
  scoreOf(words: Iterable<string>, terms: Iterable<string>): number {
    const counts = new Map<string, number>();
    let length = 0;
    for (const word of words) {
      if (word === "") continue;
      counts.set(word, (counts.get(word) ?? 0) + 1);
      length++;
    }
    let score = 0;
    for (const term of new Set(terms)) {
      const count = counts.get(term) ?? 0;
      if (count > 0) score += (this.weight(term) * count) / (count + this.#norm(length));
    }
    return score;
  }

  /** What finding a term is worth: at most ln(1 + 2N + 1) where no text has it. */
  weight(term: string): number {
    let holding = 0;
    for (const { segment } of this.#pieces) {
      const place = termPlace(segment, term);
      if (place >= 0) holding += segment.starts[place + 1] - segment.starts[place];
    }
    holding = Math.min(holding, this.rows);
    return Math.log(1 + (this.rows - holding + 0.5) / (holding + 0.5));
  }

  /** Adds to each row what it gets for the terms. Cost O(postings of the terms). */
  addScores(terms: Iterable<string>, scores: Float32Array): void {
    for (const term of terms) {
      const weight = this.weight(term);
      for (const { segment, rows, norms, from, to } of this.#postings(term)) {
        for (let p = from; p < to; p++) {
          const text = segment.texts[p];
          const count = segment.counts[p];
          if (rows[text] >= 0) scores[rows[text]] += (weight * count) / (count + norms[text]);
        }
      }
    }
  }

  /** Marks the rows that hold a term with 1. */
  markHolding(term: string, mark: Uint8Array): void {
    for (const { segment, rows, from, to } of this.#postings(term)) {
      for (let p = from; p < to; p++) {
        const row = rows[segment.texts[p]];
        if (row >= 0) mark[row] = 1;
      }
    }
  }

  /** Where a term's postings lie in each piece that has it. */
  #postings(term: string): (Piece & { readonly from: number; readonly to: number })[] {
    return this.#pieces.flatMap((piece) => {
      const { starts } = piece.segment;
      const place = termPlace(piece.segment, term);
      return place < 0 ? [] : [{ ...piece, from: starts[place], to: starts[place + 1] }];
    });
  }
}

function averageLength(
  segments: readonly { readonly segment: IndexSegment; readonly rows: Int32Array }[],
): number {
  let words = 0;
  let texts = 0;
  for (const { segment, rows } of segments) {
    for (let text = 0; text < rows.length; text++) {
      if (rows[text] < 0) continue;
      words += segment.lengths[text];
      texts++;
    }
  }
  return Math.max(1, words / Math.max(1, texts));
}
