import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Bm25, SegmentBuilder, searchWords } from "@toposcope/algorithms";
import { expect, test } from "vitest";
import { bestRows } from "../../src/answers/retrieve.ts";
import { hasShared } from "../shared.ts";
import { gainAt10, readJudgements, scifactFolder } from "./retrieval.ts";

test.skipIf(!hasShared)("words alone find the papers that judge claims: nDCG@10 of at least 0.69", () => {
  const papers = readFileSync(join(scifactFolder, "corpus.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { _id: string; title: string; text: string });
  const stems = (text: string) => searchWords(text).map(({ stem }) => stem);
  const builder = new SegmentBuilder();
  for (const [row, { title, text }] of papers.entries()) builder.add(row, stems(`${title}\n${text}`));
  const rows = Int32Array.from(papers, (_, row) => row);
  const index = new Bm25([{ segment: builder.finish(), rows }], papers.length);
  const { queries, judged } = readJudgements();
  let gain = 0;
  for (const { id, text } of queries) {
    const scores = new Float32Array(papers.length);
    index.addScores(new Set(stems(text).filter((stem) => stem !== "")), scores);
    const found = bestRows(scores, { limit: 10, above: 0 }).map((row) => papers[row]!._id);
    gain += gainAt10(found, judged.get(id)!);
  }
  expect(gain / queries.length).toBeGreaterThanOrEqual(0.69);
});
