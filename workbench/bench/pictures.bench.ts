/**
 * What watching costs: the same analysis with and without pictures, by one worker in this process, side by side; CPU time
 * of all threads, the database's left out. `node --conditions=toposcope-source workbench/bench/pictures.bench.ts [texts]`. One JSON
 * line a case.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { type App, openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import type { Run } from "../src/contract.ts";
import { importPaths } from "../src/corpus/import.actions.ts";
import { getProject } from "../src/corpus/project.actions.ts";
import { work } from "../src/jobs/worker.ts";
import { untilStopped } from "../src/store/embedded.ts";
import { analyze, watchRun } from "../src/topics/actions.ts";
import { compareRuns } from "../src/topics/compare.actions.ts";
import { sharedFolder } from "../test/shared.ts";

const texts = Number(process.argv[2] ?? 1_500);
const project = "arxiv";
const folder = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
const file = join(folder, "abstracts.jsonl");
const lines = (await readFile(join(sharedFolder, "data/arxiv/arxiv-1993-2019.jsonl"), "utf8")).split("\n");
const every = Math.max(1, Math.floor(lines.length / texts));
await writeFile(
  file,
  lines
    .filter((_, at) => at % every === 0)
    .slice(0, texts)
    .join("\n"),
);

const results = [await measure(false), await measure(true)] as const;
await rm(folder, { recursive: true, force: true });
const [without, with_] = results;
const cost = with_.cpuSeconds / without.cpuSeconds - 1;
const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
for (const result of results)
  process.stdout.write(`${JSON.stringify({ bench: "pictures", ...result, ...machine })}\n`);
process.stdout.write(
  `${JSON.stringify({ bench: "pictures", case: "cost of watching", cost, ...machine })}\n`,
);
process.exit(0);

async function measure(pictures: boolean) {
  const data = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
  const { settings } = resolveSettings({ flags: { data, pictures, workers: 0 } });
  const app = await openApp({ settings });
  const stopping = new AbortController();
  const worker = work(app.context, { steps: app.steps, signal: stopping.signal });
  try {
    const imported = await importPaths(app.context, { project, paths: [file], model: "static" });
    await untilOver(app, imported?.run);
    const before = process.cpuUsage();
    const seen = await watchPictures(app, await analyze(app.context, { project, model: "minilm" }));
    const { user, system } = process.cpuUsage(before);
    const label = pictures ? "with pictures" : "without pictures";
    return { case: label, texts, cpuSeconds: (user + system) / 1e6, pictures: seen };
  } finally {
    stopping.abort();
    await worker;
    await app.close();
    await untilStopped(data);
    await rm(data, { recursive: true, force: true });
  }
}

async function untilOver({ context }: App, run: Run | undefined): Promise<void> {
  if (!run) return;
  let last = run;
  for await (last of watchRun(context, { run: run.id }));
  if (last.state !== "completed") throw new Error(`run ${last.id} ${last.state}: ${last.error}`);
}

/** Follows a run. @returns its pictures: when each was there, of how much, and how far the last one agrees with the end */
async function watchPictures({ context }: App, run: Run) {
  const seen = new Map<number, { work: number; share: number; ari?: number }>();
  for await (const { stages, state, error } of watchRun(context, { run: run.id })) {
    if (state === "failed") throw new Error(`run ${run.id} failed: ${error}`);
    const { provisional } = await getProject(context, { project });
    if (provisional === null || seen.has(provisional.picture)) continue;
    const embedding = stages.find(({ name }) => name === "embed");
    const work = embedding?.total ? embedding.done / embedding.total : 0;
    seen.set(provisional.picture, { work, share: provisional.share });
  }
  const last = [...seen.keys()].at(-1);
  if (last !== undefined) {
    const { ari } = await compareRuns(context, { project, a: last, b: run.id });
    Object.assign(seen.get(last) ?? {}, { ari });
  }
  return [...seen.values()];
}
