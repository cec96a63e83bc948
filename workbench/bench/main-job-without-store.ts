/**
 * The main job's work in one process, kept nowhere: read, prepare, chunk, embed, neighbours, topics, map, names. What
 * the real job takes beside this is what durability costs. Prints one JSON line; `node … <file> <model>`.
 */
import {
  centroidsOf,
  contentWords,
  encodeTopicModel,
  layoutMap,
  type Matrix,
  matrix,
  nearestNeighbors,
  normaliseRows,
  Random,
  stopWords,
  TermIndex,
  WordStream,
} from "@toposcope/algorithms";
import { chunk } from "../src/corpus/chunk.ts";
import { exactDuplicates, nearDuplicates, shingles, signature, textHash } from "../src/corpus/duplicates.ts";
import { detectLanguage } from "../src/corpus/language.ts";
import { quality } from "../src/corpus/quality.ts";
import { parserPool } from "../src/corpus/read/parse-file.ts";
import { stampKey } from "../src/embedding/stamp.ts";
import { contentHash, embeddingText } from "../src/embedding/text.ts";
import type { AnalysedChunks, ExtractedDocument } from "../src/model.ts";
import { embedderSource } from "../src/native/embedder-source.ts";
import { nativeLinearAlgebra } from "../src/native/linear-algebra.ts";
import { threadPool } from "../src/native/thread-pool.ts";
import type { Embedder } from "../src/providers/embedder.ts";
import { type Discovery, discover } from "../src/topics/discover.ts";
import { pointsOf } from "../src/topics/points.ts";
import { type LayerCentres, layerCentres, represent } from "../src/topics/represent.ts";
import { settle } from "../src/topics/settle.ts";
import { type LayerWords, layerCounts, layerWords } from "../src/topics/words.ts";

const [file = "", model = "static"] = process.argv.slice(2);
const threads = 2;
const chunking = { tokens: 1_000, overlap: 150 };
const linkThreshold = 0.25;
const control = { progress: async () => {}, signal: new AbortController().signal };

interface Passage {
  readonly id: number;
  readonly document: number;
  readonly textHash: Buffer;
  readonly text: string;
  readonly embedded: string;
  readonly language: string | null;
  readonly words: string;
}

const startedAt = performance.now();
const documents = await read(file);
await prepare(documents);
const embedders = embedderSource();
const embedder = await embedders.open(model);
const passages = documents.flatMap((document, at) => cut(document, at, embedder));
const analysed = pointsOf(passages);
const firsts = analysed.firsts.map((position) => passages[position] as Passage);
const points = await embed(embedder, firsts);
const linearAlgebra = await nativeLinearAlgebra({ threads });
const pool = threadPool(threads);
const neighbors = await nearestNeighbors(points, { linearAlgebra, random: new Random(0), ...control });
const options = {
  clustering: "communities",
  seed: 0,
  linearAlgebra,
  parallel: pool,
  ...control,
} as const;
const discovery = await discover(points, neighbors, { ...options, topics: undefined });
const positions = await layoutMap(points, neighbors, {
  method: "pacmap",
  random: new Random(0),
  parallel: pool,
  ...control,
});
const centres = discovery.layers.map((layer) => layerCentres(points, layer));
const words = await name(firsts, discovery, centres, await embedders.open("static"));
const topics = settleTopics(analysed);
const milliseconds = performance.now() - startedAt;
await Promise.all([embedders.close(), linearAlgebra.close(), pool.close()]);
const { user, system } = process.cpuUsage();
process.stdout.write(`${JSON.stringify({ milliseconds, ownCpuMs: (user + system) / 1_000, topics })}\n`);
process.exit();

async function read(path: string): Promise<ExtractedDocument[]> {
  const parsers = parserPool({ children: 1 });
  const found: ExtractedDocument[] = [];
  for await (const event of parsers.read(path, { name: path }))
    if (event.type === "document") found.push(event.document);
  await parsers.close();
  return found;
}

async function prepare(all: readonly ExtractedDocument[]): Promise<void> {
  const lengths = all.map(({ text }) => text.length).toSorted((a, b) => a - b);
  const corpus = { medianCharacters: lengths[lengths.length >> 1] ?? 0 };
  const signatures = all.map(({ text }) => {
    quality(text, { found: [], corpus });
    return signature(text);
  });
  exactDuplicates(all.map(({ text }) => textHash(text)));
  await nearDuplicates(signatures, async (index) => shingles(all[index]?.text ?? ""));
}

function cut(
  { text, title, headings }: ExtractedDocument,
  document: number,
  { countTokens }: Embedder,
): Passage[] {
  const { language } = detectLanguage(text);
  return chunk(text, { ...chunking, countTokens, headings }).map(({ start, end }, ordinal) => {
    const own = text.slice(start, end);
    const embedded = embeddingText(title, own);
    return {
      id: document * 1_000 + ordinal,
      document,
      textHash: Buffer.from(contentHash(embedded), "hex"),
      text: own,
      embedded,
      language,
      words: contentWords(`${title}\n${own}`, language ?? "en"),
    };
  });
}

async function embed({ embed, stamp }: Embedder, texts: readonly Passage[]): Promise<Matrix> {
  const { vectors } = await embed(
    texts.map(({ embedded }) => embedded),
    { signal: control.signal },
  );
  return matrix(texts.length, stamp.dimensions, vectors);
}

async function name(
  texts: readonly Passage[],
  { layers, suggested }: Discovery,
  at: readonly LayerCentres[],
  quick: Embedder,
): Promise<LayerWords[]> {
  const stream = new WordStream({ excluded: new Set(stopWords("en")) });
  for (const { words: own, language } of texts) stream.add(own, language ?? "en");
  const index = new TermIndex(stream);
  const embedWords = async (wanted: readonly string[]) => {
    const { vectors } = await quick.embed(wanted, { signal: control.signal });
    return matrix(wanted.length, quick.stamp.dimensions, vectors);
  };
  const found: LayerWords[] = [];
  for (const counts of layerCounts(index, layers)) {
    const layer = found.length;
    const exemplars = at[layer]?.exemplars ?? [];
    const vectors = await embedWords(exemplars.flat().map((point) => texts[point]?.text ?? ""));
    const topicOf = Int32Array.from(exemplars.flatMap((own, topic) => [...own].map(() => topic)));
    const meaning = {
      embed: embedWords,
      topics: normaliseRows(centroidsOf(vectors, topicOf, exemplars.length)),
    };
    const described = layers[layer] as Discovery["layers"][number];
    found.push(await layerWords(index, described, layer === suggested ? meaning : undefined, counts));
  }
  return found;
}

function settleTopics(of: AnalysedChunks): number {
  const represented = represent({
    points,
    analysed: of,
    discovery,
    positions,
    centres,
    words,
    thresholds: {},
    linkThreshold,
  });
  const { found, model: topicModel } = settle(represented, {
    points,
    neighbors,
    discovery,
    centroids: centres.map(({ centroids }) => centroids),
    hashes: firsts.map(({ textHash: hash }) => hash),
    embedding: stampKey(embedder.stamp),
    givenNames: [],
    earlier: undefined,
  });
  encodeTopicModel(topicModel);
  return found.layers.find((layer) => layer.suggested)?.topics.length ?? 0;
}
