/**
 * Share of different words among all words of the topics, 0..1; 1 when no two topics share a word.
 *
 * @param topics words of each topic, best first
 * @param words how many of each count
 *
 * @see Dieng, Ruiz & Blei 2020
 */
export function topicDiversity(
  topics: readonly (readonly string[])[],
  { words = 10 }: { readonly words?: number | undefined } = {},
): number {
  const counted = topics.flatMap((topic) => topic.slice(0, words));
  return counted.length === 0 ? 1 : new Set(counted).size / counted.length;
}

/**
 * Share of the topics' words that are stop words or hold one, 0..1.
 *
 * @param topics words and phrases of each topic, best first
 * @param stops lower-case
 */
export function stopWordRate(
  topics: readonly (readonly string[])[],
  stops: ReadonlySet<string>,
  { words = 10 }: { readonly words?: number | undefined } = {},
): number {
  const counted = topics.flatMap((topic) => topic.slice(0, words));
  const bad = counted.filter((term) =>
    term
      .toLowerCase()
      .split(/[\s-]+/)
      .some((word) => stops.has(word)),
  );
  return counted.length === 0 ? 0 : bad.length / counted.length;
}
