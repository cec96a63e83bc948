import type { Answer, AskEvent, QuestionList } from "../answer-contract.ts";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { filterWords, type SearchFilters } from "../search-contract.ts";
import { facetConditions } from "../store/facet-condition.ts";
import { type ProjectRow, requireProject } from "../store/project.ts";
import {
  deleteQuestion,
  insertQuestion,
  listQuestions,
  type QuestionRow,
  questionById,
} from "../store/question.ts";
import { answerFromCorpus, type CorpusAsked, corpusQuestionIn } from "./corpus.actions.ts";
import { filterText } from "./corpus-text.ts";
import type { Answering, Draft } from "./draft.ts";
import { carriedOver, isFollowUp } from "./follow-up.ts";
import { gateFor } from "./gate.actions.ts";
import { passesGate } from "./gate.ts";
import { gather } from "./gather.actions.ts";
import { condenseMessage, condensePrompt, condenseSystem } from "./prompt.ts";
import { refuse } from "./refuse.ts";
import { writeAnswer } from "./write.actions.ts";

const longestQuestion = 2_000;

export interface AskInput {
  readonly project: string;
  readonly question: string;
  /** Id of the question that this one follows. */
  readonly after?: number | undefined;
  /** What passages, or documents that are counted, must be; absent: what they had to be for the question that this one follows. */
  readonly filters?: SearchFilters | undefined;
}

/** A question that can be answered: its project is there, and the question that it follows. */
interface Asked {
  readonly project: ProjectRow;
  readonly question: string;
  readonly before: QuestionRow | undefined;
  readonly filters: SearchFilters | undefined;
  readonly signal: AbortSignal;
}

/**
 * Answers a question from a project's documents, step by step; the last step is the whole answer, which is kept.
 *
 * @throws ToposcopeError PROJECT_NOT_FOUND, QUESTION_NOT_FOUND, and for filters FACET_NOT_FOUND, INVALID_INPUT: before the first step
 */
export async function ask(
  context: Context,
  { project: name, question, after, filters: given }: AskInput,
): Promise<(signal: AbortSignal) => AsyncIterable<AskEvent>> {
  const project = await requireProject(context.db, name);
  const before = after === undefined ? undefined : await requireQuestion(context, project, after);
  const wanted = given ?? (before?.answer.filters as SearchFilters | undefined) ?? {};
  const filters = filterWords(wanted).length === 0 ? undefined : wanted;
  if (filters?.where) await facetConditions(context.db, project.id, filters.where);
  return (signal) => answering(context, { project, question, before, filters, signal });
}

async function* answering(context: Context, asked: Asked): AsyncGenerator<AskEvent> {
  try {
    const { project, question, before, filters } = asked;
    const counted = await corpusQuestionIn(context, project, asked);
    const alone = counted ? countedText(question, counted) : await standalone(context, asked);
    const draft = yield* counted
      ? answerFromCorpus(context, project, { asked: counted.asked, only: filters })
      : answerTo(context, asked, alone);
    const row = await insertQuestion(context.db, {
      projectId: project.id,
      documents: documentsOf(draft),
      question,
      asked: alone,
      after: before?.id ?? null,
      answer: { ...draft, only: filters ? filterWords(filters) : [], filters },
      now: context.clock.now(),
    });
    yield { type: "done", answer: answerOf(row) };
  } catch (error) {
    if (!(error instanceof ToposcopeError) || asked.signal.aborted) throw error;
    yield { type: "failed", detail: error.message, code: error.code, hint: error.hint };
  }
}

/** A question about the corpus, with what it took over from the ones before. */
const countedText = (question: string, { asked, goesOn }: CorpusAsked): string =>
  goesOn ? `${question.trim()} (${filterText(asked)})` : question;

