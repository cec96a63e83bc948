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
    this.#pieces = segments.map((piece) => ({
      ...piece,
      norms: Float32Array.from(piece.segment.lengths, (length) => k1 * (1 - b + (b * length) / average)),
    }));
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
      this.#forEach(term, (piece, text, row, count) => {
        scores[row] += (weight * count) / (count + piece.norms[text]);
      });
    }
  }

  /** Marks the rows that hold a term with 1. */
  markHolding(term: string, mark: Uint8Array): void {
    this.#forEach(term, (_piece, _text, row) => {
      mark[row] = 1;
    });
  }

  #forEach(term: string, visit: (piece: Piece, text: number, row: number, count: number) => void): void {
    for (const piece of this.#pieces) {
      const { segment, rows } = piece;
      const place = termPlace(segment, term);
      if (place < 0) continue;
      const end = segment.starts[place + 1];
      for (let p = segment.starts[place]; p < end; p++) {
        const text = segment.texts[p];
        const row = rows[text];
        if (row >= 0) visit(piece, text, row, segment.counts[p]);
      }
    }
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
