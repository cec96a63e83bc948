import { gap, type WordStream } from "./word-stream.ts";

export interface TermIndexOptions {
  /** Words in the longest phrase, 1 to 4. */
  readonly longest?: number | undefined;
  /** Occurrences below which a phrase is none: 2, and one more for every 20,000 texts. */
  readonly leastPhrase?: number | undefined;
}

/** Phrases of one length: which term starts at each place of the stream, or -1. */
interface Level {
  readonly at: Int32Array;
  /** Of the first term of this length. */
  readonly base: number;
}

const textsPerPhraseCount = 20_000;
const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]$/u;

/**
 * The words of texts and the phrases of neighbouring words that occur often enough, each term with a number: words come
 * first, then phrases by length. Which terms there are does not depend on the order of the texts; their numbers do.
 *
 * Cost O(words · longest), memory 4 bytes a word and length. @see Agrawal & Srikant 1994 (a phrase is no more frequent than its parts)
 */
export class TermIndex {
  readonly stream: WordStream;
  readonly #levels: Level[] = [];
  readonly #parts: { base: number; first: Int32Array; second: Int32Array }[] = [];
  readonly #lengths: number[] = [];
  #spellings: Int32Array | undefined;
  readonly size: number;

  constructor(stream: WordStream, { longest = 4, leastPhrase }: TermIndexOptions = {}) {
    this.stream = stream;
    const least = leastPhrase ?? 2 + Math.floor(stream.texts / textsPerPhraseCount);
    let { at, totals } = wordLevel(stream);
    this.#levels.push({ at, base: 0 });
    let base = stream.stems;
    for (let length = 2; length <= longest; length++) {
      const found = longerLevel(at, totals, { base, least, distinct: length === 2 });
      if (found.count === 0) break;
      this.#levels.push({ at: found.at, base });
      this.#parts.push({ base, first: found.first, second: found.second });
      totals = joined(totals, found.totals);
      at = found.at;
      base += found.count;
    }
    this.size = base;
    this.#lengths = this.#levels.map(({ base: start }) => start);
  }

  get texts(): number {
    return this.stream.texts;
  }

  /** For each length, shortest first: the term that starts at each place of the stream, or -1; no longer one starts behind that. */
  get levels(): readonly Int32Array[] {
    return this.#levels.map(({ at }) => at);
  }

