import { InputError } from "../input-error.ts";

/** A stretch of a text and the topics it may be about. */
export interface SpanWindow {
  /** Offsets; each window starts where the one before ends. */
  readonly start: number;
  readonly end: number;
  /** Topics and their shares, 0..1; a topic that is not named has share 0. */
  readonly shares: readonly { readonly topic: number; readonly share: number }[];
}

/** A stretch of a text that is about one topic, -1 for none. */
export interface TopicSpan {
  readonly start: number;
  readonly end: number;
  readonly topic: number;
  /** Mean share of the topic over the span, weighed by length, 0..1. */
  readonly strength: number;
}

export interface TopicSpansOptions {
  /** What a change of topic costs, in shares: more gives fewer and longer spans. */
  readonly changeCost?: number | undefined;
  /** What a window without any topic is worth to none. */
  readonly noneShare?: number | undefined;
}

/**
 * Cuts a text into spans of one topic each: of all ways to give each window a topic, the one with the largest sum of
 * shares less the cost of the changes. The spans tile what the windows tile, and neighboring ones differ in topic.
 *
 * @throws InputError when a window does not start where the one before ends
 *
 * Cost O(windows·topics). @see Viterbi 1967
 */
export function topicSpans(
  windows: readonly SpanWindow[],
  { changeCost = 0.5, noneShare = 0.1 }: TopicSpansOptions = {},
): TopicSpan[] {
  for (let w = 1; w < windows.length; w++) {
    if (windows[w].start !== windows[w - 1].end)
      throw new InputError(`a window ends at ${windows[w - 1].end}, the next starts at ${windows[w].start}`);
  }
  const topics = [...new Set(windows.flatMap(({ shares }) => shares.map(({ topic }) => topic)))].sort(
    (a, b) => a - b,
  );
  const states = [...topics.filter((topic) => topic >= 0), -1];
  const gains = windows.map((window) => gainsOf(window, states, noneShare));
  return joined(windows, gains, bestPath(gains, states.length, changeCost), states);
}

function gainsOf({ shares }: SpanWindow, states: readonly number[], noneShare: number): Float64Array {
  const gains = new Float64Array(states.length);
  gains[states.length - 1] = noneShare;
  for (const { topic, share } of shares) if (topic >= 0) gains[states.indexOf(topic)] += share;
  return gains;
}

/** The state of each step; of equal paths the one that stays, then the one with the lower state. */
function bestPath(gains: readonly Float64Array[], states: number, changeCost: number): Int32Array {
  const from = gains.map(() => new Int32Array(states));
  let sums = new Float64Array(states);
  for (const [step, gain] of gains.entries()) {
    const leader = sums.indexOf(largest(sums));
    const next = new Float64Array(states);
    for (let state = 0; state < states; state++) {
      const changes = step > 0 && sums[leader] - changeCost > sums[state];
      from[step][state] = changes ? leader : state;
      next[state] = gain[state] + (changes ? sums[leader] - changeCost : sums[state]);
    }
    sums = next;
  }
  const path = new Int32Array(gains.length);
  let state = sums.indexOf(largest(sums));
  for (let step = gains.length - 1; step >= 0; step--) {
    path[step] = state;
    state = from[step][state];
  }
  return path;
}

function largest(values: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]);
  return most;
}

function joined(
  windows: readonly SpanWindow[],
  gains: readonly Float64Array[],
  path: Int32Array,
  states: readonly number[],
): TopicSpan[] {
  const spans: TopicSpan[] = [];
  let weight = 0;
  for (const [w, { start, end }] of windows.entries()) {
    const topic = states[path[w]];
    const length = Math.max(1, end - start);
    const strength = topic < 0 ? 0 : Math.min(1, gains[w][path[w]]);
    const last = spans.at(-1);
    if (last?.topic === topic) {
      const mean = (last.strength * weight + strength * length) / (weight + length);
      spans[spans.length - 1] = { ...last, end, strength: mean };
      weight += length;
    } else {
      spans.push({ start, end, topic, strength });
      weight = length;
    }
  }
  return spans;
}
