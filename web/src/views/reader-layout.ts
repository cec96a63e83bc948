import type { DocumentDetail } from "toposcope/contract";

/** A stretch of text that is marked or not. */
interface Stretch {
  readonly start: number;
  readonly text: string;
  readonly marked: boolean;
}

/** A part of a document as the reader shows it. The stretches of all blocks put end to end give the text back. */
export type Block =
  | { readonly kind: "page"; readonly key: string; readonly page: number }
  | {
      readonly kind: "heading" | "paragraph";
      readonly key: string;
      readonly level: number;
      readonly stretches: readonly Stretch[];
    };

type ReadableDocument = Pick<DocumentDetail, "text" | "pageStarts" | "headings">;

const longestBlock = 4_000;

/** The offsets at which a block starts because a paragraph does, or because the paragraph would be too long to draw at once. */
function paragraphStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/\n[ \t]*\n\s*/g)) starts.push(match.index + match[0].length);
  return starts.flatMap((start, at) => cutLongParagraph(text, start, starts[at + 1] ?? text.length));
}

function cutLongParagraph(text: string, start: number, end: number): number[] {
  const cuts = [start];
  for (let from = start; end - from > longestBlock; cuts.push(from)) {
    const space = text.lastIndexOf(" ", from + longestBlock - 1);
    from = space > from ? space + 1 : beforeSurrogate(text, from + longestBlock);
  }
  return cuts;
}

const beforeSurrogate = (text: string, at: number) => (/[\udc00-\udfff]/.test(text[at] ?? "") ? at - 1 : at);

function stretchesOf(text: string, start: number, end: number, mark: Mark | undefined): Stretch[] {
  if (mark === undefined || mark.end <= start || mark.start >= end)
    return [{ start, text: text.slice(start, end), marked: false }];
  const from = Math.max(start, mark.start);
  const to = Math.min(end, mark.end);
  return [
    { start, text: text.slice(start, from), marked: false },
    { start: from, text: text.slice(from, to), marked: true },
    { start: to, text: text.slice(to, end), marked: false },
  ].filter((stretch) => stretch.text !== "");
}

export interface Mark {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a document's text into pages, headings and paragraphs, and marks one passage.
 *
 * A page may begin within a paragraph: the paragraph is cut there, so that the page's number stands where the page begins.
 */
export function layOutText({ text, pageStarts, headings }: ReadableDocument, mark?: Mark): Block[] {
  const inText = (offset: number) => offset >= 0 && offset < text.length;
  const headingAt = new Map(
    headings.filter(({ offset }) => inText(offset)).map((heading) => [heading.offset, heading]),
  );
  const headingEnds = [...headingAt.values()].map(({ offset }) => lineEnd(text, offset)).filter(inText);
  const pageAt = new Map((pageStarts ?? []).map((offset, page) => [offset, page + 1]));
  const cuts = [
    ...paragraphStarts(text),
    ...headingAt.keys(),
    ...headingEnds,
    ...[...pageAt.keys()].filter(inText),
  ];
  const starts = [...new Set(cuts)].filter(inText).sort((a, b) => a - b);
  return starts.flatMap((start, at): Block[] => {
    const end = starts[at + 1] ?? text.length;
    const heading = headingAt.get(start);
    const page = pageAt.get(start);
    const block: Block = {
      kind: heading === undefined ? "paragraph" : "heading",
      key: `t${start}`,
      level: heading?.level ?? 0,
      stretches: stretchesOf(text, start, end, mark),
    };
    return page === undefined ? [block] : [{ kind: "page", key: `p${page}`, page }, block];
  });
}

/** What one speaker says at a time, as the reader shows it. */
export interface ShownTurn {
  readonly key: string;
  readonly role: string;
  readonly speaker: string;
  readonly blocks: readonly Block[];
}

/** Cuts a conversation into what its speakers say, and marks one passage. */
export function layOutTurns(
  { text, turns }: Pick<DocumentDetail, "text" | "turns">,
  mark?: Mark,
): ShownTurn[] {
  return turns.map(({ role, speaker, said, end }) => {
    const words = { text: text.slice(said, end), pageStarts: null, headings: [] };
    const own = mark && { start: mark.start - said, end: mark.end - said };
    return { key: `turn ${said}`, role, speaker: speaker ?? role, blocks: layOutText(words, own) };
  });
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end + 1;
}
