import {
  growMap,
  type LinearAlgebra,
  type Matrix,
  matrix,
  type Nearest,
  type NeighborGraph,
  type Predictions,
  predictTopics,
  rowDot,
  type TopicModel,
} from "@toposcope/algorithms";
import { type LayerEdit, topicsThroughEdits, topicsWithParts } from "./edited-places.ts";
import { documentMeans, mainTopics, type Relevance, relevances, type Thresholds } from "./relevance.ts";
import { mainOnly } from "./represent.ts";

/** An analysis as far as placing documents into it needs it. */
export interface Ground {
  readonly model: TopicModel;
  /** Where each landmark lies on the map, two numbers each; NaN for one that is gone. */
  readonly places: Float32Array;
  /** Three in four of the analysed texts are at least as similar to a landmark. */
  readonly usualSimilarity: number | null;
}

/** Documents that came, by their chunks; the chunks of a document follow each other. */
export interface Arrivals {
  readonly chunks: readonly { readonly id: number; readonly document: number; readonly hash: Uint8Array }[];
  /** chunks × d, rows of unit length. */
  readonly vectors: Matrix;
}

/** What edits say of the analysis' topics, and what its document topics were ranked by. */
export interface TopicsAsEdited {
  /** By layer, in order. */
  readonly edits: ReadonlyMap<number, readonly LayerEdit[]>;
  /** By topic, of all layers. */
  readonly centroids: ReadonlyMap<number, Float32Array>;
  /** By layer; a layer without has main topics only. */
  readonly thresholds: ReadonlyMap<number, Thresholds>;
}

const neighborsAsked = 10;

/** Where chunks belong: in each layer, and on the map. */
export interface Placed {
  /** 0 for a chunk that is unlike all that the analysis was made from. */
  readonly fits: Uint8Array;
  /** By layer. */
  readonly layers: readonly Predictions[];
  /** chunks × 2. */
  readonly places: Float32Array;
}

/** Finds the topics and the place of each chunk; none of what is placed already moves. */
export async function placeChunks(
  { model, places }: Ground,
  { chunks, vectors }: Arrivals,
  linearAlgebra: LinearAlgebra,
): Promise<Placed> {
  const near = await linearAlgebra.nearest(model.landmarks, vectors, neighborsAsked);
  const once = { ...linearAlgebra, nearest: () => Promise.resolve(near) };
  const hashes = chunks.map(({ hash }) => hash);
  const layers: Predictions[] = [];
  for (const layer of model.layers.keys())
    layers.push(
      await predictTopics(model, vectors, { layer, hashes, neighbors: neighborsAsked, linearAlgebra: once }),
    );
  const fits = Uint8Array.from(chunks, (_, i) =>
    Number(layers[0]?.isKnown[i] === 1 || (near.k > 0 && near.similarities[i * near.k]! >= model.reach)),
  );
  return { fits, layers, places: growMap(places, placedNeighbors(near, places, vectors.rows)) };
}

/** The nearest landmarks that are on the map. */
function placedNeighbors(
  { k, indices, similarities }: Nearest,
  places: Float32Array,
  n: number,
): NeighborGraph {
  const placed = Int32Array.from(indices, (landmark) => (Number.isNaN(places[2 * landmark]) ? -1 : landmark));
  return { n, k, indices: placed, similarities };
}

interface Member {
  readonly chunk: number;
  readonly layer: number;
  readonly topic: number;
  readonly strength: number;
  readonly outlier: boolean;
}

/** What is to be kept of the documents that were placed. */
export interface Placement {
  readonly documents: readonly {
    readonly document: number;
    readonly fits: boolean;
    readonly similarity: number;
  }[];
  readonly chunks: readonly { readonly chunk: number; readonly x: number; readonly y: number }[];
  readonly members: readonly Member[];
  readonly topics: readonly (ReturnType<typeof topicsThroughEdits>[number] & {
    readonly document: number;
    readonly layer: number;
  })[];
}

