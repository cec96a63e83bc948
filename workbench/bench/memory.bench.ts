/**
 * Memory of the whole main job under a limit: a server with its worker, as a user starts it, takes in so many short
 * documents, embeds them with the static model and finds their topics, while the memory of all its processes but the
 * database's is looked at ten times a second: `node --conditions=toposcope-source workbench/bench/memory.bench.ts [documents] [MB]`,
 * by default 100,000 under 1,024 MB. One JSON line.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, openAsBlob } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Random } from "@toposcope/algorithms";
import type { Run } from "../src/contract.ts";
import { untilStopped } from "../src/store/embedded.ts";
import { MemoryWatch } from "./memory-watch.ts";

const pollMs = 100;
const groups = 60;
const wordsPerGroup = 60;
const commonWords = 2_000;
const vowels = "aeiou";
const consonants = "bdfgklmnprstvz";
const [documents = 100_000, limitMb = 1_024] = process.argv.slice(2).map(Number);

const data = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
const flags = [
  "--data",
  data,
  "--port",
  "0",
  "--model",
  "static",
  "--memory-limit",
  String(limitMb),
  "--json",
];
const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const server = spawn(process.execPath, ["--conditions=toposcope-source", main, "serve", ...flags], {
  stdio: ["ignore", "pipe", "ignore"],
});
const watch = new MemoryWatch(server.pid);
/** Looks at a run that found it waiting. */
let waited = 0;
try {
  await measure(await addressOf(server));
} finally {
  watch.stop();
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
  await untilStopped(data);
  await rm(data, { recursive: true, force: true });
}

async function measure(address: string): Promise<void> {
  const table = join(data, "documents.csv");
  await pipeline(Readable.from(csv()), createWriteStream(table));
  const startedAt = performance.now();
  const project = `${address}/api/projects/bench`;
  const form = new FormData();
  form.append("files", await openAsBlob(table), "documents.csv");
  const { run } = await replyOf<{ run: number }>(`${project}/sources?text=text`, {
    method: "POST",
    body: form,
  });
  const imported = await untilOver(address, run);
  const importSeconds = (performance.now() - startedAt) / 1_000;
  const body = JSON.stringify({});
  const headers = { "content-type": "application/json" };
  const { id } = await replyOf<Run>(`${project}/runs`, { method: "POST", body, headers });
  const analysed = await untilOver(address, id);
  const seconds = (performance.now() - startedAt) / 1_000;
  const figures = {
    documents,
    limitMb,
    states: `${imported.state}, ${analysed.state}`,
    waited,
    ...watch.figures(),
    importSeconds: Math.round(importSeconds),
    seconds: Math.round(seconds),
    stageSeconds: Object.fromEntries(
      [...imported.stages, ...analysed.stages].map(({ name, seconds: own }) => [name, Math.round(own ?? 0)]),
    ),
  };
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
  const title = `${documents} documents under ${limitMb} MB`;
  process.stdout.write(`${JSON.stringify({ bench: "memory", case: title, ...figures, ...machine })}\n`);
  if (analysed.state !== "completed" || watch.figures().peakMb > limitMb) process.exitCode = 1;
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error("the server has no output");
  for await (const line of createInterface({ input: stdout }))
    if (line.startsWith("{")) return (JSON.parse(line) as { address: string }).address;
  throw new Error("the server did not start");
}

async function untilOver(address: string, id: number): Promise<Run> {
  for (;;) {
    const run = await replyOf<Run>(`${address}/api/runs/${id}`);
    watch.stage = run.stages.find(({ state }) => state !== "completed")?.name ?? "end";
    if (run.state === "waiting") waited += 1;
    if (run.finishedAt !== null) {
      if (run.state !== "completed") process.stderr.write(`run ${id} ${run.state}: ${run.error}\n`);
      return run;
    }
    await sleep(pollMs);
  }
}

async function replyOf<T>(url: string, init?: RequestInit): Promise<T> {
  const reply = await fetch(url, init);
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
}

/** Short texts of sixty groups: a third of a text's words tell its group, all by Zipf's law. */
function* csv(): Generator<string> {
  const random = new Random(5);
  yield "text\n";
  for (let document = 0; document < documents; ) {
    let piece = "";
    for (const end = Math.min(documents, document + 1_000); document < end; document += 1) {
      const group = document % groups;
      const words = Array.from({ length: 24 }, (_, at) =>
        at % 3 === 0
          ? syllables(commonWords + group * wordsPerGroup + Math.floor(wordsPerGroup ** random.uniform()))
          : syllables(Math.floor(commonWords ** random.uniform())),
      );
      piece += `${words.join(" ")} ${document}\n`;
    }
    yield piece;
  }
}

/** A word of its own for each number. */
function syllables(number: number): string {
  let word = "";
  for (let rest = number + 14; rest > 0; rest = Math.floor(rest / 70))
    word += `${consonants[rest % 14]}${vowels[Math.floor(rest / 14) % 5]}`;
  return word;
}
