/** A citation as a model wrote it: the number of a document and of a passage in it. */
export interface CitedPlace {
  readonly document: number;
  readonly passage: number;
}

/** What a text that a model writes is made of. `written` put end to end give the text back. */
export type ScannedPart =
  | { readonly type: "text"; readonly written: string }
  | { readonly type: "citations"; readonly written: string; readonly places: readonly CitedPlace[] };

const closers: Readonly<Record<string, string>> = { "[": "]", "【": "】", "［": "］", "〔": "〕" };
const fence = "```";
const longestCitation = 160;
const mostDigits = 12;

/**
 * Finds citations such as `[D2-C7]` in a text that comes piece by piece, and holds back what may become one: only whole
 * citations and text that is none come out. Lists, a label before the id, other brackets and other dashes are understood;
 * what stands in a fenced block of code is text.
 *
 * Cost linear in the text's length, whatever the text.
 */
export class CitationScanner {
  #held = "";
  #inFence = false;

  /** @returns what is certain by now */
  push(text: string): ScannedPart[] {
    this.#held += text;
    return this.#take(false);
  }

  /** @returns what was held back, when no more comes */
  end(): ScannedPart[] {
    return this.#take(true);
  }

  #take(isEnd: boolean): ScannedPart[] {
    const parts: ScannedPart[] = [];
    const { length } = this.#held;
    let at = 0;
    let textFrom = 0;
    const addText = (end: number) => {
      if (end > textFrom) parts.push({ type: "text", written: this.#held.slice(textFrom, end) });
    };
    while (at < length) {
      const letter = this.#held[at]!;
      if (letter === "`") {
        const run = runLength(this.#held, at);
        if (at + run === length && run < fence.length && !isEnd) break;
        if (run >= fence.length) this.#inFence = !this.#inFence;
        at += run;
      } else if (this.#inFence || closers[letter] === undefined) at++;
      else {
        const found = readCitation(this.#held, at);
        if (found === "unfinished" && !isEnd) break;
        if (found === "unfinished" || found === "none") at++;
        else {
          addText(at);
          parts.push({ type: "citations", written: this.#held.slice(at, found.end), places: found.places });
          at = found.end;
          textFrom = at;
        }
      }
    }
    addText(at);
    this.#held = this.#held.slice(at);
    return parts;
  }
}

function runLength(text: string, from: number): number {
  let at = from;
  while (text[at] === "`") at++;
  return at - from;
}

type Reading = { readonly end: number; readonly places: readonly CitedPlace[] } | "none" | "unfinished";

/** Reads from an opening bracket to the one that closes it. */
function readCitation(text: string, from: number): Reading {
  const reader = new Reader(text, from);
  let depth = 0;
  while (depth < 2 && closers[reader.letter] !== undefined) {
    depth++;
    reader.next();
  }
  const places: CitedPlace[] = [];
  for (;;) {
    reader.skip(" ,;&");
    if (reader.isOver) return reader.tooLong ? "none" : "unfinished";
    if (isCloser(reader.letter)) break;
    const place = reader.place();
    if (typeof place === "string") return reader.tooLong ? "none" : place;
    places.push(place);
  }
  for (; depth > 0 && isCloser(reader.letter); depth--) reader.next();
  if (depth > 0 && reader.isOver) return reader.tooLong ? "none" : "unfinished";
  return depth > 0 || places.length === 0 ? "none" : { end: reader.at, places };
}

const isCloser = (letter: string) => letter === "]" || letter === "】" || letter === "］" || letter === "〕";
const isDigit = (letter: string) => letter >= "0" && letter <= "9" && letter !== "";

/** Steps through the inside of brackets, never back. */
class Reader {
  readonly #text: string;
  readonly #limit: number;
  at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#limit = at + longestCitation;
    this.at = at;
  }

  get letter(): string {
    return this.at < this.#limit ? (this.#text[this.at] ?? "") : "";
  }

  get isOver(): boolean {
    return this.letter === "";
  }

  get tooLong(): boolean {
    return this.at >= this.#limit;
  }

  next(): void {
    this.at++;
  }

  skip(letters: string): void {
    while (!this.isOver && letters.includes(this.letter)) this.at++;
  }

  /** `D1-C3`, perhaps with a word and a colon before it, or with `and` before that. */
  place(): CitedPlace | "none" | "unfinished" {
    while (isLabelLetter(this.letter) && !this.#startsPlace()) this.next();
    if (this.letter === ":") this.next();
    this.skip(" ");
    if (this.isOver) return "unfinished";
    const document = this.#numberAfter("d");
    if (typeof document === "string") return document;
    this.skip(" -‐‑–—_:.,/");
    if (this.isOver) return "unfinished";
    const passage = this.#numberAfter("c");
    if (typeof passage === "string") return passage;
    return { document, passage };
  }

  #startsPlace(): boolean {
    const following = this.#text[this.at + 1] ?? "";
    return this.letter.toLowerCase() === "d" && (following === "" || isDigit(following));
  }

  #numberAfter(letter: string): number | "none" | "unfinished" {
    if (this.letter.toLowerCase() !== letter) return "none";
    this.next();
    const from = this.at;
    while (isDigit(this.letter)) this.next();
    if (this.at === from) return this.isOver ? "unfinished" : "none";
    if (this.at - from > mostDigits) return "none";
    return Number(this.#text.slice(from, this.at));
  }
}

const isLabelLetter = (letter: string) =>
  (letter >= "a" && letter <= "z") || (letter >= "A" && letter <= "Z") || letter === "#";
