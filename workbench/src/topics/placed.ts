import { type ModelLayer, type Predictions, topicSpans } from "@toposcope/algorithms";
import type { DocumentSpans, Prediction, TopicShare } from "../topic-contract.ts";
import type { TextWindow } from "./windows.ts";

const mostTopics = 10;
const leastShare = 0.05;
/** A window says less than the passages that topics were found in: it belongs nowhere only below this part of their reach. */
const foreignShare = 0.5;

/** What is said of each text that was placed. */
export function predictionViews({ topics }: ModelLayer, found: Predictions): Prediction[] {
  return Array.from(found.labels, (label, text) => {
    const topic = topics[label];
    return {
      topic: topic?.id ?? null,
      name: topic?.name ?? null,
      strength: found.strengths[text]!,
      noise: found.isNoise[text] === 1,
      known: found.isKnown[text] === 1,
      similarity: found.nearest[text]!,
      topics: sharesOf(found, text).map(({ topic, share }) => shareView(topics[topic]!, share)),
    };
  });
}

/** Where in a text which topic is, and how much of the whole is about each. */
export function spanViews(
  { topics }: ModelLayer,
  windows: readonly TextWindow[],
  { found, reach }: { readonly found: Predictions; readonly reach: number },
): Pick<DocumentSpans, "spans" | "topics"> {
  const shared = windows.map((window, at) => ({
    ...window,
    shares: found.nearest[at]! < foreignShare * reach ? [] : sharesOf(found, at),
  }));
  return {
    spans: topicSpans(shared).map(({ start, end, topic, strength }) => ({
      start,
      end,
      topic: topics[topic]?.id ?? null,
      name: topics[topic]?.name ?? null,
      strength,
    })),
    topics: mixOf(shared).map(({ topic, share }) => shareView(topics[topic]!, share)),
  };
}

interface Share {
  readonly topic: number;
  readonly share: number;
}

function sharesOf({ offsets, topics, shares }: Predictions, text: number): Share[] {
  const own: Share[] = [];
  for (let at = offsets[text]!; at < offsets[text + 1]!; at++)
    own.push({ topic: topics[at]!, share: shares[at]! });
  return own;
}

/** The mean shares of a whole text's topics, by the length of its windows. */
function mixOf(windows: readonly (TextWindow & { readonly shares: readonly Share[] })[]): Share[] {
  const sums = new Map<number, number>();
  let length = 0;
  for (const { start, end, shares } of windows) {
    length += end - start;
    for (const { topic, share } of shares) sums.set(topic, (sums.get(topic) ?? 0) + share * (end - start));
  }
  return [...sums]
    .map(([topic, sum]) => ({ topic, share: sum / length }))
    .filter(({ share }) => share >= leastShare)
    .sort((a, b) => b.share - a.share || a.topic - b.topic)
    .slice(0, mostTopics);
}

const shareView = ({ id, name }: ModelLayer["topics"][number], strength: number): TopicShare => ({
  id,
  name,
  strength: Math.min(1, strength),
});
