import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, Citation } from "../src/answer-contract.ts";
import { ask } from "../src/answers/ask.actions.ts";
import { type App, openApp } from "../src/app.ts";
import { resolveSettings } from "../src/config.ts";
import type { Context } from "../src/context.ts";
import { getDocument, listDocuments } from "../src/corpus/actions.ts";
import { importPaths } from "../src/corpus/import.actions.ts";
import type { ColumnMapping } from "../src/model.ts";
import { watchRun } from "../src/topics/actions.ts";
import { heldOutQuestions } from "./held-out-questions.ts";

/** How well questions about encyclopedia articles, English and others, are answered without a language model. */
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

/** Texts, and questions that they answer or do not. */
interface Corpus {
  readonly project: string;
  readonly path: string;
  readonly mapping: ColumnMapping;
  readonly passages: ReadonlyMap<string, Passage>;
  readonly answerable: readonly Question[];
  readonly foreign: readonly Question[];
}

const data = new URL("../../../shared/data/", import.meta.url);
/** Of XQuAD's questions in a language, each so manieth is asked. */
const everyTranslated = 12;

/**
 * Asks questions that articles answer, and questions on articles that are not there; in English of SQuAD's articles, in German
 * and Spanish of XQuAD's paragraphs.
 *
 * @param every only each so manieth of the answerable questions in English
 */
export async function evaluateAnswers(every = 2): Promise<AnswerQuality[]> {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-evaluate-"));
  const app = await openApp(resolveSettings({ flags: { data: folder } }));
  try {
    const corpora = [await squad(every)];
    for (const language of Object.keys(heldOutQuestions)) corpora.push(await xquad(language, folder));
    const qualities: AnswerQuality[] = [];
    for (const corpus of corpora) {
      await importTexts(app, corpus);
      for (const kind of ["answerable", "foreign"] as const) qualities.push(await judge(app, corpus, kind));
    }
    return qualities;
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function squad(every: number): Promise<Corpus> {
  const passages = await lines<Passage>("qa-squad/passages");
  const answerable = await lines<Question>("qa-squad/questions-answerable");
  return {
    project: "squad",
    path: new URL("qa-squad/documents.jsonl", data).pathname,
    mapping: { id: "doc_id" },
    passages: new Map(passages.map((passage) => [passage.passage_id, passage])),
    answerable: answerable.filter((_, at) => at % every === 0),
    foreign: await lines<Question>("qa-squad/questions-out-of-corpus"),
  };
}

interface Translated {
  readonly lang: string;
}

/** Each paragraph in a language as a document of its own. */
async function xquad(language: string, folder: string): Promise<Corpus> {
  const isIts = ({ lang }: Translated) => lang === language;
  const texts = await lines<Translated & { id: string; text: string }>("multilingual/xquad-passages");
  const questions = await lines<Translated & { question: string; answer: string; passage_id: string }>(
    "multilingual/xquad-questions",
  );
  const own = texts.filter(isIts);
  const path = join(folder, `xquad-${language}.jsonl`);
  await writeFile(path, own.map(({ id, text }) => JSON.stringify({ id, text })).join("\n"));
  return {
    project: `xquad ${language}`,
    path,
    mapping: { id: "id", text: "text" },
    passages: new Map(
      own.map(({ id, text }) => [id, { passage_id: id, doc_id: id, doc_start: 0, doc_end: text.length }]),
    ),
    answerable: questions
      .filter(isIts)
      .filter((_, at) => at % everyTranslated === 0)
      .map(({ question, answer, passage_id }) => ({ question, passage_id, answers: [{ text: answer }] })),
    foreign: heldOutQuestions[language]!.map((question) => ({ question, passage_id: null, answers: [] })),
  };
}

async function lines<Line>(name: string): Promise<Line[]> {
  const text = await readFile(new URL(`${name}.jsonl`, data), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

async function importTexts({ context, workers }: App, { project, path, mapping }: Corpus): Promise<void> {
  const started = await importPaths(context, { project, paths: [path], mapping });
  await workers.start();
  let state: string | undefined;
  if (started) for await (const run of watchRun(context, { run: started.run.id })) ({ state } = run);
  if (state !== "completed") throw new Error(`the import of ${project} ended ${state}`);
}

async function judge(
  { context }: App,
  { project, passages, ...asked }: Corpus,
  kind: "answerable" | "foreign",
): Promise<AnswerQuality> {
  const questions = asked[kind];
  const documents = await documentsOf(context, project);
  let refused = 0;
  let right = 0;
  let quoted = 0;
  let valid = 0;
  let citations = 0;
  for (const { question, passage_id, answers } of questions) {
    const answer = await answerTo(context, project, question);
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
    questions: `${project}, ${kind}`,
    asked: questions.length,
    refused: refused / questions.length,
    rightPassage: kind === "answerable" ? share(right, answered) : null,
    answerQuoted: kind === "answerable" ? share(quoted, answered) : null,
    validCitations: share(valid, citations),
  };
}

interface Article {
  readonly id: string | null;
  readonly text: string;
}

async function documentsOf(context: Context, project: string): Promise<Map<number, Article>> {
  const { documents } = await listDocuments(context, { project, limit: 1_000 });
  const found = await Promise.all(documents.map(({ id }) => getDocument(context, { project, document: id })));
  return new Map(found.map(({ id, externalId, text }) => [id, { id: externalId, text }]));
}

const liesIn = (
  { document, start, end }: Citation,
  { doc_id, doc_start, doc_end }: Passage,
  documents: ReadonlyMap<number, Article>,
) => documents.get(document)?.id === doc_id && start < doc_end && end > doc_start;

async function answerTo(context: Context, project: string, question: string): Promise<Answer> {
  const events = await ask(context, { project, question });
  for await (const event of events(new AbortController().signal))
    if (event.type === "done") return event.answer;
  throw new Error(`no answer to: ${question}`);
}
