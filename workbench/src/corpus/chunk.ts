import type { ChunkSpan, Heading } from "../model.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { cutIntoPieces, cutStrength, type Pieces } from "./pieces.ts";

export interface ChunkOptions {
  /** Size of a chunk, overlap included; it is held within a fifth either way. */
  readonly tokens?: number;
  /** How much of the chunk before is repeated; it is held within a third either way. */
  readonly overlap?: number;
  /** Called once for every stretch of text; the counts of neighbours are added up. */
  readonly countTokens?: (text: string) => number;
  /** Offset at which each page starts. */
  readonly pages?: readonly number[];
  readonly headings?: readonly Heading[];
}

/** More letters than this are never one token: what a tokenizer calls unknown still takes room. */
const lettersPerToken = 16;

/**
 * Cuts a document's text into overlapping chunks, at headings before paragraphs, sentences, lines, words and letters.
 *
 * A text of up to 1.2 × `tokens` stays whole; the last chunk may be shorter than the others. Overlaps start where a
 * sentence starts, unless the sentence is longer than the overlap may be.
 *
 * @returns chunks in order; `text.slice(ownStart, end)` put end to end give the text back; none for an empty text
 *
 * Cost linear in the text's length.
 */
export function chunk(
  text: string,
  { tokens = 1_000, overlap = 150, countTokens = estimateTokens, pages, headings = [] }: ChunkOptions = {},
): ChunkSpan[] {
  if (text === "") return [];
  const pieceTokens = Math.max(1, Math.floor(Math.min(tokens / 10, overlap > 0 ? overlap / 3 : tokens)));
  const pieces = cutIntoPieces(text, { headings, pieceTokens, estimateTokens });
  const tokensBefore = runningTotal(text, pieces, countTokens);
  const headingPathAt = headingPaths(text, headings);
  return packs(pieces, tokensBefore, tokens, overlap).map(({ first, own, end }) => {
    const start = pieces.starts[first]!;
    const endOffset = pieces.starts[end]!;
    return {
      start,
      ownStart: pieces.starts[own]!,
      end: endOffset,
      tokens: tokensBefore[end]! - tokensBefore[first]!,
      ...(pages && pages.length > 0
        ? { pages: [pageAt(pages, start), pageAt(pages, endOffset - 1)] as const }
        : undefined),
      headingPath: headingPathAt(pieces.starts[own]!),
    };
  });
}

/** Tokens before each piece, and of all of them at the end. */
function runningTotal(text: string, { starts }: Pieces, countTokens: (text: string) => number): number[] {
  const totals = [0];
  for (let i = 0; i + 1 < starts.length; i++) {
    const piece = text.slice(starts[i], starts[i + 1]);
    const tokens = Math.max(countTokens(piece), Math.floor(piece.trim().length / lettersPerToken));
    totals.push(totals[i]! + tokens);
  }
  return totals;
}

/** A chunk as piece numbers: its first, the first of its own, and the one after its last. */
interface Pack {
  readonly first: number;
  readonly own: number;
  readonly end: number;
}

function packs(pieces: Pieces, tokensBefore: readonly number[], size: number, overlap: number): Pack[] {
  const count = pieces.starts.length - 1;
  const result: Pack[] = [];
  let first = 0;
  let own = 0;
  while (own < count) {
    const end = chunkEnd(pieces, tokensBefore, { first, own, size });
    result.push({ first, own, end });
    first = overlapStart(pieces, tokensBefore, { own, end, overlap });
    own = end;
  }
  return result;
}

/** The strongest cut that leaves the chunk within a fifth of its size; of equals the one nearest to it. */
function chunkEnd(
  { strengths }: Pieces,
  tokensBefore: readonly number[],
  { first, own, size }: { first: number; own: number; size: number },
): number {
  const count = strengths.length;
  const before = tokensBefore[first]!;
  const rest = tokensBefore[count]! - before;
  if (rest <= size * 1.2) return count;
  const most = Math.max(size * 0.8, Math.min(size * 1.2, rest - size * 0.2));
  let best = own + 1;
  let bestFit = Number.NEGATIVE_INFINITY;
  for (let end = own + 1; end < count; end++) {
    const tokens = tokensBefore[end]! - before;
    if (tokens > most && end > own + 1) break;
    const fit =
      tokens < size * 0.8 ? tokens / size - 2 : strengths[end]! + 1 - Math.abs(tokens - size) / size;
    if (fit > bestFit) [best, bestFit] = [end, fit];
  }
  return best;
}

/** The sentence start that repeats about `overlap` tokens, else the word start that does; `end` where nothing fits. */
function overlapStart(
  { strengths }: Pieces,
  tokensBefore: readonly number[],
  { own, end, overlap }: { own: number; end: number; overlap: number },
): number {
  if (overlap === 0 || end === strengths.length) return end;
  let best = end;
  let bestFit = Number.NEGATIVE_INFINITY;
  for (let start = end - 1; start > own; start--) {
    const tokens = tokensBefore[end]! - tokensBefore[start]!;
    if (tokens > (overlap * 4) / 3) break;
    const tooShort = tokens < (overlap * 2) / 3 ? 2 * cutStrength.sentence : 0;
    const opening = Math.min(strengths[start]!, cutStrength.sentence);
    const fit = opening - Math.abs(tokens - overlap) / overlap - tooShort;
    if (fit > bestFit) [best, bestFit] = [start, fit];
  }
  return best;
}

/** 1-based number of the page that an offset lies on. */
function pageAt(pages: readonly number[], offset: number): number {
  let low = 0;
  let high = pages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pages[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** Answers, for offsets in rising order, which headings stand above the text there. */
function headingPaths(text: string, headings: readonly Heading[]): (offset: number) => string[] {
  const ordered = headings.toSorted((a, b) => a.offset - b.offset);
  const path: Heading[] = [];
  let next = 0;
  return (offset) => {
    const blank = text.slice(offset).search(/\S/);
    const from = offset + Math.max(0, blank);
    for (; next < ordered.length && ordered[next]!.offset <= from; next++) {
      const heading = ordered[next]!;
      while (path.length > 0 && path.at(-1)!.level >= heading.level) path.pop();
      path.push(heading);
    }
    return path.map((heading) => heading.text);
  };
}
