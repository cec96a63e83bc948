import type { Line } from "./pdf-lines.ts";

/** A paragraph of a page; a word parted at a line's end has `wordBreak` in it. */
export interface Paragraph {
  readonly text: string;
  readonly size: number;
}

/** Stands where a word was parted by a hyphen at the end of a line, until the whole document is known. */
const wordBreak = "\u00ad";

const mostLeading = 1.75;
const likeSize = 1.2;
/** Of a paragraph's width: a line that ends so far before the edge was ended on purpose. */
const shortfall = 0.2;
const eastAsianEnd = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]$/u;
const eastAsianStart = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u;

/** Joins the lines of a page, in reading order, into paragraphs by their gaps, indents, sizes and widths. */
export function pageParagraphs(lines: readonly Line[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let block: Line[] = [];
  const finish = () => {
    if (block.length > 0) paragraphs.push({ text: blockText(block), size: block[0]!.size });
    block = [];
  };
  for (const line of lines.map(mirrored)) {
    if (block.length > 0 && !continues(block, line)) finish();
    block.push(line);
  }
  finish();
  return paragraphs;
}

/** Right-to-left lines are measured from the right, so that start and end mean the same for all. */
function mirrored(line: Line): Line {
  return line.rightToLeft ? { ...line, start: -line.end, end: -line.start } : line;
}

function continues(block: readonly Line[], next: Line): boolean {
  const last = block.at(-1)!;
  if (last.turns !== next.turns || last.rightToLeft !== next.rightToLeft) return false;
  if (Math.max(last.size, next.size) > likeSize * Math.min(last.size, next.size)) return false;
  const drop = last.baseline - next.baseline;
  if (drop < 0) return flowsOn(last, next);
  if (drop > mostLeading * next.size || !overlap(last, next)) return false;
  return isCentred(last, next) || !startsParagraph(block, next);
}

/** A sentence that goes on at the top of the next column. */
function flowsOn(last: Line, next: Line): boolean {
  return next.start > last.end && /[\p{Ll},\-\u00ad]$/u.test(last.text) && /^\p{Ll}/u.test(next.text);
}

function overlap(one: Line, other: Line): boolean {
  return one.start < other.end && other.start < one.end;
}

function isCentred(one: Line, other: Line): boolean {
  const apart = Math.abs(one.start + one.end - other.start - other.end) / 2;
  return apart < one.size && Math.abs(one.start - other.start) > 2 * one.size;
}

function startsParagraph(block: readonly Line[], next: Line): boolean {
  const lines = lastColumn(block);
  const last = lines.at(-1)!;
  const left = Math.min(...(lines.length > 1 ? lines.slice(1) : lines).map(({ start }) => start));
  const right = Math.max(...lines.map(({ end }) => end), next.end);
  const indent = next.start - left;
  const hangs = lines.length === 1 && last.end >= right - 2 * last.size && indent < 5 * next.size;
  if (indent > 0.8 * next.size) return !hangs;
  return isShort(last, right) && /[.!?:;。．？！]["'”’)\]]*$/u.test(last.text);
}

/** The lines of a block since it last went on at the top of a column. */
function lastColumn(block: readonly Line[]): readonly Line[] {
  return block.slice(
    1 + block.findLastIndex((line, at) => at + 1 < block.length && goesUp(line, block[at + 1]!)),
  );
}

const goesUp = (line: Line, next: Line) => next.baseline > line.baseline;

function isShort(line: Line, right: number): boolean {
  return right - line.end > Math.max(2 * line.size, shortfall * (right - line.start));
}

function blockText(block: readonly Line[]): string {
  let text = block[0]!.text;
  for (const [at, line] of block.entries()) {
    if (at === 0) continue;
    const before = block[at - 1]!;
    const jumps = goesUp(before, line);
    const right = jumps ? before.end : columnEdge(block, at - 1);
    text = joined(text, line.text, isShort(before, right) && !isCentred(before, line));
  }
  return text;
}

/** Where the lines of the column end that a line of the block stands in. */
function columnEdge(block: readonly Line[], at: number): number {
  let [first, last] = [at, at];
  while (first > 0 && !goesUp(block[first - 1]!, block[first]!)) first -= 1;
  while (last + 1 < block.length && !goesUp(block[last]!, block[last + 1]!)) last += 1;
  return Math.max(...block.slice(first, last + 1).map(({ end }) => end));
}

function joined(text: string, next: string, endedOnPurpose: boolean): string {
  const parted = /\p{L}[-\u00ad\u2010]$/u.test(text) && /^\p{L}/u.test(next);
  if (parted) return text.slice(0, -1) + wordBreak + next;
  if (endedOnPurpose) return `${text}\n${next}`;
  return eastAsianEnd.test(text) && eastAsianStart.test(next) ? text + next : `${text} ${next}`;
}

/**
 * Decides for each word that a line's end parted whether its hyphen stays, by how the word is written elsewhere in the
 * document.
 */
export function withoutWordBreaks(texts: readonly string[]): string[] {
  const broken = /([\p{L}\p{M}'’-]*)\u00ad([\p{L}\p{M}'’-]*)/gu;
  if (!texts.some((text) => text.includes(wordBreak))) return [...texts];
  const known = new Set(
    texts
      .join("\n")
      .toLowerCase()
      .match(/[\p{L}\p{M}][\p{L}\p{M}'’-]*/gu) ?? [],
  );
  const whole = (_: string, start: string, end: string) => {
    const hyphenated = `${start}-${end}`;
    const joinedIsKnown = known.has((start + end).toLowerCase());
    const keepsHyphen = /^\p{Lu}/u.test(end) || known.has(hyphenated.toLowerCase());
    return keepsHyphen && !joinedIsKnown ? hyphenated : start + end;
  };
  return texts.map((text) => text.replace(broken, whole).replaceAll(wordBreak, ""));
}
