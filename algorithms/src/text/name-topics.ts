import type { Keyword } from "./keywords.ts";

export interface NameOptions {
  /** Most keywords in a name, unless more are needed to tell two topics apart. */
  readonly keywords?: number | undefined;
  readonly separator?: string | undefined;
  /** The name of a topic without keywords. */
  readonly unnamed?: string | undefined;
}

/**
 * Names each topic by its best keywords, leaving out those that repeat a word of the name so far in some form; no two names are
 * the same (case aside): a later one takes more keywords or, when it has no more, a number.
 *
 * @param keywordsPerTopic for each topic its keywords, best first
 */
export function nameTopics(
  keywordsPerTopic: readonly (readonly Pick<Keyword, "text">[])[],
  options: NameOptions = {},
): string[] {
  const { keywords: wanted = 3, separator = " · ", unnamed = "Untitled" } = options;
  const taken = new Set<string>();
  return keywordsPerTopic.map((keywords) => {
    const parts = withoutRepeats(keywords.map(({ text }) => text));
    let used = Math.min(wanted, parts.length);
    let name = parts.slice(0, used).join(separator);
    while (taken.has(name.toLowerCase()) && used < parts.length)
      name = parts.slice(0, ++used).join(separator);
    const free = numbered(name === "" ? unnamed : name, taken);
    taken.add(free.toLowerCase());
    return free;
  });
}

function numbered(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${name} (${number})`;
  return free;
}

/** Keywords that share a word with an earlier one, in whatever form, come last. */
function withoutRepeats(texts: readonly string[]): string[] {
  const seen: string[] = [];
  const fresh: string[] = [];
  const repeats: string[] = [];
  for (const text of texts) {
    const parts = text.toLowerCase().split(/[\s-]/);
    (parts.some((part) => seen.some((other) => isSameWord(part, other))) ? repeats : fresh).push(text);
    seen.push(...parts);
  }
  return [...fresh, ...repeats];
}

const leastStem = 4;

/** Whether two words are forms of one: `fee` and `fees`, `withdraw` and `withdrawal`. */
function isSameWord(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short === long || long === `${short}s` || (short.length >= leastStem && long.startsWith(short));
}
