import { type Matrix, rowDot } from "@toposcope/algorithms";

export interface Thresholds {
  readonly primary: number;
  readonly secondary: number;
}

/** A topic that a document is about. */
export interface Relevance {
  readonly document: number;
  readonly topic: number;
  /** Mean cosine of the document's chunks to the topic's centroid. */
  readonly relevance: number;
  readonly rank: "primary" | "secondary" | undefined;
  /** The one topic that the document is counted under. */
  readonly main: boolean;
}

const mostTopics = 5;
/** 0.60 to 0.70: how far below primary a topic is still secondary. */
const secondaryToPrimary = 6 / 7;
/** Share of documents whose main topic falls below the calibrated primary threshold. */
const belowPrimary = 0.25;

/**
 * Means of each document's chunk vectors, so that its product with a unit centroid is the mean cosine of its chunks.
 *
 * @param points m × d, rows of unit length
 * @param documents of each of n chunks its document's index, 0..count-1
 * @param pointOf of each chunk its row of the points; by default the chunks are the points
 *
 * Cost O(n·d).
 */
export function documentMeans(
  points: Matrix,
  documents: ArrayLike<number>,
  count: number,
  pointOf?: ArrayLike<number>,
): Matrix {
  const { cols } = points;
  const data = new Float32Array(count * cols);
  const sizes = new Uint32Array(count);
  for (let i = 0; i < documents.length; i++) {
    const document = documents[i]!;
    const row = (pointOf === undefined ? i : pointOf[i]!) * cols;
    sizes[document]!++;
    for (let c = 0; c < cols; c++) data[document * cols + c]! += points.data[row + c]!;
  }
  for (let p = 0; p < data.length; p++) data[p]! /= Math.max(1, sizes[Math.floor(p / cols)]!);
  return { rows: count, cols, data };
}

/**
 * The topic that holds most of each document's chunks; of equals the more relevant, then the lower one. -1 where none.
 *
 * @param labels topic of each chunk, -1 for none
 */
export function mainTopics(
  labels: ArrayLike<number>,
  documents: ArrayLike<number>,
  means: Matrix,
  centroids: Matrix,
): Int32Array {
  const held = Array.from({ length: means.rows }, () => new Map<number, number>());
  for (let i = 0; i < labels.length; i++) {
    const counts = held[documents[i]!]!;
    if (labels[i]! >= 0) counts.set(labels[i]!, (counts.get(labels[i]!) ?? 0) + 1);
  }
  return Int32Array.from(held, (counts, document) => {
    let best = -1;
    for (const [topic, count] of counts) {
      const more = best < 0 ? 1 : count - counts.get(best)!;
      const closer =
        best < 0 ? 0 : rowDot(means, document, centroids, topic) - rowDot(means, document, centroids, best);
      if (more > 0 || (more === 0 && (closer > 0 || (closer === 0 && topic < best)))) best = topic;
    }
    return best;
  });
}

/**
 * Thresholds for models whose cosines lie elsewhere than 0.70 and 0.60: primary is where the main topics of three
 * documents in four reach it, secondary six sevenths of that.
 */
export function calibrate(means: Matrix, centroids: Matrix, main: Int32Array): Thresholds {
  const cosines = [...main.keys()]
    .filter((document) => main[document]! >= 0)
    .map((document) => rowDot(means, document, centroids, main[document]!))
    .sort((a, b) => a - b);
  if (cosines.length === 0) return { primary: 0.7, secondary: 0.6 };
  const primary = Math.max(0, cosines[Math.floor(cosines.length * belowPrimary)]!);
  return { primary, secondary: primary * secondaryToPrimary };
}

/** Those that are set, where they are; what reaches the primary threshold is never held back by the secondary one. */
export function settleThresholds(calibrated: Thresholds, given: Partial<Thresholds>): Thresholds {
  const { primary, secondary } = { ...calibrated, ...given };
  return { primary, secondary: Math.min(secondary, primary) };
}

/**
 * What each document is about: its main topic, and others above the secondary threshold, at most five, best first.
 *
 * Cost O(documents·topics·d).
 */
export function* relevances(
  means: Matrix,
  centroids: Matrix,
  main: Int32Array,
  { primary, secondary }: Thresholds,
): Generator<Relevance> {
  for (let document = 0; document < means.rows; document++) {
    const found: Relevance[] = [];
    for (let topic = 0; topic < centroids.rows; topic++) {
      const relevance = rowDot(means, document, centroids, topic);
      const isMain = main[document] === topic;
      if (relevance <= secondary && !isMain) continue;
      const rank = relevance > primary ? "primary" : relevance > secondary ? "secondary" : undefined;
      found.push({ document, topic, relevance, rank, main: isMain });
    }
    found.sort((a, b) => Number(b.main) - Number(a.main) || b.relevance - a.relevance || a.topic - b.topic);
    yield* found.slice(0, mostTopics);
  }
}