/** The rows that placed chunks and their documents become, under every edit. */
export function placementOf(
  ground: Ground,
  arrivals: Arrivals,
  { placed, edited }: { placed: Placed; edited: TopicsAsEdited },
): Placement {
  const { chunks } = arrivals;
  const documents = [...new Set(chunks.map(({ document }) => document))];
  const indexOf = new Map(documents.map((id, index) => [id, index]));
  const documentOf = Int32Array.from(chunks, ({ document }) => indexOf.get(document)!);
  const layers = placed.layers.map((_, layer) =>
    placeInLayer(ground, arrivals, { placed, edited, layer, documents, documentOf }),
  );
  const suggested = placed.layers[ground.model.suggested];
  return {
    documents: documents.map((document, index) => {
      const own = [...documentOf.keys()].filter((i) => documentOf[i] === index);
      const similarity = own.reduce((sum, i) => sum + (suggested?.nearest[i] ?? 0), 0) / own.length;
      const isMember = (i: number) => placed.fits[i] === 1 && (suggested?.labels[i] ?? -1) >= 0;
      return { document, fits: own.some(isMember), similarity };
    }),
    chunks: chunks.map(({ id }, i) => ({
      chunk: id,
      x: placed.places[2 * i]!,
      y: placed.places[2 * i + 1]!,
    })),
    members: layers.flatMap(({ members }) => members),
    topics: layers.flatMap(({ topics }) => topics),
  };
}

interface LayerPlacement {
  readonly placed: Placed;
  readonly edited: TopicsAsEdited;
  readonly layer: number;
  readonly documents: readonly number[];
  readonly documentOf: Int32Array;
}

function placeInLayer(
  { model }: Ground,
  { chunks, vectors }: Arrivals,
  { placed, edited, layer, documents, documentOf }: LayerPlacement,
): Pick<Placement, "members" | "topics"> {
  const { topics, centroids } = model.layers[layer]!;
  const { labels, strengths, isNoise } = placed.layers[layer]!;
  const edits = edited.edits.get(layer) ?? [];
  const own = labels.map((label, i) => (placed.fits[i] === 1 ? label : -1));
  const held = Array.from(own, (label, i) =>
    label < 0
      ? []
      : topicsWithParts(topics[label]!.id, edits, (centroid) => similarity(vectors, i, centroid)),
  );
  const means = documentMeans(vectors, documentOf, documents.length);
  const main = mainTopics(own, documentOf, means, centroids);
  const thresholds = edited.thresholds.get(layer);
  const found = thresholds
    ? relevances(means, centroids, main, thresholds)
    : mainOnly(means, centroids, main);
  const byDocument = Map.groupBy(found, ({ document }) => document);
  const heldBy = Map.groupBy(held.keys(), (i) => documentOf[i]!);
  return {
    members: held.flatMap((topicsOfChunk, i) =>
      topicsOfChunk.map((topic) => ({
        chunk: chunks[i]!.id,
        layer,
        topic,
        strength: strengths[i]!,
        outlier: isNoise[i] === 1,
      })),
    ),
    topics: documents.flatMap((document, index) => {
      if (main[index]! < 0) return [];
      const base = (byDocument.get(index) ?? []).map((one) => withId(one, topics));
      const relevanceTo = (topic: number) =>
        similarity(means, index, edited.centroids.get(topic) ?? new Float32Array(means.cols));
      return topicsThroughEdits(
        base,
        (heldBy.get(index) ?? []).map((i) => held[i]!),
        { edits, relevanceTo },
      ).map((topic) => ({ ...topic, document, layer }));
    }),
  };
}

const withId = ({ topic, relevance, rank, main }: Relevance, topics: readonly { readonly id: number }[]) => ({
  topic: topics[topic]!.id,
  relevance,
  rank,
  main,
});

const similarity = (rows: Matrix, row: number, centroid: Float32Array) =>
  rowDot(rows, row, matrix(1, centroid.length, centroid), 0);

const lowQuarter = 0.25;

/** What three in four of the analysed points reach: the cosine to the nearest landmark among their neighbors. */
export function usualSimilarity(
  { n, k, indices, similarities }: NeighborGraph,
  isLandmark: Uint8Array,
): number | null {
  if (n === 0 || k === 0) return null;
  const nearest = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    let at = i * k;
    while (at < (i + 1) * k - 1 && isLandmark[indices[at]!] === 0) at++;
    nearest[i] = similarities[at]!;
  }
  return nearest.sort()[Math.floor(n * lowQuarter)]!;
}
