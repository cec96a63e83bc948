import {
  alignMap,
  grownPlaces,
  layoutMap,
  type NeighborGraph,
  type Parallel,
  Random,
} from "@toposcope/algorithms";
import { finishBatch } from "../jobs/batch.ts";
import { showParts } from "../jobs/stage-parts.ts";
import type { Step } from "../jobs/step.ts";
import { wholeRun } from "../jobs/whole-run.ts";
import type { AnalysedChunks } from "../model.ts";
import { artifacts, readChunks, readNeighbors, readPoints } from "../store/analysis.ts";
import { readFloats, saveArtifact } from "../store/artifact.ts";
import { countAnalysed, textHashes } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { currentRun } from "../store/project.ts";
import { addProvenance } from "../store/provenance.ts";
import { type RunRow, runById } from "../store/run.ts";
import { oldPlaces } from "./old-places.ts";

/** A map of which fewer texts have an old place is laid out anew: maps of fewer were not judged. */
const leastPlaced = 0.4;

/** Places the points on the map. */
export function mapStep(parallel: () => Parallel): Step {
  return {
    name: "map",
    unit: "chunks",
    isLarge: true,
    plan: ({ db }, { projectId }) => wholeRun(countAnalysed(db, projectId)),
    async run({ db }, batch, { run, signal, progress }) {
      const { mapMethod: method, mapAlignment: wanted, seed } = run.settings;
      const show = showParts("map", batch, progress);
      show("reading vectors");
      const analysed = await readChunks(db, run.id);
      const neighbors = await readNeighbors(db, run.id);
      const grown = await grownMap(db, run, { analysed, neighbors });
      if (grown) {
        await db.transaction(async (tx) => {
          await saveArtifact(tx, run.id, artifacts.positions, { shape: [neighbors.n, 2], data: grown });
          await finishBatch(tx, batch);
        });
        return;
      }
      const points = await readPoints(db, run, analysed);
      const before = wanted === "none" ? undefined : await mapBefore(db, run, analysed);
      const alignment = wanted === "anchored" && before?.canHold === false ? "rigid" : wanted;
      const laid = await layoutMap(points, neighbors, {
        method,
        random: new Random(seed),
        parallel: parallel(),
        anchors: alignment === "anchored" ? before?.places : undefined,
        signal,
        progress: show("places on the map"),
      });
      show("keeping the map");
      const aligned = before && alignMap(laid, before.places);
      const map = {
        method,
        alignment,
        alignedTo: before?.number ?? null,
        matched: aligned?.matched ?? 0,
        moved: aligned?.moved ?? null,
      };
      await db.transaction(async (tx) => {
        const data = aligned?.places ?? laid;
        await saveArtifact(tx, run.id, artifacts.positions, { shape: [analysed.firsts.length, 2], data });
        await addProvenance(tx, run.id, { map });
        await finishBatch(tx, batch);
      });
    },
  };
}

/** The map of the picture before with what is new: what lies on it keeps its place. Undefined for what continues none. */
async function grownMap(
  db: Db,
  { kind, settings: { updates } }: RunRow,
  { analysed, neighbors }: { analysed: AnalysedChunks; neighbors: NeighborGraph },
): Promise<Float32Array | undefined> {
  const earlier = kind === "picture" && updates !== undefined ? await runById(db, updates) : undefined;
  if (earlier?.kind !== "picture") return undefined;
  const places = await placesOn(db, earlier.id, analysed);
  return places && grownPlaces(places, neighbors);
}

interface MapBefore {
  readonly number: number;
  readonly places: Float32Array;
  /** Whether a new map may start from it: it was laid out in the same way, and has enough of the texts. */
  readonly canHold: boolean;
}

/** Where the texts of a run lie on the map that its project shows, if it shows one that has any of them. */
async function mapBefore(
  db: Db,
  { id, projectId, settings: { model, mapMethod } }: RunRow,
  analysed: AnalysedChunks,
): Promise<MapBefore | undefined> {
  const shownNow = await currentRun(db, projectId);
  if (!shownNow || shownNow.id === id) return undefined;
  const places = await placesOn(db, shownNow.id, analysed);
  if (!places) return undefined;
  const old = (await runById(db, shownNow.id))?.settings;
  const isAlike = old?.model === model && old.mapMethod === mapMethod;
  return { number: shownNow.number, places, canHold: isAlike && shareOfPlaced(places) >= leastPlaced };
}

const shareOfPlaced = (places: Float32Array) =>
  1 - places.reduce((missing, place) => missing + Number(Number.isNaN(place)), 0) / places.length;

async function placesOn(db: Db, runId: number, analysed: AnalysedChunks): Promise<Float32Array | undefined> {
  const old = await readChunks(db, runId);
  const { data } = await readFloats(db, runId, artifacts.positions);
  return oldPlaces(await textsOfPoints(db, analysed), await textsOfPoints(db, old), data);
}

/** The hash of each point's text; undefined where its chunk is gone. */
async function textsOfPoints(
  db: Db,
  { chunks, firsts }: AnalysedChunks,
): Promise<readonly (string | undefined)[]> {
  const ids = firsts.map((position) => chunks[position]!);
  const hashes = await textHashes(db, ids);
  return ids.map((id) => hashes.get(id));
}
