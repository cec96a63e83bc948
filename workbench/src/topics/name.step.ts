import {
  centroidsOf,
  contentWords,
  encodeTopicModel,
  type Matrix,
  normaliseRows,
  stopWords,
  TermIndex,
  type TopicModel,
  WordStream,
} from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { stampKey } from "../embedding/stamp.ts";
import { finishBatch } from "../jobs/batch.ts";
import type { BatchProgress, Step } from "../jobs/step.ts";
import { stageDurations } from "../jobs/timings.ts";
import { wholeRun } from "../jobs/whole-run.ts";
import type { AnalysedChunks } from "../model.ts";
import { programVersions } from "../process.ts";
import { artifacts, readChunks, readNeighbors, readPoints, temporaryArtifacts } from "../store/analysis.ts";
import { deleteArtifacts, readFloats, readIntegers, saveArtifact } from "../store/artifact.ts";
import { chunkTexts, contentWordsOf } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { insertDocumentTopics } from "../store/document-topic.ts";
import { insertLayers } from "../store/layer.ts";
import { insertMemberships } from "../store/membership.ts";
import { makeCurrent } from "../store/project.ts";
import { addProvenance } from "../store/provenance.ts";
import type { RunRow } from "../store/run.ts";
import { deleteTopics, insertTopics } from "../store/topic.ts";
import { insertTopicLinks } from "../store/topic-link.ts";
import { givenNamesOf, saveTopicModel, textHashesOf } from "../store/topic-model.ts";
import { modelById } from "../store/vector.ts";
import { unpackDiscovery } from "./cluster.step.ts";
import type { Discovery } from "./discover.ts";
import { algorithmVersion } from "./fingerprint.ts";
import { encodeMap, type MapRows, noTopic } from "./map-columns.ts";
import {
  type LayerCentres,
  layerCentres,
  type Representation,
  type RepresentedLayer,
  represent,
} from "./represent.ts";
import { settle } from "./settle.ts";
import { shownTopicModel } from "./shown-model.actions.ts";
import { type LayerWords, layerWords, type Meaning } from "./words.ts";

const textsPerQuery = 5_000;
/** A language counts as one of the corpus from this share of its texts on. */
const leastShareOfTexts = 0.02;
/** Embeds words and exemplars: comes along, and is quick. */
const wordModel = "static";

/** Names the topics, says what each document is about, packs the map, and makes the run the one that is shown. */
export const nameStep: Step = {
  name: "name",
  unit: "topics",
  plan: wholeRun,
  async run(context, batch, { run, signal, progress }) {
    const { db } = context;
    const analysed = await readChunks(db, run.id);
    const discovery = await readDiscovery(db, run.id);
    const { data: positions } = await readFloats(db, run.id, artifacts.positions);
    const points = await readPoints(db, run, analysed);
    const centres = discovery.layers.map((layer) => layerCentres(points, layer));
    const words = await findWords(context, { analysed, discovery, centres, signal, progress });
    const { primaryThreshold, secondaryThreshold, linkThreshold } = run.settings;
    const represented = represent({
      points,
      analysed,
      discovery,
      positions,
      centres,
      words,
      thresholds: {
        ...(primaryThreshold === undefined ? {} : { primary: primaryThreshold }),
        ...(secondaryThreshold === undefined ? {} : { secondary: secondaryThreshold }),
      },
      linkThreshold,
    });
    const { found, model } = settle(represented, {
      points,
      neighbors: await readNeighbors(db, run.id),
      discovery,
      centroids: centres.map(({ centroids }) => centroids),
      hashes: await textHashesOf(
        db,
        analysed.firsts.map((position) => analysed.chunks[position]!),
      ),
      embedding: await embeddingOf(db, run),
      givenNames: await givenNamesOf(db, run.id),
      earlier: await earlierModel(db, run),
    });
    const map = encodeMap(mapRows(run, analysed, found, positions));
    await db.transaction(async (tx) => {
      await saveRepresentation(tx, run.id, analysed, found);
      await saveArtifact(tx, run.id, artifacts.map, { shape: [map.length], data: map });
      await saveTopicModel(tx, run.id, encodeTopicModel(model));
      await finishBatch(tx, batch);
    });
  },
  async finish(tx, run, { clock }) {
    await addProvenance(tx, run.id, {
      seed: run.settings.seed,
      versions: { ...programVersions(), topics: algorithmVersion },
      milliseconds: await stageDurations(tx, run.id),
    });
    await deleteArtifacts(tx, run.id, temporaryArtifacts);
    await makeCurrent(tx, { projectId: run.projectId, runId: run.id, now: clock.now() });
  },
};