  /** How many words a term has. */
  lengthOf(term: number): number {
    let length = 1;
    while (length < this.#lengths.length && term >= this.#lengths[length]) length++;
    return length;
  }

  /** Stems of a term's words. */
  stemsOf(term: number): number[] {
    const length = this.lengthOf(term);
    if (length === 1) return [term];
    const { base, first, second } = this.#parts[length - 2];
    return [...this.stemsOf(first[term - base]), this.stemsOf(second[term - base]).at(-1)!];
  }

  /** What is counted as the same term, whatever the numbers: its stems. */
  keyOf(term: number): string {
    return this.stemsOf(term)
      .map((stem) => this.stream.stem(stem))
      .join(" ");
  }

  /**
   * Terms as most texts write them; of spellings as frequent as each other the first in the alphabet.
   *
   * Cost O(words) for phrases, so ask for many at once.
   */
  spellings(terms: Iterable<number>): Map<number, string> {
    const wanted = new Set(terms);
    const written = new Map<number, string>();
    const phrases = new Set<number>();
    for (const term of wanted) {
      if (term < this.stream.stems) written.set(term, this.stream.surface(this.#wordSpellings()[term]));
      else phrases.add(term);
    }
    for (const [term, text] of this.#phraseSpellings(phrases)) written.set(term, text);
    return written;
  }

  /** The most frequent surface of each stem. */
  #wordSpellings(): Int32Array {
    if (this.#spellings) return this.#spellings;
    const { stream } = this;
    const { stemOf, tokens } = stream;
    const counts = new Int32Array(stemOf.length);
    for (let p = 0; p < tokens.length; p++) if (tokens[p] !== gap) counts[tokens[p] >> 1]++;
    const best = new Int32Array(stream.stems).fill(-1);
    for (let id = 0; id < stemOf.length; id++) {
      if (stemOf[id] < 0) continue;
      const other = best[stemOf[id]];
      const lead = other < 0 ? 1 : counts[id] - counts[other];
      if (lead > 0 || (lead === 0 && stream.surface(id) < stream.surface(other))) best[stemOf[id]] = id;
    }
    this.#spellings = best;
    return best;
  }

  #phraseSpellings(phrases: ReadonlySet<number>): Map<number, string> {
    const isWanted = new Uint8Array(this.size);
    for (const term of phrases) isWanted[term] = 1;
    const counts = new Map<number, Map<string, number>>();
    for (const [shorter, { at }] of this.#levels
      .slice(phrases.size > 0 ? 1 : this.#levels.length)
      .entries()) {
      for (let p = 0; p < at.length; p++) {
        if (at[p] < 0 || isWanted[at[p]] === 0) continue;
        const key = this.stream.tokens.subarray(p, p + shorter + 2).join(" ");
        let own = counts.get(at[p]);
        if (!own) {
          own = new Map();
          counts.set(at[p], own);
        }
        own.set(key, (own.get(key) ?? 0) + 1);
      }
    }
    return new Map([...counts].map(([term, own]) => [term, this.#mostFrequent(own)]));
  }

  #mostFrequent(counts: ReadonlyMap<string, number>): string {
    const byText = new Map<string, number>();
    for (const [key, count] of counts) {
      const text = this.#written(key.split(" ").map(Number));
      byText.set(text, (byText.get(text) ?? 0) + count);
    }
    return [...byText].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a))[0];
  }

  #written(tokens: readonly number[]): string {
    let text = this.stream.surface(tokens[0] >> 1);
    for (const token of tokens.slice(1)) {
      const separator = (token & 1) === 1 ? "-" : unspaced.test(text) ? "" : " ";
      text += separator + this.stream.surface(token >> 1);
    }
    return text;
  }
}

function wordLevel({ tokens, stemOf, stems }: WordStream): { at: Int32Array; totals: Int32Array } {
  const at = new Int32Array(tokens.length);
  const totals = new Int32Array(stems);
  for (let p = 0; p < tokens.length; p++) {
    at[p] = tokens[p] === gap ? -1 : stemOf[tokens[p] >> 1];
    if (at[p] >= 0) totals[at[p]]++;
  }
  return { at, totals };
}

interface LongerOptions {
  readonly base: number;
  readonly least: number;
  /** Whether the two parts must differ. */
  readonly distinct: boolean;
}

/** Terms that are two overlapping terms of the level below, numbered from `base`; not those that are too rare. */
function longerLevel(shorter: Int32Array, totals: Int32Array, { base, least, distinct }: LongerOptions) {
  const at = new Int32Array(shorter.length).fill(-1);
  const { starts, places, seconds } = pairsByFirst(shorter, totals, { least, distinct });
  const counts = new Int32Array(totals.length);
  const first: number[] = [];
  const second: number[] = [];
  const pairTotals: number[] = [];
  for (let a = 0; a < totals.length; a++) {
    const [start, end] = [starts[a], starts[a + 1]];
    for (let e = start; e < end; e++) counts[seconds[e]]++;
    for (let e = start; e < end; e++) {
      const b = seconds[e];
      if (counts[b] >= least) {
        pairTotals.push(counts[b]);
        first.push(a);
        counts[b] = -second.push(b);
      }
      if (counts[b] < 0) at[places[e]] = base - 1 - counts[b];
    }
    for (let e = start; e < end; e++) counts[seconds[e]] = 0;
  }
  return {
    at,
    totals: Int32Array.from(pairTotals),
    count: first.length,
    first: Int32Array.from(first),
    second: Int32Array.from(second),
  };
}

/** Where two terms meet that may be a longer one, and the second of them, by the first. */
function pairsByFirst(
  shorter: Int32Array,
  totals: Int32Array,
  { least, distinct }: Omit<LongerOptions, "base">,
) {
  const starts = new Int32Array(totals.length + 2);
  const isPair = (a: number, b: number) =>
    a >= 0 && b >= 0 && totals[a] >= least && totals[b] >= least && !(distinct && a === b);
  for (let p = 0; p + 1 < shorter.length; p++) {
    if (isPair(shorter[p], shorter[p + 1])) starts[shorter[p] + 2]++;
  }
  for (let a = 2; a < starts.length; a++) starts[a] += starts[a - 1];
  const places = new Int32Array(starts.at(-1) ?? 0);
  const seconds = new Int32Array(places.length);
  for (let p = 0; p + 1 < shorter.length; p++) {
    if (!isPair(shorter[p], shorter[p + 1])) continue;
    const e = starts[shorter[p] + 1]++;
    places[e] = p;
    seconds[e] = shorter[p + 1];
  }
  return { starts, places, seconds };
}

function joined(a: Int32Array, b: Int32Array): Int32Array {
  const all = new Int32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
