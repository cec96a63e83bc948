import { startEnginePage } from "./engine-page.ts";

// node --conditions=toposcope-source web/bench/engine-bench.ts [rows] [dims]
const [rows = 20_000, dims = 384] = process.argv.slice(2).map(Number);
const page = await startEnginePage();
try {
  const { labels, layers, milliseconds } = await page.run({ rows, dims });
  const { neighbors, topics, map } = milliseconds;
  console.log(
    JSON.stringify({
      case: "topics and map in a web worker",
      rows,
      dims,
      topics: new Set(labels).size,
      layers,
      neighborsMs: Math.round(neighbors),
      topicsMs: Math.round(topics),
      mapMs: Math.round(map),
      totalMs: Math.round(neighbors + topics + map),
    }),
  );
} finally {
  await page.close();
}
