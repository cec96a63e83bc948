import { isDeepStrictEqual } from "node:util";
import type { CorpusQuery } from "../answer-contract.ts";
import type { Context } from "../context.ts";
import { filterWords, type SearchFilters } from "../search-contract.ts";
import {
  type CountedGroup,
  countGroups,
  countWhere,
  dateRange,
  fileWords,
  nameableColumns,
} from "../store/corpus-count.ts";
import { languageCounts } from "../store/overview.ts";
import type { ProjectRow } from "../store/project.ts";
import { type QuestionRow, questionById } from "../store/question.ts";
import { topicsOf } from "../store/topic.ts";
import type { CorpusWords } from "./corpus-filters.ts";
import { type CorpusQuestion, mayAskAboutCorpus, readCorpusQuestion } from "./corpus-questions.ts";
import { corpusText, filterText } from "./corpus-text.ts";
import type { Answering } from "./draft.ts";
import { narrowedDocuments } from "./narrow.actions.ts";

const mostValues = 500;
const longestValue = 120;
const groupsShown = 100;
/** Earlier questions that a follow-up to a count may build on. */
const longestThread = 20;

/** A question about the corpus, understood, and whether it took something over from the one before. */
export interface CorpusAsked {
  readonly asked: CorpusQuestion;
  readonly goesOn: boolean;
}

/**
 * What a question about the corpus itself asks for; undefined for any other question.
 *
 * @param before the question that it follows
 */
export async function corpusQuestionIn(
  { db }: Pick<Context, "db">,
  project: ProjectRow,
  { question, before }: { readonly question: string; readonly before?: QuestionRow | undefined },
): Promise<CorpusAsked | undefined> {
  const thread = await threadBefore({ db }, project, before);
  if (thread.length === 0 && !mayAskAboutCorpus(question)) return undefined;
  const words = await wordsOf({ db }, project);
  let earlier: CorpusQuestion | undefined;
  for (const one of thread) earlier = readCorpusQuestion(one, words, earlier);
  const asked = readCorpusQuestion(question, words, earlier);
  const alone = earlier === undefined ? asked : readCorpusQuestion(question, words);
  return asked && { asked, goesOn: !isDeepStrictEqual(asked, alone) };
}

/** The questions about the corpus that lead up to one, itself the last; none where it is about something else. */
async function threadBefore(
  { db }: Pick<Context, "db">,
  { id: projectId }: ProjectRow,
  before: QuestionRow | undefined,
): Promise<string[]> {
  const thread: string[] = [];
  for (let row = before; isAboutCorpus(row) && thread.length < longestThread; ) {
    thread.unshift(row.question);
    row = row.after === null ? undefined : await questionById(db, { projectId, id: row.after });
  }
  return thread;
}

const isAboutCorpus = (row: QuestionRow | undefined): row is QuestionRow => row?.answer.kind === "corpus";

async function wordsOf(
  { db }: Pick<Context, "db">,
  { id: projectId, name, shownRunId }: ProjectRow,
): Promise<CorpusWords> {
  const columns = await nameableColumns(db, { projectId, mostValues, longest: longestValue });
  const { paths, labels } = await fileWords(db, projectId);
  const topics = shownRunId === null ? [] : await topicsOf(db, shownRunId);
  const languages = await languageCounts(db, projectId);
  return {
    columns,
    labelNames: labels,
    topics: topics.map(({ keywords, ...topic }) => ({
      id: topic.id,
      name: topic.name,
      keywords: keywords.slice(0, 5).map(({ keyword }) => keyword),
    })),
    languages: languages.flatMap(({ language }) => language ?? []),
    nouns: new Set(
      [name, ...paths, ...columns.map((column) => column.name)].flatMap(
        (text) => text.toLowerCase().match(/\p{L}+/gu) ?? [],
      ),
    ),
  };
}

/** Answers a question about the corpus, or about what filters leave of it, from the database, exactly. */
export async function* answerFromCorpus(
  { db }: Pick<Context, "db">,
  project: ProjectRow,
  { asked, only }: { readonly asked: CorpusQuestion; readonly only: SearchFilters | undefined },
): Answering {
  const { id: projectId, shownRunId: runId } = project;
  const { filters } = asked;
  const left = only && (await narrowedDocuments({ db }, project, only));
  const scope = { projectId, runId, filters, documents: left };
  const documents = await countWhere(db, scope);
  const all = asked.ask === "share" ? await countWhere(db, { ...scope, filters: asked.of }) : documents;
  const groups: CountedGroup[] = "by" in asked ? await countGroups(db, { ...scope, by: asked.by }) : [];
  const dates = await dateRange(db, scope);
  const narrowing = only ? filterWords(only).join(", ") : "";
  const text = corpusText(asked, { documents, all, groups, ...dates }) + (narrowing && ` (${narrowing})`);
  const query: CorpusQuery = {
    filter: filterText(asked) + (narrowing && `, ${narrowing}`),
    documents,
    groups: groups.slice(0, groupsShown),
  };
  yield { type: "text", text };
  return { kind: "corpus", text, query };
}
