/**
 * Placing texts by a topic model, and guided analyses, on labelled corpora with MiniLM vectors: seconds of processor time for 10,000
 * texts on one thread, how often held-out texts are placed where an analysis puts them, how much foreign text is marked as noise, and
 * AMI under each guidance. `npm run bench -- predict`. One JSON line a case; the docs (topic-models.md) quote them.
 */
import { cpus } from "node:os";
import {
  adjustedMutualInformation,
  bestAssignment,
  gatherRows,
  type LinearAlgebra,
  type Matrix,
  matrix,
  type NeighborGraph,
  nearestNeighbors,
  predictTopics,
  Random,
  type TopicModel,
  topicModel,
} from "@toposcope/algorithms";
import { type Corpus, hasCorpora } from "../evaluate/labelled-texts.ts";
import { labelledVectors } from "../evaluate/vectors.ts";
import type { Guidance } from "../src/model.ts";
import { embedderSource } from "../src/native/embedder-source.ts";
import { nativeLinearAlgebra } from "../src/native/linear-algebra.ts";
import { type DiscoveredLayer, type Discovery, discover } from "../src/topics/discover.ts";
import { discoverGuided } from "../src/topics/guide.ts";

const corpora: readonly Corpus[] = ["banking77", "arxiv", "squad"];
const heldShare = 0.2;
const knownShare = 0.1;
const placedTexts = 10_000;

interface Analysis {
  readonly points: Matrix;
  readonly neighbors: NeighborGraph;
  readonly found: Discovery;
  readonly layer: DiscoveredLayer;
}

if (hasCorpora) {
  const algebra = await nativeLinearAlgebra({ threads: 1 });
  for (const corpus of corpora) {
    await placing(corpus, algebra);
    await guiding(corpus, algebra);
  }
  await algebra.close();
} else process.stderr.write("the labelled corpora do not lie beside the checkout\n");

async function analyse(points: Matrix, linearAlgebra: LinearAlgebra): Promise<Analysis> {
  const neighbors = await nearestNeighbors(points, { linearAlgebra });
  const found = await discover(points, neighbors, { clustering: "communities", seed: 0, linearAlgebra });
  return { points, neighbors, found, layer: found.layers[found.suggested]! };
}

/** The model of an analysis, or of other labels of its suggested layer. */
function modelOf({ points, neighbors, layer }: Analysis, labels = layer): TopicModel {
  const topics = Array.from({ length: labels.count }, (_, id) => ({ id, name: String(id), keywords: [] }));
  const hashes = Array.from({ length: points.rows }, (_, i) => {
    const hash = new Uint8Array(16);
    new DataView(hash.buffer).setUint32(0, i);
    return hash;
  });
  const layers = [{ ...labels, parents: new Int32Array(0), topics }];
  return topicModel({ points, neighbors, layers, suggested: 0, embedding: "minilm", hashes });
}

async function placing(corpus: Corpus, linearAlgebra: LinearAlgebra): Promise<void> {
  const { points } = await labelledVectors(corpus);
  const random = new Random(5);
  const isHeld = Array.from({ length: points.rows }, () => random.uniform() < heldShare);
  const held = [...isHeld.keys()].filter((i) => isHeld[i]);
  const kept = [...isHeld.keys()].filter((i) => !isHeld[i]);
  const whole = await analyse(points, linearAlgebra);
  const part = await analyse(gatherRows(points, kept), linearAlgebra);
  const heldOut = gatherRows(points, held);
  const wholeLabels = (ids: readonly number[]) => Int32Array.from(ids, (i) => whole.layer.labels[i]!);
  const toWhole = matched(part.layer, wholeLabels(kept), whole.layer.count);
  const byPart = await predictTopics(modelOf(part), heldOut, { linearAlgebra });
  const labels = {
    ...part.layer,
    labels: wholeLabels(kept),
    count: whole.layer.count,
    outliers: new Uint8Array(kept.length),
  };
  const byWhole = await predictTopics(modelOf(part, labels), heldOut, { linearAlgebra });
  const agreement = (a: Int32Array, b: Int32Array) =>
    a.filter((label, i) => label === b[i]).length / a.length;
  report(`placing, ${corpus}`, {
    texts: points.rows,
    topics: whole.layer.count,
    topicsOfPart: part.layer.count,
    heldOutAgreement: agreement(byWhole.labels, wholeLabels(held)),
    refitAgreement: agreement(
      byPart.labels.map((label) => toWhole[label] ?? -1),
      wholeLabels(held),
    ),
    refitAgreementOfMembers: agreement(
      part.layer.labels.map((label) => toWhole[label] ?? -1),
      wholeLabels(kept),
    ),
    ...(await speed(modelOf(whole), points, linearAlgebra)),
    foreignNoise: await noiseAmong(modelOf(whole), corpus === "squad" ? "banking77" : "squad", linearAlgebra),
  });
}

