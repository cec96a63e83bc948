/**
 * Documents and chunks per second of reading and chunking, each file in a parser child:
 * `node --conditions=toposcope-source workbench/bench/read.bench.ts`. One JSON line a case.
 */
import { cpus } from "node:os";
import { join } from "node:path";
import { chunk } from "../src/corpus/chunk.ts";
import { parserPool } from "../src/corpus/read/parse-file.ts";
import { walk } from "../src/corpus/walk.ts";
import { sharedFolder } from "../test/shared.ts";
import { MemoryWatch } from "./memory-watch.ts";

const cases = {
  "145 addresses, text": join(sharedFolder, "data/sotu/text"),
  "32 PDF files": join(sharedFolder, "data/files/pdf"),
  "23 DOCX files": join(sharedFolder, "data/files/docx"),
  "7,272 abstracts, JSONL": join(sharedFolder, "data/arxiv/arxiv-1993-2019.jsonl"),
};
const rounds = 3;

for (const [name, path] of Object.entries(cases)) {
  const seconds: number[] = [];
  let documents = 0;
  let chunks = 0;
  const watch = new MemoryWatch();
  for (let round = 0; round < rounds; round++) {
    const pool = parserPool();
    const started = performance.now();
    documents = 0;
    chunks = 0;
    for await (const file of walk([path])) {
      for await (const event of pool.read(file.location, { name: file.path })) {
        if (event.type !== "document") continue;
        documents++;
        const { text, pages, headings } = event.document;
        chunks += chunk(text, { ...(pages && { pages }), ...(headings && { headings }) }).length;
      }
    }
    seconds.push((performance.now() - started) / 1_000);
    await pool.close();
  }
  watch.stop();
  seconds.sort((a, b) => a - b);
  process.stdout.write(
    `${JSON.stringify({
      bench: "read",
      case: name,
      documents,
      chunks,
      secondsMin: rounded(seconds[0]),
      secondsMedian: rounded(seconds[1]),
      chunksPerSecond: Math.round(chunks / (seconds[0] ?? 1)),
      peakMb: watch.peakMb,
      node: process.version,
      cpu: cpus()[0]?.model,
      cores: cpus().length,
    })}\n`,
  );
}

function rounded(value = 0): number {
  return Math.round(value * 1_000) / 1_000;
}
