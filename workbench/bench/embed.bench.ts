/**
 * Tokens per second of the built-in embedding models, with the label accuracy of their ten nearest neighbours beside
 * it: `node --conditions=toposcope-source workbench/bench/embed.bench.ts`. One JSON line a case.
 */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { matrix } from "@toposcope/algorithms";
import { type LabelledText, labelledTexts } from "../evaluate/labelled-texts.ts";
import { embedderSource } from "../src/native/embedder-source.ts";
import { nativeLinearAlgebra } from "../src/native/linear-algebra.ts";
import type { Embedder } from "../src/providers/embedder.ts";

const rounds = 3;
const neighbours = 10;
const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };

function printCase(result: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ bench: "embed", ...result, ...machine })}\n`);
}

function minAndMedian(seconds: readonly number[]): { min: number; median: number } {
  const sorted = seconds.toSorted((a, b) => a - b).map((value) => Math.round(value * 1_000) / 1_000);
  return { min: sorted[0] ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0 };
}

async function speed(model: string, embedder: Embedder, texts: readonly string[]): Promise<void> {
  await embedder.embed(texts.slice(0, 8));
  const seconds: number[] = [];
  const processorSeconds: number[] = [];
  let tokens = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const used = process.cpuUsage();
    ({ tokens } = await embedder.embed(texts));
    seconds.push((performance.now() - start) / 1_000);
    const { user, system } = process.cpuUsage(used);
    processorSeconds.push((user + system) / 1_000_000);
  }
  const { min, median } = minAndMedian(seconds);
  printCase({
    case: `${model}, arXiv abstracts`,
    texts: texts.length,
    tokens,
    secondsMin: min,
    secondsMedian: median,
    tokensPerSecond: Math.round(tokens / Math.min(...seconds)),
    tokensPerProcessorSecond: Math.round(tokens / Math.min(...processorSeconds)),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  });
}

/** Share of texts whose label is the commonest one among their ten nearest neighbours. */
async function labelAccuracy(embedder: Embedder, texts: readonly LabelledText[]): Promise<number> {
  const { vectors } = await embedder.embed(texts.map(({ text }) => text));
  const points = matrix(texts.length, embedder.stamp.dimensions, vectors);
  const algebra = await nativeLinearAlgebra();
  const { indices, k } = await algebra.nearest(points, points, neighbours + 1);
  await algebra.close();
  const right = texts.filter(({ label }, at) => {
    const others = [...indices.subarray(at * k, (at + 1) * k)].filter((index) => index !== at);
    return commonest(others.slice(0, neighbours).map((index) => texts[index]?.label ?? "")) === label;
  });
  return right.length / texts.length;
}

function commonest(labels: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ["", 0])[0];
}

/** The same texts through sentence-transformers, where Python has it. */
function sentenceTransformers(texts: readonly string[]): void {
  const script = fileURLToPath(new URL("./sentence-transformers.py", import.meta.url));
  const { status, stdout } = spawnSync("python3", [script], {
    input: JSON.stringify({ texts, rounds }),
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const name = "sentence-transformers, arXiv abstracts";
  if (status === 0) printCase({ case: name, texts: texts.length, ...JSON.parse(stdout) });
  else printCase({ case: name, skipped: "Python with sentence-transformers and the model is not here" });
}

const arxiv = await labelledTexts("arxiv");
const bank = await labelledTexts("banking77");
const source = embedderSource();
for (const [model, sizes, sample] of [
  ["minilm", [32, 128, 256], 500],
  ["static", [256, 2_048, 7_272], 500],
] as const) {
  const embedder = await source.open(model);
  for (const size of sizes)
    await speed(
      model,
      embedder,
      arxiv.slice(0, size).map(({ text }) => text),
    );
  for (const [corpus, texts] of [
    ["arxiv", arxiv.slice(0, sample)],
    ["banking77", bank],
  ] as const) {
    const accuracy = await labelAccuracy(embedder, texts);
    printCase({
      case: `${model}, labels of ${neighbours} neighbours, ${corpus}`,
      texts: texts.length,
      accuracy,
    });
  }
}
sentenceTransformers(arxiv.slice(0, 128).map(({ text }) => text));
await source.close();