/** Stands for the model of a run's vectors. */
async function embeddingOf(db: Db, run: RunRow): Promise<string> {
  if (run.modelId === null) throw new Error(`run ${run.id} has no model`);
  return stampKey((await modelById(db, run.modelId)).stamp);
}

/** What the analysis left behind that a run continues, if vectors of the two compare. */
async function earlierModel(db: Db, run: RunRow): Promise<TopicModel | undefined> {
  if (run.settings.updates === undefined) return undefined;
  const earlier = await shownTopicModel(db, run.settings.updates);
  return earlier?.embedding === (await embeddingOf(db, run)) ? earlier : undefined;
}

async function readDiscovery(db: Db, runId: number): Promise<Discovery> {
  const integers = async (name: string) => (await readIntegers(db, runId, name)).data;
  const floats = async (name: string) => (await readFloats(db, runId, name)).data;
  return unpackDiscovery({
    labels: await integers(artifacts.labels),
    strengths: await floats(artifacts.strengths),
    outliers: await integers(artifacts.outliers),
    parents: await integers(artifacts.parents),
    numbers: await floats(artifacts.layers),
  });
}

interface WordsInput {
  readonly analysed: AnalysedChunks;
  readonly discovery: Discovery;
  readonly centres: readonly LayerCentres[];
  readonly signal: AbortSignal;
  readonly progress: BatchProgress;
}

/** Names the topics of all layers; those of the suggested one are described in more ways. */
async function findWords(context: Context, input: WordsInput): Promise<LayerWords[]> {
  const { discovery, centres } = input;
  const index = await indexTerms(context, input);
  const found: LayerWords[] = [];
  for (const [at, layer] of discovery.layers.entries()) {
    input.progress("names", 0.6 + (0.4 * at) / discovery.layers.length);
    const meaning = at === discovery.suggested ? await meaningOf(context, input, centres[at]!) : undefined;
    found.push(await layerWords(index, layer, meaning));
  }
  return found;
}

/** What words and the topics' exemplars mean under the quick model. */
async function meaningOf(
  { db, embedders }: Context,
  { analysed: { chunks, firsts }, signal }: WordsInput,
  { exemplars }: LayerCentres,
): Promise<Meaning> {
  const embedder = await embedders.open(wordModel);
  const embed = async (texts: readonly string[]): Promise<Matrix> => {
    const { vectors } = await embedder.embed(texts, { signal });
    return { rows: texts.length, cols: embedder.stamp.dimensions, data: vectors };
  };
  const ids = [...new Set(exemplars.flat().map((point) => chunks[firsts[point]!]!))];
  const texts = new Map((await chunkTexts(db, ids)).map(({ id, text }) => [id, text]));
  const topicOf = exemplars.flatMap((points, topic) => points.map(() => topic));
  const vectors = await embed(exemplars.flat().map((point) => texts.get(chunks[firsts[point]!]!) ?? ""));
  const topics = normaliseRows(centroidsOf(vectors, Int32Array.from(topicOf), exemplars.length));
  return { embed, topics };
}

