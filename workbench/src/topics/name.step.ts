import { encodeTopicModel, type TopicModel } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { stampKey } from "../embedding/stamp.ts";
import { finishBatch } from "../jobs/batch.ts";
import { showParts } from "../jobs/stage-parts.ts";
import type { Step } from "../jobs/step.ts";
import { stageDurations } from "../jobs/timings.ts";
import { wholeRun } from "../jobs/whole-run.ts";
import type { AnalysedChunks } from "../model.ts";
import { programVersions } from "../process.ts";
import { artifacts, readChunks, readNeighbors, readPoints, temporaryArtifacts } from "../store/analysis.ts";
import { deleteArtifacts, readFloats, readIntegers, saveArtifact } from "../store/artifact.ts";
import type { Db } from "../store/db.ts";
import { insertDocumentTopics } from "../store/document-topic.ts";
import { insertLayers } from "../store/layer.ts";
import { insertMemberships } from "../store/membership.ts";
import { showPicture } from "../store/picture.ts";
import { makeCurrent } from "../store/project.ts";
import { addProvenance } from "../store/provenance.ts";
import { holdProject, type RunRow } from "../store/run.ts";
import { countAnew, deleteTopics, insertTopics } from "../store/topic.ts";
import { insertTopicLinks } from "../store/topic-link.ts";
import { givenNamesOf, saveTopicModel, textHashesOf } from "../store/topic-model.ts";
import { modelById } from "../store/vector.ts";
import { meaningOf } from "./chunk-meaning.actions.ts";
import { indexTerms } from "./chunk-terms.actions.ts";
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
import { type LayerWords, layerCounts, layerWords } from "./words.ts";

/** Names the topics, says what each document is about, packs the map, and makes the run the one that is shown. */
export const nameStep: Step = {
  name: "name",
  unit: "topics",
  isLarge: true,
  plan: ({ db }, { id }) => wholeRun(countFound(db, id)),
  async run(context, batch, { run, signal, progress }) {
    const { db } = context;
    const show = showParts("name", batch, progress);
    show("reading topics");
    const analysed = await readChunks(db, run.id);
    const discovery = await readDiscovery(db, run.id);
    const { data: positions } = await readFloats(db, run.id, artifacts.positions);
    const points = await readPoints(db, run, analysed);
    const centres = discovery.layers.map((layer) => layerCentres(points, layer));
    const words = await findWords(context, { run, analysed, discovery, centres, signal, show });
    show("relevance");
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
    show("keeping topics");
    const map = encodeMap(mapRows(run, analysed, found, positions));
    await db.transaction(async (tx) => {
      await saveRepresentation(tx, run.id, analysed, found);
      await saveArtifact(tx, run.id, artifacts.map, { shape: [map.length], data: map });
      await saveTopicModel(tx, run.id, { file: encodeTopicModel(model), nextId: model.nextId });
      await countAnew(tx);
      await finishBatch(tx, batch);
    });
  },
  async finish(tx, run, { clock }) {
    await holdProject(tx, run.projectId);
    if (run.kind === "picture") {
      await deleteArtifacts(tx, run.id, temporaryArtifacts);
      return await showPicture(tx, run);
    }
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

/** How many topics there are in all layers. */
async function countFound(db: Db, runId: number): Promise<number> {
  const { data } = await readFloats(db, runId, artifacts.layers);
  return data.reduce((sum, count, at) => (at % 4 === 0 ? sum + count : sum), 0);
}

interface WordsInput {
  readonly run: RunRow;
  readonly analysed: AnalysedChunks;
  readonly discovery: Discovery;
  readonly centres: readonly LayerCentres[];
  readonly signal: AbortSignal;
  readonly show: ReturnType<typeof showParts<"name">>;
}

/** Names the topics of all layers; those of the suggested one are described in more ways, but for a picture. */
async function findWords(context: Context, input: WordsInput): Promise<LayerWords[]> {
  const { run, analysed, discovery, centres, signal, show } = input;
  const chunkOf = (point: number) => analysed.chunks[analysed.firsts[point]!]!;
  const showWords = show("words");
  const index = await indexTerms(
    context.db,
    analysed.firsts.map((_, point) => chunkOf(point)),
    { signal, progress: (share) => void showWords(share, 1) },
  );
  const found: LayerWords[] = [];
  const showNames = show("names");
  for (const counts of layerCounts(index, discovery.layers)) {
    const at = found.length;
    await showNames(at, discovery.layers.length);
    const exemplars = () => centres[at]!.exemplars.map((points) => points.map(chunkOf));
    const isDescribed = at === discovery.suggested && run.kind !== "picture";
    const meaning = isDescribed ? await meaningOf(context, exemplars(), { signal }) : undefined;
    found.push(await layerWords(index, discovery.layers[at]!, meaning, counts));
  }
  return found;
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
    provisional: run.kind === "picture" ? { picture: run.id, share: run.chunkShare ?? 0 } : undefined,
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
