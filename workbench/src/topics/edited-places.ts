/** What one edit made of the topics of its layer. */
export interface LayerEdit {
  readonly edit: number;
  /** The topic that it split, and into what. */
  readonly split?:
    | {
        readonly topic: number;
        readonly parts: readonly { readonly id: number; readonly centroid: Float32Array }[];
      }
    | undefined;
  /** From it on, the topic that each topic's members are counted under; null for none. */
  readonly shownAs: ReadonlyMap<number, number | null>;
}

/** A topic of a document, in force from the edit `since` to the edit `till`, or from then on. */
export interface DatedTopic {
  readonly topic: number;
  readonly relevance: number;
  readonly rank: "primary" | "secondary" | undefined;
  readonly main: boolean;
  readonly since: number;
  readonly till: number | undefined;
}

/**
 * The topics that a chunk is a member of, whichever edit is in force: that of the analysis, then the part nearest to it of
 * each topic that was split while it held the chunk.
 *
 * @param edits of the topic's layer, in order
 */
export function topicsWithParts(
  topic: number,
  edits: readonly LayerEdit[],
  similarityTo: (centroid: Float32Array) => number,
): number[] {
  const held = [topic];
  let shownAs: LayerEdit["shownAs"] | undefined;
  for (const { split, shownAs: after } of edits) {
    const shown = held.map((one) => (shownAs === undefined ? one : shownAs.get(one)));
    if (split && shown.includes(split.topic)) {
      const nearest = split.parts
        .map(({ id, centroid }) => ({ id, similarity: similarityTo(centroid) }))
        .reduce((best, part) => (part.similarity > best.similarity ? part : best));
      held.push(nearest.id);
    }
    shownAs = after;
  }
  return held;
}

/**
 * A document's topics under each edit: it is counted under the topic that holds most of its chunks, and changes only to one
 * that holds more.
 *
 * @param found its topics as the analysis has them
 * @param held the topics of each of its chunks, parts included
 * @param edits of their layer, in order
 * @param relevanceTo how much the document has to do with a topic
 */
export function topicsThroughEdits(
  found: readonly Omit<DatedTopic, "since" | "till">[],
  held: readonly (readonly number[])[],
  { edits, relevanceTo }: { edits: readonly LayerEdit[]; relevanceTo: (topic: number) => number },
): DatedTopic[] {
  const over: DatedTopic[] = [];
  let open: DatedTopic[] = found.map((topic) => ({ ...topic, since: 0, till: undefined }));
  for (const { edit, shownAs } of edits) {
    const main = open.find((topic) => topic.main);
    if (!main) break;
    const shown = shownAs.get(main.topic) ?? null;
    const most = mostHeld(chunksByTopic(held, shownAs), { shown, relevanceTo });
    if (most === undefined || most === shown) continue;
    over.push({ ...main, till: edit - 1 });
    open = [
      ...open.filter((topic) => topic !== main),
      { ...main, main: false, since: edit },
      {
        topic: most,
        relevance: relevanceTo(most),
        rank: undefined,
        main: true,
        since: edit,
        till: undefined,
      },
    ];
  }
  return [...over, ...open];
}

function chunksByTopic(
  held: readonly (readonly number[])[],
  shownAs: LayerEdit["shownAs"],
): Map<number, number> {
  const counts = new Map<number, number>();
  for (const topics of held) {
    const shown = topics.map((topic) => shownAs.get(topic) ?? null).find((topic) => topic !== null);
    if (shown !== undefined && shown !== null) counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  return counts;
}

/** The topic with most chunks; of equals the one that is shown already, then the more relevant, then the lower. */
function mostHeld(
  counts: ReadonlyMap<number, number>,
  { shown, relevanceTo }: { shown: number | null; relevanceTo: (topic: number) => number },
): number | undefined {
  const ranked = [...counts].sort(
    ([a, countOfA], [b, countOfB]) =>
      countOfB - countOfA ||
      Number(b === shown) - Number(a === shown) ||
      relevanceTo(b) - relevanceTo(a) ||
      a - b,
  );
  return ranked[0]?.[0];
}
