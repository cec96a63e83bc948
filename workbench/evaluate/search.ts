import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { searchMany } from "../src/answers/actions.ts";
import { type App, openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import { importPaths } from "../src/corpus/import.actions.ts";
import type { ColumnMapping } from "../src/model.ts";
import { untilStopped } from "../src/store/embedded.ts";
import { watchRun } from "../src/topics/actions.ts";
import { gainAt10, readJudgements, scifactFolder } from "../test/answers/retrieval.ts";
import { sharedFolder } from "../test/shared.ts";

/** How well one ranking finds what was judged relevant, on average over the queries. */
export interface SearchQuality {
  readonly corpus: string;
  readonly model: string;
  /** The cross-encoder of TOPOSCOPE_RERANKER; null without one, and by words only. */
  readonly reranker: string | null;
  readonly ranking: "words" | "meaning" | "both";
  readonly queries: number;
  readonly measure: "nDCG@10" | "recall@10";
  readonly value: number;
}

interface JudgedCorpus {
  readonly name: string;
  readonly file: string;
  readonly mapping: ColumnMapping;
  readonly measure: SearchQuality["measure"];
  readonly queries: readonly { readonly id: string; readonly text: string }[];
  /** What the first ten documents found are worth. */
  worth(query: string, found: readonly string[]): number;
}

/** Kept, so that texts are embedded once. */
const data = fileURLToPath(new URL("../../.cache/evaluate/search/", import.meta.url));
const meanings = { words: 0, meaning: 1, both: undefined } as const;

/** Judges search on claims about scientific papers (SciFact) and on questions with the passage that answers each (SQuAD). */
export async function evaluateSearch(
  models: readonly string[] = ["static", "minilm"],
): Promise<SearchQuality[]> {
  const qualities: SearchQuality[] = [];
  for (const model of models) {
    const reranker = process.env.TOPOSCOPE_RERANKER;
    const app = await openApp({ settings: resolveSettings({ flags: { data, model, reranker } }).settings });
    try {
      await app.workers.start();
      for (const corpus of [scifact(), squad()]) qualities.push(...(await judge(app, corpus, model)));
    } finally {
      await app.close();
      await untilStopped(data);
    }
  }
  return qualities;
}

async function judge({ context }: App, corpus: JudgedCorpus, model: string): Promise<SearchQuality[]> {
  const project = `${corpus.name}-${model}`;
  const started = await importPaths(context, { project, paths: [corpus.file], mapping: corpus.mapping });
  if (started) for await (const _ of watchRun(context, { run: started.run.id }));
  const { name, queries, measure } = corpus;
  const found: SearchQuality[] = [];
  for (const ranking of ["words", "meaning", "both"] as const) {
    const meaning = meanings[ranking];
    const results = await searchMany(context, { project, queries, limit: 10, meaning });
    const worth = results.map(({ query, documents }) =>
      corpus.worth(
        query,
        documents.map(({ id }) => id),
      ),
    );
    const value = worth.reduce((sum, one) => sum + one, 0) / worth.length;
    const reranker = results[0]?.reranking?.model ?? null;
    found.push({ corpus: name, model, reranker, ranking, queries: queries.length, measure, value });
  }
  return found;
}

function scifact(): JudgedCorpus {
  const { queries, judged } = readJudgements();
  return {
    name: "scifact",
    file: join(scifactFolder, "corpus.jsonl"),
    mapping: { id: "_id", title: "title", text: "text" },
    measure: "nDCG@10",
    queries,
    worth: (query, found) => gainAt10(found, judged.get(query) ?? new Set()),
  };
}

function squad(): JudgedCorpus {
  const folder = join(sharedFolder, "data/qa-squad");
  const lines = readFileSync(join(folder, "questions-answerable.jsonl"), "utf8").trimEnd().split("\n");
  const questions = lines.map(
    (line) => JSON.parse(line) as { id: string; question: string; passage_id: string },
  );
  const passageOf = new Map(questions.map(({ id, passage_id }) => [id, passage_id]));
  return {
    name: "squad",
    file: join(folder, "passages.jsonl"),
    mapping: { id: "passage_id", text: "text" },
    measure: "recall@10",
    queries: questions.map(({ id, question }) => ({ id, text: question })),
    worth: (query, found) => Number(found.includes(passageOf.get(query) ?? "")),
  };
}
