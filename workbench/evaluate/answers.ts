import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, Citation } from "../src/answer-contract.ts";
import { ask } from "../src/answers/ask.actions.ts";
import { type App, openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import type { Context } from "../src/context.ts";
import { getDocument, listDocuments } from "../src/corpus/actions.ts";
import { importPaths } from "../src/corpus/import.actions.ts";
import { watchRun } from "../src/topics/actions.ts";

/** How well questions about encyclopedia articles are answered without a language model. */
export interface AnswerQuality {
  readonly questions: string;
  readonly asked: number;
  readonly refused: number;
  /** Of those answered: whether a citation lies in the passage that holds the answer. */
  readonly rightPassage: number | null;
  /** Of those answered: whether the answer's words are among those quoted. */
  readonly answerQuoted: number | null;
  /** Citations that quote their document at the place they name. */
  readonly validCitations: number | null;
}

interface Passage {
  readonly passage_id: string;
  readonly doc_id: string;
  readonly doc_start: number;
  readonly doc_end: number;
}

interface Question {
  readonly question: string;
  readonly passage_id: string | null;
  readonly answers: readonly { readonly text: string }[];
}

const project = "squad";
const folderOfArticles = new URL("../../../shared/data/qa-squad/", import.meta.url);

/**
 * Asks questions that articles answer, and questions on articles that are not there.
 *
 * @param every only each so manieth of the answerable questions
 */
export async function evaluateAnswers(every = 2): Promise<AnswerQuality[]> {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-evaluate-"));
  const app = await openApp(resolveSettings({ flags: { data: folder } }));
  try {
    await importArticles(app);
    const passages = new Map(
      (await lines<Passage>("passages")).map((passage) => [passage.passage_id, passage]),
    );
    const answerable = (await lines<Question>("questions-answerable")).filter((_, at) => at % every === 0);
    return [
      await judge(app, "answerable", answerable, passages),
      await judge(app, "out of the corpus", await lines<Question>("questions-out-of-corpus"), passages),
    ];
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function lines<Line>(name: string): Promise<Line[]> {
  const text = await readFile(new URL(`${name}.jsonl`, folderOfArticles), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

async function importArticles({ context, workers }: App): Promise<void> {
  const path = new URL("documents.jsonl", folderOfArticles).pathname;
  const started = await importPaths(context, { project, paths: [path], mapping: { id: "doc_id" } });
  await workers.start();
  let state: string | undefined;
  if (started) for await (const run of watchRun(context, { run: started.run.id })) ({ state } = run);
  if (state !== "completed") throw new Error(`the import of the articles ended ${state}`);
}

async function judge(
  { context }: App,
  name: string,
  questions: readonly Question[],
  passages: ReadonlyMap<string, Passage>,
): Promise<AnswerQuality> {
  const documents = await documentsOf(context);
  let refused = 0;
  let right = 0;
  let quoted = 0;
  let valid = 0;
  let citations = 0;
  for (const { question, passage_id, answers } of questions) {
    const answer = await answerTo(context, question);
    if (answer.kind !== "answer") {
      refused++;
      continue;
    }
    const cited = answer.sentences.flatMap((sentence) => sentence.citations);
    citations += cited.length;
    valid += cited.filter(
      ({ document, start, end, quote }) => documents.get(document)?.text.slice(start, end) === quote,
    ).length;
    const passage = passages.get(passage_id ?? "");
    if (passage && cited.some((citation) => liesIn(citation, passage, documents))) right++;
    if (answers.some(({ text }) => cited.some(({ quote }) => quote.includes(text)))) quoted++;
  }
  const answered = questions.length - refused;
  const share = (count: number, of: number) => (of === 0 ? null : count / of);
  return {
    questions: name,
    asked: questions.length,
    refused: refused / questions.length,
    rightPassage: name === "answerable" ? share(right, answered) : null,
    answerQuoted: name === "answerable" ? share(quoted, answered) : null,
    validCitations: share(valid, citations),
  };
}

interface Article {
  readonly id: string | null;
  readonly text: string;
}

async function documentsOf(context: Context): Promise<Map<number, Article>> {
  const { documents } = await listDocuments(context, { project, limit: 1_000 });
  const found = await Promise.all(documents.map(({ id }) => getDocument(context, { project, document: id })));
  return new Map(found.map(({ id, externalId, text }) => [id, { id: externalId, text }]));
}

const liesIn = (
  { document, start, end }: Citation,
  { doc_id, doc_start, doc_end }: Passage,
  documents: ReadonlyMap<number, Article>,
) => documents.get(document)?.id === doc_id && start < doc_end && end > doc_start;

async function answerTo(context: Context, question: string): Promise<Answer> {
  const events = await ask(context, { project, question });
  for await (const event of events(new AbortController().signal))
    if (event.type === "done") return event.answer;
  throw new Error(`no answer to: ${question}`);
}
