import { type Answer, type AskEvent, answer, type Citation, questionList } from "../answer-contract.ts";
import { ask, getQuestion, getQuestions, removeQuestion } from "../answers/ask.actions.ts";
import { type ErrorCode, ToposcopeError } from "../errors.ts";
import { countOption, idArgument, listArgument } from "./input.ts";
import { narrowingOf } from "./narrowing.ts";
import type { Output } from "./output.ts";
import { rerankingText } from "./reranking-text.ts";
import type { RunVerb } from "./verb.ts";

const longestQuote = 160;

export const runAsk: RunVerb = async (session, input) => {
  const { output } = session;
  const question = listArgument(input).join(" ");
  const after = countOption(input, "after");
  const filters = narrowingOf(input);
  const { context } = await session.open();
  const project = await session.projectName(context);
  const events = await ask(context, { project, question, after, filters });
  for await (const event of events(session.interrupt)) {
    if (event.type === "failed")
      throw new ToposcopeError(event.code as ErrorCode, event.detail, { hint: event.hint });
    if (event.type === "done") {
      if (output.json) output.value(answer, event.answer);
      else showEnd(output, event.answer);
    } else output.part(stepText(output, event));
  }
  return 0;
};

export const listQuestionsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const list = await getQuestions(context, {
    project,
    before: countOption(input, "before"),
    limit: countOption(input, "limit") ?? 50,
  });
  if (output.json) output.value(questionList, list);
  else for (const { id, question, kind } of list.questions) output.line(`${id}  ${question}  (${kind})`);
  return 0;
};

export const showQuestionVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const found = await getQuestion(context, { project, question: idArgument(input) });
  if (output.json) {
    output.value(answer, found);
    return 0;
  }
  output.line(output.style("bold", found.question));
  output.part(answerText(found));
  showEnd(output, found);
  return 0;
};

export const deleteQuestionVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const { deleted } = await removeQuestion(context, { project, question: idArgument(input) });
  if (output.json) output.line(JSON.stringify({ deleted }));
  else output.line(`deleted question ${deleted}`);
  return 0;
};

/** A step of an answer on its way, as it goes behind the ones before. */
function stepText(output: Output, event: Exclude<AskEvent, { type: "done" | "failed" }>): string {
  if (event.type === "text" || event.type === "refusal") return event.text;
  if (event.type === "citation") return ` [${event.citation.id}]`;
  if (event.type === "restart") return `\n${output.style("dim", `begun again: ${event.reason}`)}\n`;
  return "";
}

function answerText(found: Answer): string {
  if (found.kind !== "answer") return found.text;
  const parts = found.sentences.map(
    ({ text, citations }) => text + citations.map(({ id }) => ` [${id}]`).join(""),
  );
  return parts.join(" ");
}

/** What stands below an answer: what it rests on, and how well. */
function showEnd(output: Output, found: Answer): void {
  output.line();
  output.line();
  if (found.kind === "corpus") output.line(`[corpus] ${found.query.filter}: ${found.query.documents}`);
  if (found.kind === "refusal") for (const passage of found.closest) output.line(passageLine(passage));
  if (found.kind === "answer") {
    const cited = new Map(
      found.sentences.flatMap(({ citations }) => citations.map((citation) => [citation.id, citation])),
    );
    for (const citation of cited.values()) output.line(passageLine(citation));
    for (const { text, support } of found.sentences)
      if (support === "none") output.line(output.style("yellow", `not borne out: ${text}`));
    if (found.note !== null) output.note(found.note);
    if (found.reranking) output.note(rerankingText(found.reranking));
    const by = found.by === "model" ? `written by ${found.model}` : "taken from the documents";
    const { full, partial, none, rejected } = found.report;
    output.note(
      `${by}; borne out: ${full} fully, ${partial} partly, ${none} not; citations taken out: ${rejected}`,
    );
  }
  if (found.only.length > 0) output.note(`narrowed to: ${found.only.join(", ")}`);
  output.note(`ask on: --after ${found.id}`);
}

function passageLine({ id, title, pages, quote }: Citation): string {
  const plain = quote.replace(/\s+/g, " ").trim();
  const page = pages === null ? "" : `, page ${pages[0]}`;
  const shown = plain.length > longestQuote ? `${plain.slice(0, longestQuote).trimEnd()} …` : plain;
  return `[${id}] ${title}${page}: ${shown}`;
}
