/** One record of a CSV file. */
export interface CsvRecord {
  readonly fields: readonly string[];
  readonly characters: number;
  /** What was wrong with its quotes, and how it was read all the same. */
  readonly fault?: string;
}

export interface CsvSyntax {
  readonly delimiter: string;
  readonly lineEnd: "\n" | "\r";
}

/** A record longer than this is taken for one whose quote is never closed. */
const mostCharacters = 8_000_000;
const quote = '"';

/** What one attempt to read a record gave: the record, `more` text wanted, or quotes that cannot be right. */
type Attempt = { record: CsvRecord; next: number } | "more" | "broken";

/**
 * Splits CSV text into records as it comes (RFC 4180), in memory bounded by the longest record.
 *
 * A quote that is never closed, or closed in the middle of a later line, does not swallow what follows: the record ends with
 * its line, and says so. A quote inside a quoted field of one line is taken literally.
 */
export class CsvRecords {
  readonly #syntax: CsvSyntax;
  #text = "";
  #at = 0;
  /** Where the next delimiter and line end are; only right while not before the place looked from. */
  #delimiterAt = -1;
  #lineEndAt = -1;

  constructor(syntax: CsvSyntax) {
    this.#syntax = syntax;
  }

  /** Adds text and yields the records that it completes. */
  *push(text: string): Generator<CsvRecord> {
    this.#text = this.#text.slice(this.#at) + text;
    this.#at = 0;
    yield* this.#records(false);
  }

  /** Yields what is left once there is no more text. */
  *end(): Generator<CsvRecord> {
    yield* this.#records(true);
  }

  *#records(isEnd: boolean): Generator<CsvRecord> {
    this.#delimiterAt = -1;
    this.#lineEndAt = -1;
    while (this.#at < this.#text.length) {
      let attempt = this.#read(isEnd);
      if (attempt === "more" && this.#text.length - this.#at > mostCharacters) attempt = "broken";
      if (attempt === "more") return;
      const { record, next } = attempt === "broken" ? this.#readLine() : attempt;
      this.#at = next;
      yield record;
    }
  }

  #read(isEnd: boolean): Attempt {
    const { delimiter, lineEnd } = this.#syntax;
    const fields: string[] = [];
    let fault: string | undefined;
    for (let at = this.#at; ; ) {
      let end: number;
      if (this.#text[at] === quote) {
        const field = this.#quotedField(at, isEnd);
        if (typeof field === "string") return field;
        fields.push(field.value);
        fault ??= field.fault;
        end = field.end;
      } else {
        end = Math.min(this.#nextDelimiter(at), this.#nextLineEnd(at));
        fields.push(this.#text.slice(at, end));
      }
      if (end >= this.#text.length && !isEnd) return "more";
      if (this.#text.startsWith(delimiter, end)) {
        at = end + delimiter.length;
        continue;
      }
      const next = this.#text[end] === "\r" && lineEnd === "\n" ? end + 2 : end + 1;
      return { record: this.#record(fields, next, fault), next };
    }
  }

  /** A quoted field from its opening quote on; `end` is the delimiter or line end after it. */
  #quotedField(
    start: number,
    isEnd: boolean,
  ): { value: string; end: number; fault?: string } | "more" | "broken" {
    const text = this.#text;
    let value = "";
    let fault: string | undefined;
    for (let from = start + 1; ; ) {
      const at = text.indexOf(quote, from);
      if (at < 0) return isEnd ? "broken" : "more";
      if (text[at + 1] === quote) {
        value += text.slice(from, at + 1);
        from = at + 2;
        continue;
      }
      let end = at + 1;
      while (text[end] === " ") end++;
      if (end + (text[end] === "\r" ? 1 : 0) >= text.length && !isEnd) return "more";
      if (this.#endsField(end)) return { value: value + text.slice(from, at), end, fault };
      if (text.slice(start, at).includes(this.#syntax.lineEnd)) return "broken";
      fault = "a quote inside a quoted field is not doubled";
      value += text.slice(from, at + 1);
      from = at + 1;
    }
  }

  #endsField(at: number): boolean {
    const { delimiter, lineEnd } = this.#syntax;
    if (at >= this.#text.length || this.#text.startsWith(delimiter, at)) return true;
    if (this.#text[at] === lineEnd) return true;
    return this.#text[at] === "\r" && (at + 1 === this.#text.length || this.#text[at + 1] === "\n");
  }

  /** The record as far as its line goes, quotes that do not close taken as they stand. */
  #readLine(): { record: CsvRecord; next: number } {
    const { delimiter } = this.#syntax;
    const lineEnd = this.#nextLineEnd(this.#at);
    const fields: string[] = [];
    for (let at = this.#at; at <= lineEnd; ) {
      const quoted = this.#text[at] === quote ? this.#quotedField(at, true) : "broken";
      const isWhole = typeof quoted !== "string" && quoted.end <= lineEnd;
      const end = isWhole ? quoted.end : Math.min(this.#nextDelimiter(at), lineEnd);
      const plain = this.#text.slice(at, end);
      fields.push(isWhole ? quoted.value : plain.startsWith(quote) ? plain.slice(1) : plain);
      at = end + delimiter.length;
      if (end >= lineEnd) break;
    }
    const next = lineEnd + 1;
    return { record: this.#record(fields, next, "a quote is not closed on its line"), next };
  }

  #record(fields: string[], next: number, fault: string | undefined): CsvRecord {
    const last = fields.at(-1) ?? "";
    if (last.endsWith("\r")) fields[fields.length - 1] = last.slice(0, -1);
    const characters = Math.min(next, this.#text.length) - this.#at;
    return { fields, characters, ...(fault !== undefined && { fault }) };
  }

  #nextDelimiter(from: number): number {
    if (this.#delimiterAt < from) this.#delimiterAt = this.#find(this.#syntax.delimiter, from);
    return this.#delimiterAt;
  }

  #nextLineEnd(from: number): number {
    if (this.#lineEndAt < from) this.#lineEndAt = this.#find(this.#syntax.lineEnd, from);
    return this.#lineEndAt;
  }

  #find(what: string, from: number): number {
    const at = this.#text.indexOf(what, from);
    return at < 0 ? this.#text.length : at;
  }
}
