/** A topic of a layer under the name that it is about to get. */
export interface NamedTopic {
  readonly id: number;
  readonly name: string;
  readonly keywords: readonly string[];
}

export const sameName = (name: string) => name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

/**
 * The topics that share their name with another one of the layer.
 *
 * @param fixed names that stay as they are
 */
export function clashing(topics: readonly NamedTopic[], fixed: readonly string[]): NamedTopic[][] {
  const taken = new Set(fixed.map(sameName));
  return [...Map.groupBy(topics, ({ name }) => sameName(name))]
    .filter(([name, sharing]) => sharing.length > 1 || taken.has(name))
    .map(([, sharing]) => sharing);
}

/** Names that differ within the layer, case aside: a later one takes a keyword of its topic or, when it has no more, a number. */
export function toldApart(topics: readonly NamedTopic[], fixed: readonly string[]): Map<number, string> {
  const taken = new Set(fixed.map(sameName));
  const names = new Map<number, string>();
  for (const { id, name, keywords } of topics) {
    const further = keywords.filter((keyword) => !sameName(name).includes(sameName(keyword)));
    const free =
      [name, ...further.map((keyword) => `${name}, ${keyword}`)].find((one) => !taken.has(sameName(one))) ??
      numbered(name, taken);
    taken.add(sameName(free));
    names.set(id, free);
  }
  return names;
}

function numbered(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) if (!taken.has(sameName(`${name} ${number}`))) return `${name} ${number}`;
}
