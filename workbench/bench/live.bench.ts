/**
 * Documents that come after an analysis. By the product: seconds from a file's writing to the event that its document is ready, with a
 * folder of arXiv abstracts that is followed, under both built-in models. From kept vectors: how often held-out texts are placed in
 * the topic that a fresh analysis of all texts would give them. `npm run bench -- live`. One JSON line a case.
 */
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  bestAssignment,
  gatherRows,
  type LinearAlgebra,
  type Matrix,
  nearestNeighbors,
  predictTopics,
  Random,
  topicModel,
} from "@toposcope/algorithms";
import { type Corpus, hasCorpora } from "../evaluate/labelled-texts.ts";
import { labelledVectors } from "../evaluate/vectors.ts";
import { type App, openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import { followFolder } from "../src/corpus/follow.actions.ts";
import { importPaths } from "../src/corpus/import.actions.ts";
import { openWatch } from "../src/corpus/watch.actions.ts";
import type { FollowNews } from "../src/machine-contract.ts";
import { nativeLinearAlgebra } from "../src/native/linear-algebra.ts";
import { untilStopped } from "../src/store/embedded.ts";
import { sql } from "../src/store/sql.ts";
import { analyze, watchRun } from "../src/topics/actions.ts";
import { type DiscoveredLayer, discover } from "../src/topics/discover.ts";
import { sharedFolder } from "../test/shared.ts";

const project = "live";
const analysed = 2_000;
const singles = 24;
const groups = 6;
const perGroup = 5;
const heldShare = 0.1;
const seeds = [5, 6, 7];

if (hasCorpora) {
  for (const model of ["static", "minilm"]) await arrivals(model);
  const algebra = await nativeLinearAlgebra({ threads: 1 });
  for (const corpus of ["arxiv", "banking77", "squad"] as const) await agreement(corpus, algebra);
  await algebra.close();
} else process.stderr.write("the corpora do not lie beside the checkout\n");

async function arrivals(model: string): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
  const folder = join(data, "followed");
  await mkdir(folder);
  const { settings } = resolveSettings({ flags: { data: join(data, "data"), model } });
  const app = await openApp({ settings });
  try {
    const texts = abstracts();
    await analysisOf(app, data, texts.slice(0, analysed));
    const watch = await openWatch(app.context, { project, folder, served: false });
    const stop = new AbortController();
    const news: FollowNews[] = [];
    const following = followFolder(app.context, watch, {
      signal: stop.signal,
      tell: (one) => news.push(one),
    });
    const late = texts.slice(analysed);
    const alone: number[] = [];
    for (let i = 0; i < singles; i++)
      alone.push(...(await bring(app, folder, { [`one-${i}.txt`]: late[i]! })));
    const together: number[] = [];
    for (let group = 0; group < groups; group++) {
      const from = singles + group * perGroup;
      const files = Array.from({ length: perGroup }, (_, i) => [`group-${group}-${i}.txt`, late[from + i]!]);
      together.push(...(await bring(app, folder, Object.fromEntries(files))));
    }
    stop.abort();
    await following;
    report(`a file at a time, ${model}`, secondsOf(alone));
    report(`${perGroup} files at a time, ${model}`, secondsOf(together));
  } finally {
    await app.close();
    await untilStopped(join(data, "data"));
    await rm(data, { recursive: true, force: true });
  }
}

function abstracts(): string[] {
  const lines = readFileSync(join(sharedFolder, "data/arxiv/arxiv-1993-2019.jsonl"), "utf8")
    .trim()
    .split("\n");
  return lines.slice(0, analysed + singles + groups * perGroup).map((line) => {
    const { title, abstract } = JSON.parse(line) as { title: string; abstract: string };
    return `${title}\n\n${abstract}\n`;
  });
}

async function analysisOf({ context, workers }: App, data: string, texts: readonly string[]): Promise<void> {
  const file = join(data, "analysed.jsonl");
  await writeFile(file, texts.map((text) => JSON.stringify({ text })).join("\n"));
  const started = await importPaths(context, { project, paths: [file] });
  await workers.start();
  for await (const _ of watchRun(context, { run: started!.run.id }));
  const run = await analyze(context, { project });
  for await (const _ of watchRun(context, { run: run.id }));
}

