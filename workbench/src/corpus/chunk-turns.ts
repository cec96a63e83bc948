import type { ChunkSpan, Turn } from "../model.ts";
import { type ChunkOptions, chunk } from "./chunk.ts";
import { estimateTokens } from "./estimate-tokens.ts";

/** A stretch from the start of a turn to the start of the next; the first one starts where the text does. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly tokens: number;
}

/**
 * Cuts a conversation into chunks between its turns: as many turns to a chunk as it has room for. A turn that has more
 * tokens than a chunk may is cut by itself, as any other text. The overlap is whole turns, where they are short enough.
 *
 * @returns chunks in order; `text.slice(ownStart, end)` put end to end give the text back; none for an empty text
 *
 * Cost linear in the text's length.
 */
export function chunkTurns(
  text: string,
  turns: readonly Pick<Turn, "start">[],
  options: ChunkOptions = {},
): ChunkSpan[] {
  const { tokens = 1_000, overlap = 150, countTokens = estimateTokens } = options;
  const most = tokens * 1.2;
  const stretches = stretchesOf(text, turns, countTokens);
  const spans: ChunkSpan[] = [];
  for (let at = 0; at < stretches.length; ) {
    const first = stretches[at]!;
    if (first.tokens > most) {
      spans.push(...cutTurn(text, first, options));
      at++;
      continue;
    }
    const shared = overlapBefore(stretches, at, { overlap, most });
    const repeated = sumTokens(stretches.slice(shared, at));
    const end = lastThatFits(stretches, at, { room: tokens - repeated, most: most - repeated });
    const size = repeated + sumTokens(stretches.slice(at, end));
    spans.push({
      start: stretches[shared]!.start,
      ownStart: first.start,
      end: stretches[end - 1]!.end,
      tokens: size,
      headingPath: [],
    });
    at = end;
  }
  return spans;
}

const sumTokens = (stretches: readonly Stretch[]) => stretches.reduce((sum, { tokens }) => sum + tokens, 0);

function stretchesOf(
  text: string,
  turns: readonly Pick<Turn, "start">[],
  countTokens: (text: string) => number,
): Stretch[] {
  const starts = [...new Set([0, ...turns.slice(1).map(({ start }) => start)])].filter(
    (start) => start < text.length,
  );
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? text.length;
    return { start, end, tokens: countTokens(text.slice(start, end)) };
  });
}

/** One behind the last turn that goes into a chunk: what is left may be small, so a little more than the room is taken too. */
function lastThatFits(
  stretches: readonly Stretch[],
  from: number,
  { room, most }: { room: number; most: number },
): number {
  let end = from + 1;
  let size = stretches[from]!.tokens;
  for (; end < stretches.length; end++) {
    const next = size + stretches[end]!.tokens;
    const isLast = end === stretches.length - 1;
    if (next > most || (next > room && !isLast && size >= room * 0.8)) break;
    size = next;
  }
  return end;
}

/** The first of the turns before one that are repeated with it; itself where none is, or where there is no room for it then. */
function overlapBefore(
  stretches: readonly Stretch[],
  at: number,
  { overlap, most }: { overlap: number; most: number },
): number {
  let first = at;
  let size = 0;
  while (first > 0) {
    size += stretches[first - 1]!.tokens;
    if (size > (overlap * 4) / 3 || size + stretches[at]!.tokens > most) break;
    first--;
  }
  return first;
}

function cutTurn(
  text: string,
  { start, end }: Stretch,
  { pages: _, headings: __, ...options }: ChunkOptions,
): ChunkSpan[] {
  return chunk(text.slice(start, end), options).map((span) => ({
    ...span,
    start: start + span.start,
    ownStart: start + span.ownStart,
    end: start + span.end,
  }));
}
