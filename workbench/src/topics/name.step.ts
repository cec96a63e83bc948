import { TermCounts, terms } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { finishBatch } from "../jobs/batch.ts";
import type { BatchProgress, Step } from "../jobs/step.ts";
import { stageDurations } from "../jobs/timings.ts";
import { wholeRun } from "../jobs/whole-run.ts";
import type { AnalysedChunks } from "../model.ts";
import { programVersions } from "../process.ts";
import { artifacts, readChunks, readPoints, temporaryArtifacts } from "../store/analysis.ts";
import { deleteArtifacts, readFloats, readIntegers, saveArtifact } from "../store/artifact.ts";
import { chunkTexts } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { makeCurrent } from "../store/project.ts";
import { addProvenance } from "../store/provenance.ts";
import type { RunRow } from "../store/run.ts";
import {
  deleteTopics,
  insertDocumentTopics,
  insertLayers,
  insertMemberships,
  insertTopicLinks,
  insertTopics,
} from "../store/topic.ts";
import { unpackDiscovery } from "./cluster.step.ts";
import type { Discovery } from "./discover.ts";
import { algorithmVersion } from "./fingerprint.ts";
import { encodeMap, type MapRows, noTopic } from "./map-columns.ts";
import { type Representation, type RepresentedLayer, represent } from "./represent.ts";

const textsPerQuery = 500;

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
    const counts = await countTerms(context, { analysed, discovery, signal, progress });
    const { primaryThreshold, secondaryThreshold, linkThreshold } = run.settings;
    const found = represent({
      points: await readPoints(db, run, analysed),
      analysed,
      discovery,
      positions,
      terms: counts,
      thresholds: {
        ...(primaryThreshold === undefined ? {} : { primary: primaryThreshold }),
        ...(secondaryThreshold === undefined ? {} : { secondary: secondaryThreshold }),
      },
      linkThreshold,
    });
    const map = encodeMap(mapRows(run, analysed, found, positions));
    await db.transaction(async (tx) => {
      await saveRepresentation(tx, run.id, analysed, found);
      await saveArtifact(tx, run.id, artifacts.map, { shape: [map.length], data: map });
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

async function readDiscovery(db: Db, runId: number): Promise<Discovery> {
  const labels = await readIntegers(db, runId, artifacts.labels);
  const strengths = await readFloats(db, runId, artifacts.strengths);
  const parents = await readIntegers(db, runId, artifacts.parents);
  const layers = await readFloats(db, runId, artifacts.layers);
  return unpackDiscovery(labels.data, strengths.data, parents.data, layers.data);
}

/** Counts the words of each point's text once, for all layers. */
async function countTerms(
  { db }: Context,
  input: { analysed: AnalysedChunks; discovery: Discovery; signal: AbortSignal; progress: BatchProgress },
): Promise<TermCounts[]> {
  const { analysed, discovery, signal, progress } = input;
  const counts = discovery.layers.map(({ count }) => new TermCounts(count));
  const { firsts, chunks } = analysed;
  const pointOf = new Map(firsts.map((position, point) => [chunks[position]!, point]));
  for (let from = 0; from < firsts.length; from += textsPerQuery) {
    signal.throwIfAborted();
    progress("words", (from / firsts.length) * 0.8);
    const ids = firsts.slice(from, from + textsPerQuery).map((position) => chunks[position]!);
    for (const { id, title, isRow, language, text } of await chunkTexts(db, ids)) {
      const found = terms(isRow ? `${title}\n${text}` : text, language ?? "en");
      for (const [at, { labels }] of discovery.layers.entries())
        counts[at]!.add(labels[pointOf.get(id)!]!, found);
    }
  }
  return counts;
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
    layers.map(({ suggested, stability, coverage }, layer) => ({ layer, suggested, stability, coverage })),
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
      runId,
      layer,
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

function memberships({ topics, labels, strengths }: RepresentedLayer, chunks: readonly number[]) {
  return chunks.flatMap((chunk, position) => {
    const label = labels[position]!;
    return label < 0 ? [] : [{ chunk, topic: topics[label]!.id, strength: strengths[position]! }];
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
