import { decodeTopicModel, findText } from "@toposcope/algorithms";
import { artifacts, readChunks, readNeighbors } from "../store/analysis.ts";
import { readFloats } from "../store/artifact.ts";
import { textHashes } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { rankThresholds } from "../store/placement.ts";
import type { RunRow } from "../store/run.ts";
import { allTopicCentroids } from "../store/topic-centroid.ts";
import { topicEditsOf, topicStates } from "../store/topic-edit.ts";
import { topicModelFile } from "../store/topic-model.ts";
import { type Ground, type TopicsAsEdited, usualSimilarity } from "./arrivals.ts";
import type { LayerEdit } from "./edited-places.ts";

/** What placing documents needs of an analysis; it never changes. */
export interface RunGround extends Ground {
  /** Ids of the chunks that were analysed. */
  readonly analysed: ReadonlySet<number>;
  readonly lastChunk: number;
}

/** @returns undefined for an analysis that left no model behind */
export async function readGround(db: Db, runId: number): Promise<RunGround | undefined> {
  const file = await topicModelFile(db, runId);
  if (!file) return undefined;
  const model = decodeTopicModel(file);
  const { chunks, firsts } = await readChunks(db, runId);
  const { data: positions } = await readFloats(db, runId, artifacts.positions);
  const ids = firsts.map((position) => chunks[position]!);
  const hashes = await textHashes(db, ids);
  const landmarkOf = new Map(Array.from(model.landmarkTexts, (text, landmark) => [text, landmark]));
  const places = new Float32Array(2 * landmarkOf.size).fill(Number.NaN);
  const isLandmark = new Uint8Array(ids.length);
  for (const [point, id] of ids.entries()) {
    const hash = hashes.get(id);
    if (hash === undefined) continue;
    const landmark = landmarkOf.get(findText(model.texts, Buffer.from(hash, "base64")));
    if (landmark === undefined) continue;
    isLandmark[point] = 1;
    places.set(positions.subarray(2 * point, 2 * point + 2), 2 * landmark);
  }
  return {
    model,
    places,
    usualSimilarity: usualSimilarity(await readNeighbors(db, runId), isLandmark),
    analysed: new Set(chunks),
    lastChunk: chunks.reduce((last, id) => Math.max(last, id), 0),
  };
}

/** The topics of an analysis as they are under each of its edits, undone ones included. */
export async function topicsAsEdited(tx: Db, run: RunRow): Promise<TopicsAsEdited> {
  const edits = await topicEditsOf(tx, run.id);
  const centroids = await allTopicCentroids(tx, run.id);
  const byLayer = new Map<number, LayerEdit[]>();
  for (const { edit, kind, layer, asked, after } of edits) {
    const states = await topicStates(tx, run.id, edit);
    const own = byLayer.get(layer) ?? [];
    byLayer.set(layer, own);
    const parts = after.map(({ id }) => ({ id, centroid: centroids.get(id) ?? new Float32Array() }));
    own.push({
      edit,
      split: kind === "split" ? { topic: (asked as { topic: number }).topic, parts } : undefined,
      shownAs: new Map(states.filter((one) => one.layer === layer).map(({ id, shownAs }) => [id, shownAs])),
    });
  }
  const { primaryThreshold, secondaryThreshold } = run.settings;
  const thresholds = (await rankThresholds(tx, run.id)).map(
    ({ layer, primary, secondary }) =>
      [
        layer,
        {
          primary: primaryThreshold ?? primary ?? Number.POSITIVE_INFINITY,
          secondary: secondaryThreshold ?? secondary,
        },
      ] as const,
  );
  return { edits: byLayer, centroids, thresholds: new Map(thresholds) };
}