/** The label among others that holds most of each label, one to one. */
function matched({ labels, count }: DiscoveredLayer, others: Int32Array, otherCount: number): Int32Array {
  const common = new Float64Array(count * otherCount);
  for (const [i, label] of labels.entries())
    if (label >= 0 && others[i]! >= 0) common[label * otherCount + others[i]!]!++;
  return bestAssignment(common, count, otherCount);
}

async function speed(model: TopicModel, points: Matrix, linearAlgebra: LinearAlgebra) {
  const texts = gatherRows(
    points,
    Array.from({ length: placedTexts }, (_, i) => (i * 7) % points.rows),
  );
  await predictTopics(model, texts, { linearAlgebra });
  const before = process.cpuUsage();
  await predictTopics(model, texts, { linearAlgebra });
  const { user, system } = process.cpuUsage(before);
  return { landmarks: model.landmarks.rows, processorSeconds: (user + system) / 1e6 };
}

async function noiseAmong(model: TopicModel, foreign: Corpus, linearAlgebra: LinearAlgebra): Promise<number> {
  const { points } = await labelledVectors(foreign);
  const { isNoise } = await predictTopics(model, points, { linearAlgebra });
  return isNoise.reduce((sum, mark) => sum + mark, 0) / points.rows;
}

async function guiding(corpus: Corpus, linearAlgebra: LinearAlgebra): Promise<void> {
  const { points, texts, truth } = await labelledVectors(corpus);
  const neighbors = await nearestNeighbors(points, { linearAlgebra });
  const source = embedderSource();
  const embedder = await source.open("minilm");
  const random = new Random(2);
  const known = texts.map(({ label }) => (random.uniform() < knownShare ? label : null));
  const names = [...new Set(texts.map(({ label }) => label.replace(/[_\W]+/g, " ").trim()))];
  const guidances: Readonly<Record<string, Guidance | undefined>> = {
    nothing: undefined,
    seeds: { kind: "seeds", topics: names.map((name) => ({ name, words: [name] })) },
    names: { kind: "names", names },
    "half of the names": { kind: "names", names: names.filter((_, i) => i % 2 === 0) },
    labels: { kind: "labels", column: "label", supervised: false },
    "labels, supervised": { kind: "labels", column: "label", supervised: true },
  };
  const sources = {
    embed: async (words: readonly string[]) =>
      matrix(words.length, points.cols, (await embedder.embed(words)).vectors),
    valuesOf: async () => known,
  };
  for (const [name, guidance] of Object.entries(guidances)) {
    const { layers, suggested, givenNames } = await discoverGuided(points, neighbors, sources, {
      ...{ guidance, clustering: "communities", seed: 0, linearAlgebra },
    });
    const { labels, count } = layers[suggested]!;
    const inTopic = [...labels.keys()].filter((i) => labels[i]! >= 0);
    const of = (all: Int32Array) => Int32Array.from(inTopic, (i) => all[i]!);
    report(`guided by ${name}, ${corpus}`, {
      topics: count,
      named: givenNames[suggested]?.filter((one) => one !== null).length ?? 0,
      ami: adjustedMutualInformation(of(labels), of(truth)),
      inTopic: inTopic.length / points.rows,
    });
  }
  await source.close();
}

function report(name: string, figures: Readonly<Record<string, number>>): void {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown" };
  process.stdout.write(`${JSON.stringify({ bench: "predict", case: name, ...figures, ...machine })}\n`);
}
