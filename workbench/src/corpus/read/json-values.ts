import { FileRejected } from "./reader.ts";

/** Deeper nesting is an attack, not data. */
const mostDepth = 500;
const mostCharacters = 32_000_000;

const codes = { quote: 0x22, backslash: 0x5c, open: 0x5b, close: 0x5d, openBrace: 0x7b, closeBrace: 0x7d };

/** A value inside a JSON text, unparsed. */
export interface JsonValue {
  readonly text: string;
  /** Characters before it in the file. */
  readonly offset: number;
}

/**
 * A JSON text that arrives in pieces, read value by value: only the value at hand is in memory. Brackets and strings are
 * followed here; whether a value is sound JSON is for `JSON.parse` to say.
 */
export class JsonText {
  readonly #pieces: AsyncIterator<string>;
  #text = "";
  #at = 0;
  #dropped = 0;
  #ended = false;

  constructor(pieces: AsyncIterable<string>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Characters before the next one. */
  get offset(): number {
    return this.#dropped + this.#at;
  }

  /** The next character that is no white space, left where it is; undefined at the end. */
  async peek(): Promise<string | undefined> {
    for (;;) {
      while (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 0x20) this.#at++;
      if (this.#at < this.#text.length) return this.#text[this.#at];
      if (!(await this.#more())) return undefined;
    }
  }

  /** Takes the next character, which must be one of these. */
  async take(...wanted: string[]): Promise<string> {
    const found = await this.peek();
    if (found === undefined) throw this.fault(`the file ends where ${wanted.join(" or ")} was expected`);
    if (!wanted.includes(found)) throw this.fault(`${found} where ${wanted.join(" or ")} was expected`);
    this.#at++;
    return found;
  }

  /** Goes to a place further on. */
  async skipTo(offset: number): Promise<void> {
    while (this.#dropped + this.#text.length < offset) {
      this.#at = this.#text.length;
      if (!(await this.#more())) return;
    }
    this.#at = offset - this.#dropped;
  }

  /** Takes the next value whole. */
  async value(): Promise<JsonValue> {
    if ((await this.peek()) === undefined) throw this.fault("the file ends where a value was expected");
    this.#forget();
    const scan: Scan = { at: 0, depth: 0, inString: false };
    while (!scanValue(this.#text, scan)) {
      if (scan.depth > mostDepth) throw this.fault(`nested more than ${mostDepth} deep`);
      if (this.#text.length > mostCharacters)
        throw new FileRejected("too-large", `one value of ${mostCharacters} characters`);
      if (await this.#more()) continue;
      if (scan.depth > 0 || scan.inString) throw this.fault("the file ends inside this value");
      break;
    }
    if (scan.depth > mostDepth) throw this.fault(`nested more than ${mostDepth} deep`);
    if (scan.at === 0) throw this.fault(`${this.#text[0]} where a value was expected`);
    const value = { text: this.#text.slice(0, scan.at), offset: this.#dropped };
    this.#at = scan.at;
    return value;
  }

  /** The rejection of the whole file because of what stands here. */
  fault(message: string): FileRejected {
    return new FileRejected("corrupt", `invalid JSON at character ${this.offset + 1}: ${message}`);
  }

  #forget(): void {
    this.#dropped += this.#at;
    this.#text = this.#text.slice(this.#at);
    this.#at = 0;
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const { value, done } = await this.#pieces.next();
    this.#ended = done === true;
    if (done) return false;
    this.#dropped += this.#at;
    this.#text = this.#text.slice(this.#at) + value;
    this.#at = 0;
    return true;
  }
}

interface Scan {
  at: number;
  depth: number;
  inString: boolean;
}

/** Follows a value from where it was left; true once its end is found. Too deep a value is left at once. */
function scanValue(text: string, scan: Scan): boolean {
  for (; scan.at < text.length && scan.depth <= mostDepth; scan.at++) {
    const code = text.charCodeAt(scan.at);
    if (scan.inString) {
      if (code === codes.backslash) {
        if (scan.at + 1 >= text.length) return false;
        scan.at++;
      } else if (code === codes.quote) scan.inString = false;
    } else if (code === codes.quote) scan.inString = true;
    else if (code === codes.open || code === codes.openBrace) scan.depth++;
    else if (code === codes.close || code === codes.closeBrace) {
      if (scan.depth === 0) return true;
      scan.depth--;
    } else {
      const endsScalar = code === 0x2c || code === 0x3a || code <= 0x20;
      if (scan.depth === 0 && endsScalar) return true;
      continue;
    }
    if (scan.depth === 0 && !scan.inString) {
      scan.at++;
      return true;
    }
  }
  return false;
}

/** The name that an object's text gives to two of its own values, if there is one; `JSON.parse` keeps the last in silence. */
export function repeatedKey(text: string): string | undefined {
  const keys = new Set<string>();
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === codes.open || code === codes.openBrace) depth++;
    else if (code === codes.close || code === codes.closeBrace) depth--;
    else if (code === codes.quote) {
      const end = stringEnd(text, at);
      if (depth === 1 && isKey(text, end + 1)) {
        const key = text.slice(at + 1, end);
        if (keys.has(key)) return key;
        keys.add(key);
      }
      at = end;
    }
  }
  return undefined;
}

/** Where the string that opens here closes. */
function stringEnd(text: string, open: number): number {
  for (let from = open + 1; ; ) {
    const close = text.indexOf('"', from);
    if (close < 0) return text.length;
    let slashes = close;
    while (text.charCodeAt(slashes - 1) === codes.backslash) slashes--;
    if ((close - slashes) % 2 === 0) return close;
    from = close + 1;
  }
}

function isKey(text: string, after: number): boolean {
  let at = after;
  while (text.charCodeAt(at) <= 0x20) at++;
  return text[at] === ":";
}
