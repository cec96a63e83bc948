import type { ExtractedDocument, Heading } from "../../model.ts";
import { cleanText } from "./clean-text.ts";

type Extracted = Pick<ExtractedDocument, "text" | "headings" | "flags">;

/** Puts a document's text together from its blocks: paragraphs with an empty line between, headings remembered. */
export class TextBuilder {
  #text = "";
  readonly #headings: Heading[] = [];
  readonly #flags = new Map<string, NonNullable<Extracted["flags"]>[number]>();

  get length(): number {
    return this.#text.length;
  }

  /** Adds a paragraph; blank ones are left out. `tight` puts it on the next line, as items of one list are. */
  add(block: string, { tight = false }: { tight?: boolean } = {}): void {
    const text = this.#clean(block).replace(/^\n+|\s+$/g, "");
    if (text.trim() === "") return;
    if (this.#text !== "") this.#text += tight ? "\n" : "\n\n";
    this.#text += text;
  }

  /** Adds a paragraph that is a heading; level 1 is the highest. */
  addHeading(words: string, level: number): void {
    const text = this.#clean(words).replace(/\s+/g, " ").trim();
    if (text === "") return;
    this.add(text);
    this.#headings.push({ offset: this.#text.length - text.length, level, text });
  }

  build(): Extracted {
    return {
      text: this.#text,
      ...(this.#headings.length > 0 && { headings: this.#headings }),
      ...(this.#flags.size > 0 && { flags: [...this.#flags.values()] }),
    };
  }

  #clean(raw: string): string {
    const { text, flags } = cleanText(raw);
    for (const flag of flags) if (!this.#flags.has(flag.flag)) this.#flags.set(flag.flag, flag);
    return text;
  }
}
