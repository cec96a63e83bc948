import type { CorpusQuery } from "../answer-contract.ts";
import type { Context } from "../context.ts";
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
import { topicsOf } from "../store/topic.ts";
import {
  type CorpusQuestion,
  type CorpusWords,
  mayAskAboutCorpus,
  readCorpusQuestion,
} from "./corpus-questions.ts";
import { corpusText, filterText } from "./corpus-text.ts";
import type { Answering } from "./draft.ts";

const mostValues = 500;
const longestValue = 120;
const groupsShown = 100;

/** What a question about the corpus itself asks for; undefined for any other question. */
export async function corpusQuestionIn(
  { db }: Pick<Context, "db">,
  project: ProjectRow,
  question: string,
): Promise<CorpusQuestion | undefined> {
  if (!mayAskAboutCorpus(question)) return undefined;
  const { id: projectId, shownRunId } = project;
  const columns = await nameableColumns(db, { projectId, mostValues, longest: longestValue });
  const { paths, labels } = await fileWords(db, projectId);
  const topics = shownRunId === null ? [] : await topicsOf(db, shownRunId);
  const languages = await languageCounts(db, projectId);
  const words: CorpusWords = {
    columns,
    labelNames: labels,
    topics: topics.map(({ id, name, keywords }) => ({
      id,
      name,
      keywords: keywords.slice(0, 5).map(({ keyword }) => keyword),
    })),
    languages: languages.flatMap(({ language }) => language ?? []),
    nouns: new Set(
      [project.name, ...paths, ...columns.map(({ name }) => name)].flatMap(
        (text) => text.toLowerCase().match(/\p{L}+/gu) ?? [],
      ),
    ),
  };
  return readCorpusQuestion(question, words);
}

/** Answers a question about the corpus from the database, exactly. */
export async function* answerFromCorpus(
  { db }: Pick<Context, "db">,
  { id: projectId, shownRunId: runId }: ProjectRow,
  asked: CorpusQuestion,
): Answering {
  const { filters } = asked;
  const scope = { projectId, runId, filters };
  const documents = await countWhere(db, scope);
  const all = asked.ask === "share" ? await countWhere(db, { ...scope, filters: [] }) : documents;
  const groups: CountedGroup[] = "by" in asked ? await countGroups(db, { ...scope, by: asked.by }) : [];
  const dates = await dateRange(db, scope);
  const text = corpusText(asked, { documents, all, groups, ...dates });
  const query: CorpusQuery = {
    filter: filterText(filters),
    documents,
    groups: groups.slice(0, groupsShown),
  };
  yield { type: "text", text };
  return { kind: "corpus", text, query };
}
