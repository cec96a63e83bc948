/**
 * Memory of reading large tables: writes CSV files of so many megabytes (default 10, 100 and 1000), reads each as an import
 * does, in a parser child whose documents this process takes, and prints the peaks of both:
 * `node --conditions=toposcope-source workbench/bench/import-memory.bench.ts [megabytes…]`. One JSON line a size.
 */
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parserPool } from "../src/corpus/read/parse-file.ts";
import { MemoryWatch } from "./memory-watch.ts";

const words =
  "loan bank payment charge letter account credit report agent interest balance house offer fee call".split(
    " ",
  );

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 1_000];
for (const megabytes of sizes) await measure(megabytes);

async function measure(megabytes: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-bench-"));
  const pool = parserPool({ children: 1 });
  const watch = new MemoryWatch();
  try {
    const table = join(folder, "table.csv");
    await pipeline(Readable.from(csv(megabytes * 1_000_000)), createWriteStream(table));
    const started = performance.now();
    let documents = 0;
    for await (const event of pool.read(table, { name: "table.csv" }))
      if (event.type === "document") documents++;
    const seconds = (performance.now() - started) / 1_000;
    const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
    const speed = { seconds: round(seconds), megabytesPerSecond: round(megabytes / seconds) };
    const { peakMbOf } = watch.figures();
    const memory = { readerPeakMb: peakMbOf.parser, takerPeakMb: peakMbOf.server };
    process.stdout.write(
      `${JSON.stringify({ bench: "import-memory", case: `${megabytes} MB of CSV`, documents, ...memory, ...speed, ...machine })}\n`,
    );
  } finally {
    watch.stop();
    await pool.close();
    await rm(folder, { recursive: true, force: true });
  }
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
