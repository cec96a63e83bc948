import { alignMap } from "@toposcope/algorithms";
import { beforeAll, expect, test } from "vitest";
import { artifacts } from "../../src/store/analysis.ts";
import { readFloats } from "../../src/store/artifact.ts";
import { provenanceOf } from "../../src/store/provenance.ts";
import { oldPlaces } from "../../src/topics/old-places.ts";
import { analyzed, imported, letters, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "letters";
const app = await openTestApp();
const { db } = app.context;

const placesOf = async (run: { id: number }) => (await readFloats(db, run.id, artifacts.positions)).data;
const mapOf = async (run: { id: number }) => (await provenanceOf(db, run.id)).map;

let first: { id: number; number: number | null };

beforeAll(async () => {
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), letters(12))] });
  first = await analyzed(app, { project, seed: 1 });
});

test("a project's first map is aligned to none, and keeps that to itself", async () => {
  expect(await mapOf(first)).toEqual({
    method: "pacmap",
    alignment: "anchored",
    alignedTo: null,
    matched: 0,
    moved: null,
  });
});

test("a later map is turned onto the one before as a whole, and says so", async () => {
  const free = await placesOf(await analyzed(app, { project, seed: 2, mapAlignment: "none" }));
  await analyzed(app, { project, seed: 1 });
  const before = await analyzed(app, { project, seed: 3, mapAlignment: "none" });
  const rigid = { mapAlignment: "rigid", clustering: "kmeans" } as const;
  const aligned = await analyzed(app, { project, seed: 2, ...rigid });
  expect(await mapOf(aligned)).toMatchObject({ alignment: "rigid", alignedTo: before.number });
  const places = await placesOf(aligned);
  const { moved, matched } = alignMap(places, await placesOf(before));
  expect((await mapOf(aligned))?.moved).toBeCloseTo(moved, 4);
  expect(matched).toBe(places.length / 2);
  expect(alignMap(free, places).moved).toBeLessThan(1e-4);
});

test("a map keeps each text near its place on the one before, whatever the seed", async () => {
  const before = await analyzed(app, { project, seed: 4, mapAlignment: "none" });
  const anchored = await analyzed(app, { project, seed: 5 });
  const map = await mapOf(anchored);
  expect(map).toMatchObject({ alignment: "anchored", alignedTo: before.number });
  expect(map?.moved).toBeLessThan(0.05);
});

test("the way of laying out is part of what an analysis depends on, the orientation is not", async () => {
  const pacmap = await analyzed(app, { project, seed: 6, mapAlignment: "rigid" });
  expect((await analyzed(app, { project, seed: 6, mapAlignment: "none" })).id).toBe(pacmap.id);
  const umap = await analyzed(app, { project, seed: 6, mapMethod: "umap" });
  expect(umap.id).not.toBe(pacmap.id);
});

test("a map that is laid out in another way, or mostly of new texts, is only turned onto the one before", async () => {
  const before = await analyzed(app, { project, seed: 7, mapAlignment: "none" });
  const umap = await analyzed(app, { project, seed: 7, mapMethod: "umap" });
  expect(await mapOf(umap)).toMatchObject({
    method: "umap",
    alignment: "rigid",
    alignedTo: before.number,
  });
  await analyzed(app, { project, seed: 8, mapAlignment: "none" });
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), letters(60))] });
  expect(await mapOf(await analyzed(app, { project, seed: 8 }))).toMatchObject({ alignment: "rigid" });
});

test("texts are found again by what they say; gone ones and new ones are left open", () => {
  const old = Float32Array.of(1, 2, 3, 4, 5, 6);
  expect(oldPlaces(["b", "new", "a"], ["a", "b", undefined], old)).toEqual(
    Float32Array.of(3, 4, Number.NaN, Number.NaN, 1, 2),
  );
  expect(oldPlaces([undefined, "x"], ["a", undefined, "b"], old)).toBeUndefined();
});
