/**
 * The topic engine from vectors to named layers and a map, as a worker runs it: native linear algebra and threads.
 * `node --conditions=toposcope-source workbench/bench/engine.bench.ts [points …]`, by default 500, 2,000, 20,000 and 100,000.
 * Each size runs in a fresh process, so that "whole" is a cold start; one JSON line a case. Vectors are those of
 * `syntheticVectors`, texts of 120 content words of which a third tell the group.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  adjustedMutualInformation,
  adjustedRand,
  communityLayers,
  fuzzyGraph,
  gatherRows,
  keywords,
  kmeans,
  type Labelling,
  type LinearAlgebra,
  layoutMap,
  type Matrix,
  matrix,
  type NeighborGraph,
  nearestNeighbors,
  Random,
  TermIndex,
  trustworthiness,
  WordStream,
} from "@toposcope/algorithms";
import { syntheticVectors } from "../../algorithms/bench/vectors.ts";
import { nativeLinearAlgebra } from "../src/native/linear-algebra.ts";
import { threadPool } from "../src/native/thread-pool.ts";
import { layerCounts } from "../src/topics/words.ts";

const dimensions = 384;
const wordsPerText = 120;
const sampled = 300;
/** As the program itself does, code is compiled once and kept; all but the first size find it there. */
const compiled = join(tmpdir(), "toposcope-bench-compiled");
const threads = availableParallelism();
const [first, ...rest] = process.argv.slice(2);

if (first === "--child") await benchFolder(rest[0]!, rest[1] === "kmeans");
else await benchSizes(first === undefined ? [500, 2_000, 20_000, 100_000] : [first, ...rest].map(Number));

async function benchSizes(sizes: readonly number[]): Promise<void> {
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), "toposcope-engine-"));
    const { points, truth } = syntheticVectors(size, dimensions);
    await writeFile(join(folder, "points"), points.data);
    await writeFile(join(folder, "truth"), truth);
    await inFreshProcess(folder, "whole");
    await inFreshProcess(folder, "kmeans");
    await rm(folder, { recursive: true });
  }
}

async function inFreshProcess(folder: string, part: string): Promise<void> {
  const script = fileURLToPath(import.meta.url);
  const args = ["--conditions=toposcope-source", script, "--child", folder, part];
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "inherit", "inherit"] });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) process.exitCode = 1;
}

interface Engine {
  readonly points: Matrix;
  readonly truth: Int32Array;
  readonly linearAlgebra: LinearAlgebra;
}

async function benchFolder(folder: string, isKmeans: boolean): Promise<void> {
  const start = performance.now();
  const data = new Float32Array((await readFile(join(folder, "points"))).buffer);
  const truth = new Int32Array((await readFile(join(folder, "truth"))).buffer);
  const stream = isKmeans ? undefined : streamOf(truth);
  const reading = performance.now() - start;
  const points = matrix(truth.length, dimensions, data);
  const algebra = await nativeLinearAlgebra({ threads });
  const engine = { points, truth, linearAlgebra: algebra };
  if (stream) await benchWhole(engine, stream, reading);
  else await benchKmeans(engine);
  await algebra.close();
}