/** The words and phrases of the points' texts. */
async function indexTerms(
  { db }: Context,
  { analysed: { firsts, chunks }, signal, progress }: WordsInput,
): Promise<TermIndex> {
  const texts: { words: string; language: string | null }[] = [];
  const ids = firsts.map((position) => chunks[position]!);
  for (let from = 0; from < ids.length; from += textsPerQuery) {
    signal.throwIfAborted();
    progress("words", (from / ids.length) * 0.4);
    texts.push(...(await wordsOf(db, ids.slice(from, from + textsPerQuery))));
  }
  const languages = languagesOf(texts);
  const excluded = new Set(languages.flatMap((language) => [...stopWords(language)]));
  const stream = new WordStream({ excluded });
  for (const { words, language } of texts) stream.add(words, language ?? languages[0]);
  return new TermIndex(stream);
}

/** The content words of chunks as they were made at import, or made now. */
async function wordsOf(
  db: Db,
  ids: readonly number[],
): Promise<{ words: string; language: string | null }[]> {
  const found = await contentWordsOf(db, ids);
  const missing = found.flatMap(({ id, words }) => (words === null ? [id] : []));
  const made = new Map<number, string>();
  for (const { id, title, isRow, language, text } of await chunkTexts(db, missing))
    made.set(id, contentWords(isRow ? `${title}\n${text}` : text, language ?? "en"));
  return found.map(({ id, words, language }) => ({ words: words ?? made.get(id) ?? "", language }));
}

/** The languages that a good part of the texts are in, the most frequent first. */
function languagesOf(texts: readonly { readonly language: string | null }[]): string[] {
  const counts = new Map<string, number>();
  for (const { language } of texts)
    if (language !== null) counts.set(language, (counts.get(language) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= leastShareOfTexts * texts.length)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([language]) => language);
}

async function saveRepresentation(
  tx: Db,
  runId: number,
  { chunks }: AnalysedChunks,
  { documents, layers }: Representation,
): Promise<void> {
  await deleteTopics(tx, runId);
  await insertLayers(
    tx,
    runId,
    layers.map(({ suggested, stability, coverage, outlierShare }, layer) => ({
      layer,
      suggested,
      stability,
      coverage,
      outliers: outlierShare,
    })),
  );
  for (const [layer, found] of layers.entries()) {
    const idOf = (topic: number) => found.topics[topic]!.id;
    await insertTopics(
      tx,
      runId,
      found.topics.map((topic) => ({
        ...topic,
        layer,
        exemplars: topic.exemplars.map((position) => chunks[position]!),
      })),
    );
    await insertMemberships(tx, runId, layer, memberships(found, chunks));
    await insertDocumentTopics(
      tx,
      { runId, layer },
      found.relevances.map((one) => ({ ...one, document: documents[one.document]!, topic: idOf(one.topic) })),
    );
    await insertTopicLinks(
      tx,
      runId,
      layer,
      found.links.map(({ a, b, similarity }) => ({ source: idOf(a), target: idOf(b), similarity })),
    );
  }
}

function memberships({ topics, labels, strengths, outliers }: RepresentedLayer, chunks: readonly number[]) {
  return chunks.flatMap((chunk, position) => {
    const label = labels[position]!;
    if (label < 0) return [];
    const outlier = outliers[position] === 1;
    return [{ chunk, topic: topics[label]!.id, strength: strengths[position]!, outlier }];
  });
}

function mapRows(
  run: RunRow,
  { chunks, documents, points }: AnalysedChunks,
  { layers }: Representation,
  positions: Float32Array,
): MapRows {
  const suggested = layers.find((layer) => layer.suggested);
  return {
    run: run.number ?? 0,
    layers: layers.map((layer, at) => ({
      layer: at,
      suggested: layer.suggested,
      topics: layer.topics.map(({ id }) => id),
    })),
    chunks: Uint32Array.from(chunks),
    documents: Uint32Array.from(documents),
    x: Float32Array.from(points, (point) => positions[point * 2]!),
    y: Float32Array.from(points, (point) => positions[point * 2 + 1]!),
    strengths: suggested?.strengths ?? new Float32Array(chunks.length),
    topics: layers.map(({ labels }) => Uint16Array.from(labels, (label) => (label < 0 ? noTopic : label))),
  };
}
