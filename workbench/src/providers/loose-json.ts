/** Deeper than any answer asked for, and far from the end of the stack. */
const deepest = 100;

/**
 * Finds the JSON value in an answer: behind words, in a fence, with single quotes, bare names, comments, trailing commas.
 * One that is not finished is none: what is missing is not made up.
 *
 * @returns undefined where there is none
 */
export function looseJson(text: string): { readonly value: unknown } | undefined {
  const exact = strict(text);
  if (exact) return exact;
  for (const start of startsOf(text)) {
    try {
      return { value: new LooseReader(text, start).value(0) };
    } catch {
      // Not here: maybe at the next bracket.
    }
  }
  return undefined;
}

function strict(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** A few places where a value may begin: after a fence, then at the first brackets. */
function startsOf(text: string): number[] {
  const fenced = /```(?:json)?\s*(?=[[{])/i.exec(text);
  const brackets: number[] = fenced ? [fenced.index + fenced[0].length] : [];
  for (let at = text.search(/[[{]/); at >= 0 && brackets.length < 8; at = nextBracket(text, at + 1))
    brackets.push(at);
  return brackets;
}

function nextBracket(text: string, from: number): number {
  const found = text.slice(from).search(/[[{]/);
  return found < 0 ? -1 : from + found;
}

const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["null", null],
  ["None", null],
]);
const closing: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”" };
const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

class LooseReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  value(depth: number): unknown {
    if (depth > deepest) throw new Error("too deep");
    this.#skip();
    const character = this.#text[this.#at] ?? "";
    if (character === "{") return this.#object(depth);
    if (character === "[") return this.#array(depth);
    return character in closing ? this.#string() : this.#word();
  }

  #object(depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.#at += 1;
    while (!this.#took("}")) {
      this.#skip();
      const name = (this.#text[this.#at] ?? "") in closing ? this.#string() : this.#match(/[\w$-]+/y);
      if (!this.#took(":")) throw new Error("no colon");
      entries.push([name, this.value(depth + 1)]);
      if (!this.#took(",") && !this.#sees("}")) throw new Error("no comma");
    }
    return Object.fromEntries(entries);
  }

  #array(depth: number): unknown[] {
    const items: unknown[] = [];
    this.#at += 1;
    while (!this.#took("]")) {
      items.push(this.value(depth + 1));
      if (!this.#took(",") && !this.#sees("]")) throw new Error("no comma");
    }
    return items;
  }

  #string(): string {
    const end = closing[this.#text[this.#at] ?? ""];
    let read = "";
    for (this.#at += 1; this.#text[this.#at] !== end; this.#at++) {
      const character = this.#text[this.#at];
      if (character === undefined) throw new Error("no end");
      read += character === "\\" ? this.#escaped() : character;
    }
    this.#at += 1;
    return read;
  }

  #escaped(): string {
    this.#at += 1;
    const character = this.#text[this.#at] ?? "";
    if (character !== "u") return escapes[character] ?? character;
    const code = this.#text.slice(this.#at + 1, this.#at + 5);
    if (!/^[\da-f]{4}$/i.test(code)) throw new Error("no code");
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(code, 16));
  }

  #word(): unknown {
    const word = this.#match(/[\w.+-]+/y);
    if (words.has(word)) return words.get(word);
    if (Number.isNaN(Number(word))) throw new Error("no value");
    return Number(word);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) throw new Error("nothing");
    this.#at += found.length;
    return found;
  }

  #sees(character: string): boolean {
    this.#skip();
    return this.#text[this.#at] === character;
  }

  #took(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.#at += 1;
    return true;
  }

  /** Passes over white space and comments. */
  #skip(): void {
    const blank = /(?:\s+|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/y;
    blank.lastIndex = this.#at;
    this.#at += blank.exec(this.#text)?.[0].length ?? 0;
  }
}
