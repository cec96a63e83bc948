/** A piece of text as pdfjs finds it on a page, in the order of the page's own commands. */
export interface PageItem {
  readonly str: string;
  readonly dir: string;
  /** Matrix that puts the text on the page: scale and turn, then position. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly hasEOL: boolean;
}

/** A line of text, in a frame that is turned so that the line runs from left to right. */
export interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Height of the baseline above the frame's origin. */
  readonly baseline: number;
  /** Font size of most of its characters. */
  readonly size: number;
  /** Quarter turns, so that lines of one frame are compared only with each other. */
  readonly turns: number;
  readonly rightToLeft: boolean;
}

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly baseline: number;
  readonly size: number;
  readonly turns: number;
  readonly rightToLeft: boolean;
}

/** Gap between two words of a line that is no word space but a step to another column, in font sizes. */
const columnGap = 3;
const eastAsian = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff00-\\uff60";
const spaceInEastAsian = new RegExp(`(?<=[${eastAsian}])[ \\t]+(?=[${eastAsian}])`, "gu");

/** Puts the pieces of a page together into lines; pieces of a right-to-left line are read from the right. */
export function pageLines(items: readonly PageItem[]): Line[] {
  const lines: Line[] = [];
  let pieces: Piece[] = [];
  const finish = () => {
    const line = toLine(pieces);
    if (line !== undefined) lines.push(line);
    pieces = [];
  };
  for (const item of items) {
    const piece = toPiece(item);
    if (pieces.length > 0 && leavesLine(pieces.at(-1)!, piece)) finish();
    if (piece.text !== "") pieces.push(piece);
    if (item.hasEOL) finish();
  }
  finish();
  return lines;
}

function toPiece({ str, dir, transform, width, height }: PageItem): Piece {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform;
  const turns = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
  const [along, across] = turned(x, y, turns);
  const size = height > 0 ? height : Math.hypot(c, d);
  const isGap = str.trim() === "" && width > columnGap * size;
  return {
    text: isGap ? "\t" : str.replace(/\p{Cc}/gu, ""),
    start: along,
    end: along + width,
    baseline: across,
    size,
    turns,
    rightToLeft: dir === "rtl",
  };
}

function turned(x: number, y: number, turns: number): [along: number, across: number] {
  if (turns === 1) return [y, -x];
  if (turns === 2) return [-x, -y];
  return turns === 3 ? [-y, x] : [x, y];
}

function leavesLine(last: Piece, next: Piece): boolean {
  if (next.text.trim() === "") return false;
  const size = Math.max(last.size, next.size);
  return last.turns !== next.turns || Math.abs(last.baseline - next.baseline) > size;
}

function toLine(pieces: readonly Piece[]): Line | undefined {
  const worded = pieces.filter(({ text }) => text.trim() !== "");
  if (worded.length === 0) return undefined;
  const rightToLeft = isRightToLeft(worded);
  const ordered = rightToLeft ? fromTheRight(pieces) : pieces;
  const main = worded.reduce((longest, piece) => (piece.text.length > longest.text.length ? piece : longest));
  return {
    text: tidy(ordered.map(({ text }) => text).join("")),
    start: Math.min(...worded.map(({ start }) => start)),
    end: Math.max(...worded.map(({ end }) => end)),
    baseline: main.baseline,
    size: main.size,
    turns: main.turns,
    rightToLeft,
  };
}

function isRightToLeft(pieces: readonly Piece[]): boolean {
  const characters = (wanted: readonly Piece[]) => wanted.reduce((sum, { text }) => sum + text.length, 0);
  return characters(pieces.filter((piece) => piece.rightToLeft)) * 2 > characters(pieces);
}

/** Right to left, but runs of pieces that read left to right stay as they are. */
function fromTheRight(pieces: readonly Piece[]): Piece[] {
  const descending = [...pieces].sort((one, other) => other.start - one.start);
  const ordered: Piece[] = [];
  for (let at = 0; at < descending.length; ) {
    let end = at + 1;
    while (!descending[at]!.rightToLeft && end < descending.length && !descending[end]!.rightToLeft) end += 1;
    ordered.push(...descending.slice(at, end).reverse());
    at = end;
  }
  return ordered;
}

function tidy(text: string): string {
  return text
    .replace(/[ \u00a0]*\t[ \t\u00a0]*/g, "\t")
    .replace(/[ \u00a0]+/g, " ")
    .replace(spaceInEastAsian, "")
    .trim();
}
