import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedFolder } from "../shared.ts";

export const scifactFolder = join(sharedFolder, "data/retrieval-scifact");

/** Claims, and for each the papers that support or contradict it. */
export function readJudgements(): {
  queries: { id: string; text: string }[];
  judged: ReadonlyMap<string, ReadonlySet<string>>;
} {
  const judged = new Map<string, Set<string>>();
  const [, ...rows] = readFileSync(join(scifactFolder, "qrels/train.tsv"), "utf8").trimEnd().split("\n");
  for (const row of rows) {
    const [query = "", paper = "", score] = row.split("\t");
    if (Number(score) > 0) judged.set(query, (judged.get(query) ?? new Set()).add(paper));
  }
  const queries = readFileSync(join(scifactFolder, "queries.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { _id: string; text: string })
    .filter(({ _id }) => judged.has(_id))
    .map(({ _id, text }) => ({ id: _id, text }));
  return { queries, judged };
}

/** nDCG@10 of one ranking under yes-or-no judgements; what comes twice counts once. */
export function gainAt10(ranked: readonly string[], relevant: ReadonlySet<string>): number {
  const gain = (rank: number) => 1 / Math.log2(rank + 2);
  const found = [...new Set(ranked)].slice(0, 10);
  const reached = found.reduce((sum, id, rank) => sum + (relevant.has(id) ? gain(rank) : 0), 0);
  let best = 0;
  for (let rank = 0; rank < Math.min(10, relevant.size); rank++) best += gain(rank);
  return reached / best;
}
