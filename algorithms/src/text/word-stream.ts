import { runBreak, wordBreak, wordTie } from "./content-words.ts";
import { GrowingIntegers } from "./growing-integers.ts";
import { lightStem } from "./light-stem.ts";
import { baseLanguage } from "./stop-words.ts";
import { SurfaceTable } from "./surface-table.ts";

const lineFeed = runBreak.charCodeAt(0);
const space = wordBreak.charCodeAt(0);
const hyphen = wordTie.charCodeAt(0);

/** No word: what ends a run of words. */
export const gap = -1;

/**
 * The content words of texts as numbers, in order. Words that differ in number, case or capitals only have one stem;
 * a stem's spelling is that of most of its words.
 */
export class WordStream {
  readonly #table = new SurfaceTable();
  readonly #languages: string[] = [];
  readonly #stemIds = new Map<string, number>();
  readonly #stems: string[] = [];
  readonly #stemOf = new GrowingIntegers();
  readonly #tokens = new GrowingIntegers();
  readonly #starts = new GrowingIntegers();
  readonly #excluded: ReadonlySet<string>;

  /** @param excluded lower-case words that are left out, such as stop words of all languages of a corpus */
  constructor({ excluded = new Set() }: { readonly excluded?: ReadonlySet<string> | undefined } = {}) {
    this.#excluded = excluded;
  }

  /** How many texts were added. */
  get texts(): number {
    return this.#starts.length;
  }

  /** How many different stems there are. */
  get stems(): number {
    return this.#stems.length;
  }

  /** Surface of each word in the order of the texts, times two, plus one where a hyphen ties it; `gap` between runs. */
  get tokens(): Int32Array {
    return this.#tokens.values;
  }

  /** Where the tokens of each text start. */
  get starts(): Int32Array {
    return this.#starts.values;
  }

  /** Stem of each surface; -1 for those left out. */
  get stemOf(): Int32Array {
    return this.#stemOf.values;
  }

  /** A word as it is written. */
  surface(id: number): string {
    return this.#table.surfaces[id];
  }

  /** What words of a stem have in common; not a word to show. */
  stem(id: number): string {
    return this.#stems[id];
  }

  /** @param words of the next text, as `contentWords` gives them */
  add(words: string, language = "en"): void {
    this.#starts.push(this.#tokens.length);
    const group = this.#groupOf(baseLanguage(language));
    let start = 0;
    let tied = 0;
    for (let at = 0; at <= words.length; at++) {
      const letter = at < words.length ? words.charCodeAt(at) : lineFeed;
      if (letter !== space && letter !== hyphen && letter !== lineFeed) continue;
      if (at > start) {
        const found = this.#table.idOf(words, start, at, group);
        const id = found < 0 ? this.#learn(-1 - found, group) : found;
        this.#tokens.push(this.#stemOf.at(id) < 0 ? gap : id * 2 + tied);
      }
      if (letter === lineFeed) this.#tokens.push(gap);
      tied = letter === hyphen ? 1 : 0;
      start = at + 1;
    }
  }

  #groupOf(code: string): number {
    const known = this.#languages.indexOf(code);
    return known >= 0 ? known : this.#languages.push(code) - 1;
  }

  /** Finds the stem of a new surface; one that is excluded has none. */
  #learn(id: number, group: number): number {
    const lower = this.surface(id).toLowerCase().replaceAll("’", "'");
    this.#stemOf.push(
      this.#excluded.has(lower) ? -1 : this.#stemId(lightStem(lower, this.#languages[group])),
    );
    return id;
  }

  #stemId(stem: string): number {
    let id = this.#stemIds.get(stem);
    if (id === undefined) {
      id = this.#stems.push(stem) - 1;
      this.#stemIds.set(stem, id);
    }
    return id;
  }
}
