/**
 * Memory of reading a large table: writes a CSV file of so many megabytes (default 1000), reads it in a child and prints
 * the child's peak: `node --conditions=source workbench/bench/import-memory.bench.ts [megabytes]`. One JSON line.
 */
import { execFileSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { readers } from "../src/builtins.ts";
import { openFileInput } from "../src/corpus/read/file-input.ts";
import { defaultLimits } from "../src/corpus/read/parse-file.ts";
import { readInput } from "../src/corpus/read/read-input.ts";

const words =
  "loan bank payment charge letter account credit report agent interest balance house offer fee call".split(
    " ",
  );

const [mode = "1000", file] = process.argv.slice(2);
if (mode === "read" && file !== undefined) await read(file);
else await measure(Number(mode));

async function measure(megabytes: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
  try {
    const table = join(folder, "table.csv");
    await pipeline(Readable.from(csv(megabytes * 1_000_000)), createWriteStream(table));
    const started = performance.now();
    const arguments_ = ["--conditions=source", fileURLToPath(import.meta.url), "read", table];
    const output = execFileSync(process.execPath, arguments_, { encoding: "utf8" });
    const seconds = (performance.now() - started) / 1_000;
    const result = JSON.parse(output) as { documents: number; peakMb: number };
    const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
    const speed = { seconds: round(seconds), megabytesPerSecond: round(megabytes / seconds) };
    process.stdout.write(
      `${JSON.stringify({ bench: "import-memory", case: `${megabytes} MB of CSV`, megabytes, ...result, ...speed, ...machine })}\n`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function read(location: string): Promise<void> {
  const input = await openFileInput(location, "table.csv");
  let documents = 0;
  for await (const event of readInput(input, { mapping: {}, limits: defaultLimits }, readers)) {
    if (event.type === "document") documents++;
  }
  await input.close();
  process.stdout.write(JSON.stringify({ documents, peakMb: round(process.resourceUsage().maxRSS / 1_000) }));
}

/** Complaints with dates, quotes and line ends in them, always the same ones. */
function* csv(bytes: number): Generator<string> {
  let written = 0;
  let seed = 1;
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const word = () => words[Math.floor(next() * words.length)] ?? "";
  yield "id,date,product,narrative\n";
  for (let id = 1; written < bytes; ) {
    let piece = "";
    for (; piece.length < 65_536; id++) {
      const text = Array.from({ length: 20 + Math.floor(next() * 200) }, word).join(" ");
      const day = String(1 + Math.floor(next() * 28)).padStart(2, "0");
      piece += `${id},2023-04-${day},${word()},"He said ""${word()}"", then:\n${text}."\n`;
    }
    written += piece.length;
    yield piece;
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