/** A follow-up question as it is understood by itself. */
async function standalone(context: Context, { project, question, before, signal }: Asked): Promise<string> {
  if (before === undefined || !isFollowUp(question)) return question;
  const of = { projectId: project.id };
  try {
    if ((await context.llm.modelFor("answers", of)) === undefined) return carriedOver(question, before.asked);
    const { value } = await context.llm.text({
      purpose: "answers",
      prompt: condensePrompt,
      system: condenseSystem,
      messages: [{ role: "user", content: condenseMessage(shortAnswer(before), question) }],
      maxTokens: 200,
      of,
      signal,
    });
    return value.trim().slice(0, longestQuestion) || carriedOver(question, before.asked);
  } catch (error) {
    if (!(error instanceof ToposcopeError) || signal.aborted) throw error;
    return carriedOver(question, before.asked);
  }
}

/** A question with the beginning of its answer. */
function shortAnswer(row: QuestionRow): { question: string; answer: string } {
  const answer = answerOf(row);
  const text =
    answer.kind === "answer" ? answer.sentences.map((sentence) => sentence.text).join(" ") : answer.text;
  return { question: row.asked, answer: text.slice(0, 1_000) };
}

async function* answerTo(context: Context, of: Asked, question: string): Answering {
  const { project, filters, signal } = of;
  const counted =
    question === of.question ? undefined : await corpusQuestionIn(context, project, { question });
  if (counted) return yield* answerFromCorpus(context, project, { asked: counted.asked, only: filters });
  const gathered = await gather(context, { project: project.name, question, filters });
  const gate = await gateFor(context, project, { model: gathered.model, question });
  if (!passesGate(gathered.evidence, gate)) return yield* refuse(gathered);
  const draft = yield* writeAnswer(context, { project, gathered, signal });
  const { reranking } = gathered;
  return draft.kind === "answer" && reranking ? { ...draft, reranking } : draft;
}

/** The documents whose words an answer shows. */
function documentsOf(draft: Draft): number[] {
  const shown =
    draft.kind === "refusal"
      ? draft.closest
      : draft.kind === "answer"
        ? [...draft.unused, ...draft.sentences.flatMap(({ citations }) => citations)]
        : [];
  return [...new Set(shown.map(({ document }) => document))];
}

const answerOf = ({ answer, createdAt, ...row }: QuestionRow): Answer => {
  const { only = [], filters: _filters, ...said } = answer;
  return { ...said, ...row, only, createdAt: createdAt.toISOString() } as Answer;
};

async function requireQuestion(
  { db }: Pick<Context, "db">,
  project: ProjectRow,
  id: number,
): Promise<QuestionRow> {
  const row = await questionById(db, { projectId: project.id, id });
  if (!row) throw new ToposcopeError("QUESTION_NOT_FOUND", `project ${project.name} has no question ${id}`);
  return row;
}

/** @throws ToposcopeError PROJECT_NOT_FOUND, QUESTION_NOT_FOUND */
export async function getQuestion(
  { db }: Context,
  { project: name, question }: { readonly project: string; readonly question: number },
): Promise<Answer> {
  return answerOf(await requireQuestion({ db }, await requireProject(db, name), question));
}

/** The questions of a project, the newest first. @throws ToposcopeError PROJECT_NOT_FOUND */
export async function getQuestions(
  { db }: Context,
  {
    project: name,
    before,
    limit,
  }: { readonly project: string; readonly before?: number | undefined; readonly limit: number },
): Promise<QuestionList> {
  const { id } = await requireProject(db, name);
  const rows = await listQuestions(db, { projectId: id, before, limit: limit + 1 });
  const questions = rows
    .slice(0, limit)
    .map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
  return { questions, next: rows.length > limit ? (questions.at(-1)?.id ?? null) : null };
}

/** @throws ToposcopeError PROJECT_NOT_FOUND, QUESTION_NOT_FOUND */
export async function removeQuestion(
  { db }: Context,
  { project: name, question }: { readonly project: string; readonly question: number },
): Promise<{ deleted: number }> {
  const project = await requireProject(db, name);
  if (!(await deleteQuestion(db, { projectId: project.id, id: question })))
    throw new ToposcopeError("QUESTION_NOT_FOUND", `project ${name} has no question ${question}`);
  return { deleted: question };
}
