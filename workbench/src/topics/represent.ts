import {
  centroidsOf,
  exemplars as exemplarsOf,
  labelSizes,
  type Matrix,
  membersByLabel,
  rowDot,
  topicLinks,
} from "@toposcope/algorithms";
import type { AnalysedChunks } from "../model.ts";
import type { DiscoveredLayer, Discovery } from "./discover.ts";
import { spread } from "./points.ts";
import {
  calibrate,
  documentMeans,
  mainTopics,
  type Relevance,
  relevances,
  settleThresholds,
  type Thresholds,
} from "./relevance.ts";
import type { LayerWords, TopicWords } from "./words.ts";

/** A topic with everything shown of it; its id is unique among the layers, those of the suggested layer come first. */
export interface Topic {
  readonly id: number;
  readonly name: string;
  /** Whether the name was given: now, or by hand to the topic that this one continues. */
  readonly hasGivenName?: boolean;
  readonly keywords: TopicWords["keywords"];
  /** Ways to say it in words, side by side. */
  readonly panel: readonly TopicWords[];
  /** Chunks. */
  readonly size: number;
  /** Documents whose main topic it is. */
  readonly documents: number;
  /** Id of the topic of the next coarser layer it lies in. */
  readonly parent: number | null;
  readonly x: number;
  readonly y: number;
  readonly centroid: Float32Array;
  /** Positions of chunks, nearest the centroid first. */
  readonly exemplars: readonly number[];
}

export interface RepresentedLayer {
  readonly suggested: boolean;
  readonly stability: number | null;
  /** Share of chunks that are in a topic, outliers included. */
  readonly coverage: number;
  /** Share of chunks that are outliers. */
  readonly outlierShare: number;
  readonly topics: readonly Topic[];
  /** Label of each chunk: an index into `topics`, or -1. */
  readonly labels: Int32Array;
  readonly strengths: Float32Array;
  /** 1 for each chunk that is an outlier. */
  readonly outliers: Uint8Array;
  /** `document` is an index into `documents` of the representation, `topic` an index into `topics`. */
  readonly relevances: readonly Relevance[];
  readonly links: readonly { readonly a: number; readonly b: number; readonly similarity: number }[];
}

export interface Representation {
  /** Document ids in the order of their first chunks. */
  readonly documents: readonly number[];
  readonly layers: readonly RepresentedLayer[];
}

export interface RepresentInput {
  /** n × d, rows of unit length. */
  readonly points: Matrix;
  readonly analysed: AnalysedChunks;
  readonly discovery: Discovery;
  /** n × 2. */
  readonly positions: Float32Array;
  /** One for each layer. */
  readonly centres: readonly LayerCentres[];
  /** One for each layer. */
  readonly words: readonly LayerWords[];
  readonly thresholds: Partial<Thresholds>;
  readonly linkThreshold: number;
}

/** Where the topics of a layer are. */
export interface LayerCentres {
  readonly centroids: Matrix;
  /** For each topic the points that show best what it is about. */
  readonly exemplars: readonly (readonly number[])[];
}

/** @param points n × d, rows of unit length */
export function layerCentres(points: Matrix, { labels, count }: DiscoveredLayer): LayerCentres {
  const centroids = centroidsOf(points, labels, count);
  return { centroids, exemplars: exemplarsOf(points, labels, centroids) };
}

/** Gives topics their names, keywords, exemplars and relations, and documents their topics. */
export function represent(input: RepresentInput): Representation {
  const { analysed, discovery, points } = input;
  const documents = [...new Set(analysed.documents)];
  const indexOf = new Map(documents.map((id, index) => [id, index]));
  const documentOf = Int32Array.from(analysed.documents, (id) => indexOf.get(id)!);
  const means = documentMeans(points, documentOf, documents.length, analysed.points);
  const firstIds = topicIdOffsets(discovery);
  const layers = discovery.layers.map((layer, at) =>
    representLayer(input, { layer, at, documentOf, means, firstIds }),
  );
  return { documents, layers };
}

interface LayerInput {
  readonly layer: DiscoveredLayer;
  readonly at: number;
  readonly documentOf: Int32Array;
  readonly means: Matrix;
  readonly firstIds: readonly number[];
}

function representLayer(
  input: RepresentInput,
  { layer, at, documentOf, means, firstIds }: LayerInput,
): RepresentedLayer {
  const { analysed, discovery, positions, thresholds: given, linkThreshold } = input;
  const { count } = layer;
  const suggested = at === discovery.suggested;
  const { centroids, exemplars } = input.centres[at]!;
  const { names, keywords, panel } = input.words[at]!;
  const labels = spread(layer.labels, analysed.points);
  const main = mainTopics(labels, documentOf, means, centroids);
  const thresholds = settleThresholds(calibrate(means, centroids, main), given);
  const found = suggested
    ? [...relevances(means, centroids, main, thresholds)]
    : [...mainOnly(means, centroids, main)];
  const sizes = labelSizes(labels, count);
  const mainSizes = labelSizes(main, count);
  const centres = medianPositions(layer, positions);
  const topics = names.map(
    (name, topic): Topic => ({
      id: firstIds[at]! + topic,
      name,
      keywords: keywords[topic]!,
      panel: panel[topic]!,
      size: sizes[topic]!,
      documents: mainSizes[topic]!,
      parent: layer.parents.length > 0 ? firstIds[at + 1]! + layer.parents[topic]! : null,
      x: centres[topic]![0],
      y: centres[topic]![1],
      centroid: centroids.data.slice(topic * centroids.cols, (topic + 1) * centroids.cols),
      exemplars: exemplars[topic]!.map((point) => analysed.firsts[point]!),
    }),
  );
  const covered = labels.reduce((sum, label) => sum + Number(label >= 0), 0);
  const outliers = spread(layer.outliers, analysed.points);
  const outlierShare = outliers.reduce((sum, mark) => sum + mark, 0) / Math.max(1, outliers.length);
  return {
    suggested,
    stability: layer.stability,
    coverage: labels.length > 0 ? covered / labels.length : 0,
    outlierShare,
    topics,
    labels,
    strengths: spread(layer.strengths, analysed.points),
    outliers,
    relevances: found,
    links: topicLinks(centroids, linkThreshold),
  };
}

/** The first topic id of each layer: the suggested layer counts from 0, then the others from fine to coarse. */
function topicIdOffsets({ layers, suggested }: Discovery): number[] {
  let next = layers[suggested]?.count ?? 0;
  return layers.map(({ count }, at) => {
    if (at === suggested) return 0;
    next += count;
    return next - count;
  });
}

/** The main topic of each document alone. */
export function* mainOnly(means: Matrix, centroids: Matrix, main: Int32Array): Generator<Relevance> {
  for (const [document, topic] of main.entries()) {
    if (topic < 0) continue;
    yield {
      document,
      topic,
      relevance: rowDot(means, document, centroids, topic),
      rank: undefined,
      main: true,
    };
  }
}

function medianPositions({ labels, count }: DiscoveredLayer, positions: Float32Array): [number, number][] {
  const { starts, members } = membersByLabel(labels, count);
  return Array.from({ length: count }, (_, topic) => {
    const own = members.subarray(starts[topic], starts[topic + 1]);
    return [median(own, positions, 0), median(own, positions, 1)];
  });
}

function median(points: Int32Array, positions: Float32Array, axis: 0 | 1): number {
  const values = Float32Array.from(points, (point) => positions[point * 2 + axis]!).sort();
  return values[values.length >> 1] ?? 0;
}
