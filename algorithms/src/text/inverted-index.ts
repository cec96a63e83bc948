import { InputError } from "../input-error.ts";
import { GrowingIntegers } from "./growing-integers.ts";

/** Which texts hold which terms: one immutable piece of an index. */
export interface IndexSegment {
  /** Id of each text, ascending. */
  readonly ids: Float64Array;
  /** How many words each text has. */
  readonly lengths: Uint16Array;
  /** In the order of their UTF-16 units. */
  readonly terms: readonly string[];
  /** Where the postings of each term start, and where those of the last one end. */
  readonly starts: Uint32Array;
  /** The texts of each term by their place, ascending. */
  readonly texts: Uint32Array;
  /** How often the term stands in each, 255 at most. */
  readonly counts: Uint8Array;
}

const mostCounted = 255;
const longestText = 65_535;

/** Collects texts into a segment. */
export class SegmentBuilder {
  readonly #termIds = new Map<string, number>();
  readonly #ids: number[] = [];
  readonly #lengths: number[] = [];
  /** Term and count of each posting in the order of the texts, and where each text's start. */
  readonly #terms = new GrowingIntegers();
  readonly #counts = new GrowingIntegers();
  readonly #starts = new GrowingIntegers();

  get texts(): number {
    return this.#ids.length;
  }

  /**
   * @param id above those that were added before
   * @param terms of the text, repeated as they are; empty ones are no terms
   * @throws InputError when the id does not follow
   */
  add(id: number, terms: Iterable<string>): void {
    if (id <= (this.#ids.at(-1) ?? Number.NEGATIVE_INFINITY))
      throw new InputError(`id ${id} is out of order`);
    const counts = new Map<string, number>();
    let length = 0;
    for (const term of terms) {
      if (term === "") continue;
      counts.set(term, (counts.get(term) ?? 0) + 1);
      length++;
    }
    this.#starts.push(this.#terms.length);
    for (const [term, count] of counts) {
      this.#terms.push(this.#termId(term));
      this.#counts.push(Math.min(count, mostCounted));
    }
    this.#ids.push(id);
    this.#lengths.push(Math.min(length, longestText));
  }

  /** The segment of all texts that were added. Cost O(postings + terms·log terms). */
  finish(): IndexSegment {
    const terms = [...this.#termIds.keys()].sort();
    const placeOf = new Uint32Array(terms.length);
    for (let place = 0; place < terms.length; place++) placeOf[this.#termIds.get(terms[place])!] = place;
    const starts = new Uint32Array(terms.length + 1);
    const postings = this.#terms.length;
    const termAt = this.#terms.values;
    for (let p = 0; p < postings; p++) starts[placeOf[termAt[p]] + 1]++;
    for (let place = 0; place < terms.length; place++) starts[place + 1] += starts[place];
    const next = starts.slice();
    const texts = new Uint32Array(postings);
    const counts = new Uint8Array(postings);
    for (let text = 0; text < this.#ids.length; text++) {
      const end = text + 1 < this.#ids.length ? this.#starts.at(text + 1) : postings;
      for (let p = this.#starts.at(text); p < end; p++) {
        const at = next[placeOf[termAt[p]]]++;
        texts[at] = text;
        counts[at] = this.#counts.at(p);
      }
    }
    return {
      ids: Float64Array.from(this.#ids),
      lengths: Uint16Array.from(this.#lengths),
      terms,
      starts,
      texts,
      counts,
    };
  }

  #termId(term: string): number {
    let id = this.#termIds.get(term);
    if (id === undefined) {
      id = this.#termIds.size;
      this.#termIds.set(term, id);
    }
    return id;
  }
}

/**
 * One segment in place of several.
 *
 * @param segments no text in two of them
 * @param keeps whether a text stays, by its id
 *
 * Cost O(postings + terms·log terms).
 */
export function mergeSegments(
  segments: readonly IndexSegment[],
  keeps: (id: number) => boolean = () => true,
): IndexSegment {
  const kept = segments.flatMap(({ ids, lengths }, segment) =>
    Array.from(ids, (id, text) => ({ id, segment, text, length: lengths[text] })).filter(({ id }) =>
      keeps(id),
    ),
  );
  kept.sort((a, b) => a.id - b.id);
  const places = segments.map(({ ids }) => new Int32Array(ids.length).fill(-1));
  for (const [place, { segment, text }] of kept.entries()) places[segment][text] = place;
  const terms: string[] = [];
  const starts = [0];
  const texts = new GrowingIntegers();
  const counts = new GrowingIntegers();
  const at = segments.map(() => 0);
  for (let term = leastTerm(segments, at); term !== undefined; term = leastTerm(segments, at)) {
    const found: { place: number; count: number }[] = [];
    for (const [s, segment] of segments.entries()) {
      if (segment.terms[at[s]] !== term) continue;
      for (let p = segment.starts[at[s]]; p < segment.starts[at[s] + 1]; p++) {
        const place = places[s][segment.texts[p]];
        if (place >= 0) found.push({ place, count: segment.counts[p] });
      }
      at[s]++;
    }
    if (found.length === 0) continue;
    if (segments.length > 1) found.sort((a, b) => a.place - b.place);
    for (const { place, count } of found) {
      texts.push(place);
      counts.push(count);
    }
    terms.push(term);
    starts.push(texts.length);
  }
  return {
    ids: Float64Array.from(kept, ({ id }) => id),
    lengths: Uint16Array.from(kept, ({ length }) => length),
    terms,
    starts: Uint32Array.from(starts),
    texts: Uint32Array.from(texts.values),
    counts: Uint8Array.from(counts.values),
  };
}

function leastTerm(segments: readonly IndexSegment[], at: readonly number[]): string | undefined {
  let least: string | undefined;
  for (const [s, { terms }] of segments.entries()) {
    const term = terms[at[s]];
    if (term !== undefined && (least === undefined || term < least)) least = term;
  }
  return least;
}

/** Where a term stands in a segment; -1 where no text has it. Cost O(log terms). */
export function termPlace({ terms }: IndexSegment, term: string): number {
  let low = 0;
  let high = terms.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = terms[middle];
    if (found === term) return middle;
    if (found < term) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