async function benchWhole(
  { points, truth, linearAlgebra }: Engine,
  stream: WordStream,
  reading: number,
): Promise<void> {
  const parallel = threadPool(threads);
  const times: Record<string, Times> = {};
  const stage = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const [result, taken] = await timed(run);
    times[name] = taken;
    return result;
  };
  const neighbors = await stage("neighbors", () => nearestNeighbors(points, { linearAlgebra }));
  const graph = await stage("fuzzy graph", async () => fuzzyGraph(neighbors));
  const { layers, suggested } = await stage("layers", () =>
    communityLayers(graph, { points, linearAlgebra, parallel }),
  );
  const words = await stage("keywords", async () => {
    const index = new TermIndex(stream);
    return [...layerCounts(index, layers)].map((counts, at) =>
      keywords(counts, { labels: layers[at]!.labels }),
    );
  });
  const map = await stage("map", () => layoutMap(points, neighbors, { parallel }));
  const whole = (performance.now() - reading) / 1_000;
  const peakMemoryMb = process.resourceUsage().maxRSS / 1_024;
  const place = matrix(points.rows, 2, map);
  const quality: Record<string, Record<string, number>> = {
    neighbors: { recall15: await recall(points, neighbors, linearAlgebra) },
    layers: { layers: layers.length, ...agreement(layers[suggested]!, truth) },
    keywords: { diversity: diversity(words[suggested]!.map((topic) => topic.map(({ text }) => text))) },
    map: { trustworthiness15: trustworthiness(points, place, { sample: sampled }) },
  };
  for (const [name, taken] of Object.entries(times)) print(name, points.rows, { ...taken, ...quality[name] });
  print("whole, cold", points.rows, { seconds: whole, cpuSeconds: cpuSeconds(), peakMemoryMb });
  await parallel.close();
}

async function benchKmeans({ points, truth, linearAlgebra }: Engine): Promise<void> {
  const clusters = Math.min(200, Math.ceil(points.rows / 10));
  const [found, taken] = await timed(() => kmeans(points, { clusters, linearAlgebra }));
  const cosine = found.strengths.reduce((sum, strength) => sum + strength, 0) / points.rows;
  const peakMemoryMb = process.resourceUsage().maxRSS / 1_024;
  const figures = { ...taken, ...agreement(found, truth), cosine, peakMemoryMb };
  print(`k-means, k = ${clusters}`, points.rows, figures);
}

interface Times {
  readonly seconds: number;
  /** Of all threads; tells more than the clock where other programs run. */
  readonly cpuSeconds: number;
}

async function timed<T>(run: () => Promise<T>): Promise<[T, Times]> {
  const [start, cpuStart] = [performance.now(), cpuSeconds()];
  const result = await run();
  return [result, { seconds: (performance.now() - start) / 1_000, cpuSeconds: cpuSeconds() - cpuStart }];
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The content words of texts, a third of them of the text's own group, all by Zipf's law. */
function streamOf(truth: Int32Array): WordStream {
  const random = new Random(3);
  const stream = new WordStream();
  for (const group of truth) {
    const words = Array.from({ length: wordsPerText }, (_, at) => {
      const rank = Math.floor(2_000 ** random.uniform());
      return at % 3 === 0 ? `g${group}x${Math.floor(60 ** random.uniform())}` : `common${rank}`;
    });
    stream.add(words.join(" "));
  }
  return stream;
}

/** Share of the true neighbors of some points that a graph has. */
async function recall(
  points: Matrix,
  { indices, k }: NeighborGraph,
  linearAlgebra: LinearAlgebra,
): Promise<number> {
  const sample = new Random(9).sample(points.rows, sampled);
  const nearest = await linearAlgebra.nearest(points, gatherRows(points, sample), k + 1);
  let found = 0;
  for (const [row, point] of sample.entries()) {
    const neighbors = new Set(indices.subarray(point * k, (point + 1) * k));
    const others = nearest.indices.subarray(row * nearest.k, (row + 1) * nearest.k);
    found += others
      .filter((other) => other !== point)
      .subarray(0, k)
      .filter((other) => neighbors.has(other)).length;
  }
  return found / (sample.length * k);
}

function agreement({ labels, count }: Labelling, truth: Int32Array): Record<string, number> {
  const ami = adjustedMutualInformation(labels, truth);
  return { topics: count, ami, ari: adjustedRand(labels, truth) };
}

/** Share of keywords that no other topic has. */
function diversity(topics: readonly (readonly string[])[]): number {
  const all = topics.flat();
  return all.length > 0 ? new Set(all).size / all.length : 1;
}

function print(name: string, points: number, figures: Readonly<Record<string, number>>): void {
  const rounded = Object.entries(figures).map(([key, value]) => [key, Math.round(value * 1_000) / 1_000]);
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
  const line = {
    bench: "engine",
    case: `${name}, ${points} points`,
    ...Object.fromEntries(rounded),
    ...machine,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
