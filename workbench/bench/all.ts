/**
 * Every benchmark, one after the other, each in a process of its own: `npm run bench`, or `npm run bench -- read store` for
 * some. JSON lines go to standard output as they come, a table of them to standard error at the end.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";

const benches: Readonly<Record<string, string>> = {
  engine: "./engine.bench.ts",
  topics: "../../algorithms/bench/topics.bench.ts",
  cliffs: "../../algorithms/bench/cliffs.bench.ts",
  read: "./read.bench.ts",
  embed: "./embed.bench.ts",
  store: "./store.bench.ts",
  search: "./search.bench.ts",
  "search-latency": "./search-latency.bench.ts",
  "vector-search": "./vector-search.bench.ts",
  recommend: "./recommend.bench.ts",
  predict: "./predict.bench.ts",
  live: "./live.bench.ts",
  "topic-edits": "./topic-edits.bench.ts",
  "quick-start": "./quick-start.bench.ts",
  "main-job": "./main-job.bench.ts",
  durability: "./durability.bench.ts",
  workers: "./workers.bench.ts",
  events: "./events.bench.ts",
  pictures: "./pictures.bench.ts",
  "import-memory": "./import-memory.bench.ts",
  memory: "./memory.bench.ts",
};
const machine = new Set(["node", "cpu", "cores", "bench", "case", "machine", "versions"]);

const wanted = process.argv.slice(2);
const table = new Table({ head: ["bench", "case", "result"], wordWrap: true, colWidths: [15, 34, 90] });
let failed = 0;
for (const [name, module] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const result of await run(module)) {
    const { case: title = name } = result;
    const figures = Object.entries(result).filter(([key]) => !machine.has(key));
    table.push([name, String(title), figures.map(([key, value]) => `${key} ${shown(value)}`).join("  ")]);
  }
}
process.stderr.write(`${table.toString()}\n`);
process.exitCode = failed > 0 ? 1 : 0;

async function run(module: string): Promise<Record<string, unknown>[]> {
  const script = fileURLToPath(new URL(module, import.meta.url));
  const child = spawn(process.execPath, ["--conditions=toposcope-source", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const results: Record<string, unknown>[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    process.stdout.write(`${line}\n`);
    if (line.startsWith("{")) results.push(JSON.parse(line));
  }
  if ((await ended) !== 0) failed++;
  return results;
}

function shown(value: unknown): string {
  return typeof value === "number" ? String(Math.round(value * 1_000) / 1_000) : JSON.stringify(value);
}
