import {
  adjustedMutualInformation,
  adjustedRand,
  kmeans,
  type LinearAlgebra,
  type NeighborGraph,
  nearestNeighbors,
  purity,
  Random,
} from "@toposcope/algorithms";
import { nativeLinearAlgebra } from "../src/native/linear-algebra.ts";
import { type DiscoveredLayer, discover } from "../src/topics/discover.ts";
import { type Corpus, corpusNames } from "./labelled-texts.ts";
import { coverageOfPeer, peers } from "./peers.ts";
import { type LabelledVectors, labelledVectors } from "./vectors.ts";

/** How well the topics of one method fit the labels of a corpus; the mean over seeds. */
export interface TopicQuality {
  readonly corpus: Corpus;
  readonly method: string;
  /** Number of topics, and the true one. */
  readonly topics: number;
  readonly truth: number;
  readonly ami: number;
  readonly ari: number;
  readonly purity: number | null;
  /** Share of texts that are no outliers, and agreement over them alone. */
  readonly coverage: number;
  readonly keptAmi: number;
  readonly keptAri: number;
  /** Agreement over the most sure texts, as many as EVoC keeps. */
  readonly strongAmi: number | null;
  readonly strongAri: number | null;
}

export interface TopicEvaluation {
  readonly seeds?: number;
  /** Model of the vectors. */
  readonly model?: string;
}

const methods = ["communities", "density"] as const;

/** Judges a default analysis of labelled corpora beside k-means told the true number and the figures of peers. */
export async function evaluateTopics(
  corpora: readonly Corpus[] = corpusNames,
  { seeds = 5, model = "minilm" }: TopicEvaluation = {},
): Promise<TopicQuality[]> {
  const linearAlgebra = await nativeLinearAlgebra({ threads: 2 });
  try {
    const found: TopicQuality[] = [];
    for (const corpus of corpora) {
      const data = await labelledVectors(corpus, model);
      const neighbors = await nearestNeighbors(data.points, { linearAlgebra, random: new Random(0) });
      const judged = { corpus, data, neighbors, linearAlgebra, seeds };
      for (const method of methods) found.push(await judgeMethod(judged, method));
      found.push(await judgeKmeans(judged));
      if (model === "minilm") found.push(...ofPeers(corpus, data));
    }
    return found;
  } finally {
    await linearAlgebra.close();
  }
}

interface Judged {
  readonly corpus: Corpus;
  readonly data: LabelledVectors;
  readonly neighbors: NeighborGraph;
  readonly linearAlgebra: LinearAlgebra;
  readonly seeds: number;
}

async function judgeMethod(judged: Judged, method: (typeof methods)[number]): Promise<TopicQuality> {
  const { data, neighbors, linearAlgebra } = judged;
  return await meanOverSeeds(judged, `${method}, suggested layer`, async (seed) => {
    const { layers, suggested } = await discover(data.points, neighbors, {
      clustering: method,
      seed,
      linearAlgebra,
    });
    return layers[suggested]!;
  });
}

async function judgeKmeans(judged: Judged): Promise<TopicQuality> {
  const { points, truth } = judged.data;
  return await meanOverSeeds(judged, "k-means, true k", async (seed) => {
    const random = new Random(seed);
    const { linearAlgebra } = judged;
    const found = await kmeans(points, { clusters: countOf(truth), random, linearAlgebra });
    return { ...found, outliers: new Uint8Array(points.rows) };
  });
}

type JudgedLayer = Pick<DiscoveredLayer, "labels" | "count" | "strengths" | "outliers">;

async function meanOverSeeds(
  { corpus, data: { truth }, seeds }: Judged,
  method: string,
  run: (seed: number) => Promise<JudgedLayer>,
): Promise<TopicQuality> {
  const figures: Record<string, number>[] = [];
  for (let seed = 0; seed < seeds; seed++)
    figures.push(figuresOf(await run(seed), truth, coverageOfPeer(corpus)));
  const mean = (name: string) => figures.reduce((sum, one) => sum + one[name]!, 0) / seeds;
  return {
    corpus,
    method,
    truth: countOf(truth),
    topics: mean("topics"),
    ami: mean("ami"),
    ari: mean("ari"),
    purity: mean("purity"),
    coverage: mean("coverage"),
    keptAmi: mean("keptAmi"),
    keptAri: mean("keptAri"),
    strongAmi: mean("strongAmi"),
    strongAri: mean("strongAri"),
  };
}

function figuresOf(
  { labels, count, strengths, outliers }: JudgedLayer,
  truth: Int32Array,
  coverage: number,
): Record<string, number> {
  const all = [...labels.keys()];
  const kept = all.filter((i) => outliers[i] === 0 && labels[i]! >= 0);
  const bySureness = all.toSorted((a, b) => strengths[b]! - strengths[a]! || a - b);
  const strong = bySureness.slice(0, Math.round(coverage * all.length));
  const agreement = (members: readonly number[]) => {
    const own = members.map((i) => labels[i]!);
    const right = members.map((i) => truth[i]!);
    return { ami: adjustedMutualInformation(own, right), ari: adjustedRand(own, right) };
  };
  const [ofAll, ofKept, ofStrong] = [agreement(all), agreement(kept), agreement(strong)];
  return {
    topics: count,
    ...ofAll,
    purity: purity(labels, truth),
    coverage: kept.length / Math.max(1, all.length),
    keptAmi: ofKept.ami,
    keptAri: ofKept.ari,
    strongAmi: ofStrong.ami,
    strongAri: ofStrong.ari,
  };
}

function ofPeers(corpus: Corpus, { truth }: LabelledVectors): TopicQuality[] {
  return (peers[corpus] ?? []).map((peer) => ({
    corpus,
    method: peer.method,
    truth: countOf(truth),
    topics: peer.topics,
    ami: peer.ami,
    ari: peer.ari,
    purity: peer.purity,
    coverage: peer.coverage,
    keptAmi: peer.keptAmi,
    keptAri: peer.keptAri,
    strongAmi: null,
    strongAri: null,
  }));
}

const countOf = (labels: Int32Array): number => new Set(labels).size;
