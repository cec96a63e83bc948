/**
 * The whole main job in a fresh data folder: seconds to the first topics, to the final ones, and of a second call, with
 * peak memory and quality beside: `node --conditions=toposcope-source workbench/bench/main-job.bench.ts [sotu] [arxiv]`. One JSON line a case.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { adjustedMutualInformation, adjustedRand, type Matrix, trustworthiness } from "@toposcope/algorithms";
import { type App, openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import { explore } from "../src/explore.ts";
import { exportData } from "../src/export/actions.ts";
import { artifacts, readChunks, readPoints } from "../src/store/analysis.ts";
import { readFloats } from "../src/store/artifact.ts";
import { untilStopped } from "../src/store/embedded.ts";
import { projectByName } from "../src/store/project.ts";
import { runById } from "../src/store/run.ts";
import { sharedFolder } from "../test/shared.ts";
import { MemoryWatch } from "./memory-watch.ts";

const corpora = {
  sotu: { path: join(sharedFolder, "data/sotu/text"), label: undefined },
  arxiv: { path: join(sharedFolder, "data/arxiv/arxiv-1993-2019.jsonl"), label: "primary_category" },
} as const;
type Corpus = keyof typeof corpora;

const secondCalls = 5;
const wanted = process.argv.slice(2) as Corpus[];
for (const corpus of wanted.length > 0 ? wanted : (["sotu", "arxiv"] as const)) await measure(corpus);

async function measure(corpus: Corpus): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
  const { settings } = resolveSettings({ flags: { data } });
  const started = performance.now();
  const seconds = () => Math.round(performance.now() - started) / 1_000;
  const watch = new MemoryWatch();
  const app = await openApp({ settings });
  const input = { project: corpus, paths: [corpora[corpus].path], mapping: mappingOf(corpus) };
  let firstSeconds: number | undefined;
  try {
    const result = await explore(app.context, input, {
      onRun: () => app.workers.start(),
      onFirst: () => {
        firstSeconds = seconds();
      },
    });
    const totalSeconds = seconds();
    watch.stop();
    const again: number[] = [];
    for (let round = 0; round < secondCalls; round += 1) {
      const begun = performance.now();
      await explore(app.context, input);
      again.push(Math.round(performance.now() - begun) / 1_000);
    }
    again.sort((a, b) => a - b);
    const suggested = result.topics.filter(({ layer }) => layer === result.topics[0]?.layer).length;
    process.stdout.write(
      `${JSON.stringify({
        bench: "main-job",
        case: corpus,
        documents: result.documents,
        chunks: result.chunks,
        topics: suggested,
        firstSeconds,
        totalSeconds,
        secondCallSecondsMin: again[0],
        secondCallSecondsMedian: again[secondCalls >> 1],
        peakMb: watch.peakMb,
        ...(await quality(app, corpus)),
        node: process.version,
        cpu: cpus()[0]?.model,
        cores: cpus().length,
      })}\n`,
    );
  } finally {
    await app.close();
    await untilStopped(data);
    await rm(data, { recursive: true, force: true });
  }
}

function mappingOf(corpus: Corpus) {
  const { label } = corpora[corpus];
  return label === undefined ? {} : { label };
}

async function quality({ context }: App, corpus: Corpus) {
  const { stream } = await exportData(context, { project: corpus, what: "documents", format: "jsonl" });
  const lines = Buffer.concat(await Array.fromAsync(stream))
    .toString()
    .trimEnd()
    .split("\n");
  const rows = lines.map((line) => JSON.parse(line) as { topic: number | null; label: string | null });
  const names = [...new Set(rows.map(({ label }) => label))];
  const labels = Int32Array.from(rows, ({ label }) => names.indexOf(label));
  const topics = Int32Array.from(rows, ({ topic }) => topic ?? -1);
  const agreement =
    corpora[corpus].label === undefined
      ? {}
      : { ami: adjustedMutualInformation(labels, topics), ari: adjustedRand(labels, topics) };
  return { ...agreement, trustworthinessAt15: await mapTrustworthiness({ context } as App, corpus) };
}

async function mapTrustworthiness({ context: { db } }: App, corpus: Corpus): Promise<number> {
  const project = await projectByName(db, corpus);
  const run = await runById(db, project?.currentRunId ?? 0);
  if (!run) throw new Error(`${corpus} has no analysis`);
  const points: Matrix = await readPoints(db, run, await readChunks(db, run.id));
  const { data } = await readFloats(db, run.id, artifacts.positions);
  return trustworthiness(points, { rows: points.rows, cols: 2, data }, { neighbors: 15 });
}