/** Writes files and waits until their documents are ready. @returns the seconds until each event was there to be read */
async function bring(
  { context }: App,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<number[]> {
  const startedAt = performance.now();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const names = Object.keys(files);
  const seconds = new Map<string, number>();
  while (seconds.size < names.length) {
    const ready = await context.db.many<{ path: string }>(sql`
      select data ->> 'path' as path
      from event
      where type = 'document.ready' and data ->> 'path' = any(${names}::text[])`);
    const now = (performance.now() - startedAt) / 1_000;
    for (const { path } of ready) if (!seconds.has(path)) seconds.set(path, now);
    if (now > 60) throw new Error(`${names.length - seconds.size} documents are not ready after a minute`);
    await sleep(10);
  }
  return [...seconds.values()];
}

function secondsOf(all: readonly number[]) {
  const sorted = all.toSorted((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return {
    files: all.length,
    medianSeconds: quantile(0.5),
    p95Seconds: quantile(0.95),
    most: sorted.at(-1)!,
  };
}

/** How often texts that an analysis did not have are placed where one of all texts has them, its topics matched one to one. */
async function agreement(corpus: Corpus, linearAlgebra: LinearAlgebra): Promise<void> {
  const { points } = await labelledVectors(corpus);
  const fresh = await analysisOfPoints(points, linearAlgebra);
  const shares: number[] = [];
  const members: number[] = [];
  for (const seed of seeds) {
    const random = new Random(seed);
    const isHeld = Array.from({ length: points.rows }, () => random.uniform() < heldShare);
    const held = [...isHeld.keys()].filter((i) => isHeld[i]);
    const kept = [...isHeld.keys()].filter((i) => !isHeld[i]);
    const part = await analysisOfPoints(gatherRows(points, kept), linearAlgebra);
    const labelsOf = (ids: readonly number[]) => Int32Array.from(ids, (i) => fresh.layer.labels[i]!);
    const toFresh = matched(part.layer, labelsOf(kept), fresh.layer.count);
    const { labels } = await predictTopics(part.model, gatherRows(points, held), { linearAlgebra });
    shares.push(sameShare(labels, toFresh, labelsOf(held)));
    members.push(sameShare(part.layer.labels, toFresh, labelsOf(kept)));
  }
  report(`placed as by a fresh analysis, ${corpus}`, {
    texts: points.rows,
    topics: fresh.layer.count,
    held: mean(shares),
    leastHeld: Math.min(...shares),
    members: mean(members),
  });
}

async function analysisOfPoints(points: Matrix, linearAlgebra: LinearAlgebra) {
  const neighbors = await nearestNeighbors(points, { linearAlgebra });
  const found = await discover(points, neighbors, { clustering: "communities", seed: 0, linearAlgebra });
  const layer = found.layers[found.suggested]!;
  const topics = Array.from({ length: layer.count }, (_, id) => ({ id, name: String(id), keywords: [] }));
  const layers = [{ ...layer, parents: new Int32Array(0), topics }];
  const hashes = Array.from({ length: points.rows }, (_, i) => {
    const hash = new Uint8Array(16);
    new DataView(hash.buffer).setUint32(0, i);
    return hash;
  });
  return {
    layer,
    model: topicModel({ points, neighbors, layers, suggested: 0, embedding: "minilm", hashes }),
  };
}

/** The label among others that holds most of each label, one to one. */
function matched({ labels, count }: DiscoveredLayer, others: Int32Array, otherCount: number): Int32Array {
  const common = new Float64Array(count * otherCount);
  for (const [i, label] of labels.entries())
    if (label >= 0 && others[i]! >= 0) common[label * otherCount + others[i]!]!++;
  return bestAssignment(common, count, otherCount);
}

function sameShare(labels: Int32Array, to: Int32Array, wanted: Int32Array): number {
  return labels.filter((label, i) => (to[label] ?? -1) === wanted[i]).length / labels.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function report(name: string, figures: Readonly<Record<string, number>>): void {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
  process.stdout.write(`${JSON.stringify({ bench: "live", case: name, ...figures, ...machine })}\n`);
}
