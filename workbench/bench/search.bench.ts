/**
 * Search over 5,183 scientific abstracts (SciFact): nDCG@10 by words, by meaning and by both, and seconds a query, for each
 * model named: `node --conditions=toposcope-source workbench/bench/search.bench.ts [static] [minilm]`. One JSON line a case.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { search } from "../src/answers/actions.ts";
import { openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import type { Context } from "../src/context.ts";
import { importPaths } from "../src/corpus/import.actions.ts";
import { untilStopped } from "../src/store/embedded.ts";
import { watchRun } from "../src/topics/actions.ts";
import { gainAt10, readJudgements, scifactFolder } from "../test/answers/retrieval.ts";

const project = "papers";
const queryCount = 300;
const named = process.argv.slice(2);
for (const model of named.length > 0 ? named : ["static", "minilm"]) await measure(model);

async function measure(model: string): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
  const app = await openApp({ settings: resolveSettings({ flags: { data, model } }).settings });
  try {
    const paths = [join(scifactFolder, "corpus.jsonl")];
    const mapping = { id: "_id", title: "title", text: "text" };
    const started = await importPaths(app.context, { project, paths, mapping });
    await app.workers.start();
    for await (const _ of watchRun(app.context, { run: started?.run.id ?? 0 }));
    for (const [ranking, rank] of Object.entries(await rankings(app.context)))
      await score(model, ranking, rank);
  } finally {
    await app.close();
    await untilStopped(data);
    await rm(data, { recursive: true, force: true });
  }
}

type Ranking = (query: string) => Promise<string[]>;

const meanings = { words: 0, meaning: 1, both: undefined };

async function rankings(context: Context): Promise<Record<string, Ranking>> {
  await search(context, { project, query: "what is loaded first", limit: 1 });
  return Object.fromEntries(
    Object.entries(meanings).map(([ranking, meaning]) => [
      ranking,
      async (query) => {
        const { hits } = await search(context, { project, query, limit: 30, meaning });
        return hits.map(({ externalId }) => externalId ?? "");
      },
    ]),
  );
}

async function score(model: string, ranking: string, rank: Ranking): Promise<void> {
  const { queries, judged } = readJudgements();
  const seconds: number[] = [];
  let gain = 0;
  for (const { id, text } of queries.slice(0, queryCount)) {
    const start = performance.now();
    const papers = await rank(text);
    seconds.push((performance.now() - start) / 1_000);
    gain += gainAt10(papers, judged.get(id) ?? new Set());
  }
  seconds.sort((a, b) => a - b);
  const result = {
    bench: "search",
    case: `${model}, by ${ranking}`,
    queries: seconds.length,
    ndcgAt10: Math.round((gain / seconds.length) * 1_000) / 1_000,
    secondsMin: seconds[0],
    secondsMedian: seconds[seconds.length >> 1],
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
