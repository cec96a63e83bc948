import { z } from "zod";
import { type AnswerSentence, type AskEvent, support } from "../answer-contract.ts";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { LlmAsk, LlmMessage } from "../providers/llm.ts";
import { chunkExists } from "../store/answer-gate.ts";
import type { ProjectRow } from "../store/project.ts";
import {
  type CitedPart,
  type CitedSentence,
  CitedText,
  checkSentences,
  citedSentences,
  evidenceOf,
  reportOn,
} from "./cite.ts";
import type { Answering, Draft } from "./draft.ts";
import { extractAnswer } from "./extract.actions.ts";
import { type Gathered, nearnessTo } from "./gather.actions.ts";
import { unused } from "./passage.ts";
import * as prompts from "./prompt.ts";
import { refuse } from "./refuse.ts";
import { nearestSentence } from "./support.ts";

export interface WriteInput {
  readonly project: ProjectRow;
  readonly gathered: Gathered;
  readonly signal: AbortSignal;
}

/** How often an answer that cites nothing is asked for in all. */
const turns = 2;
const mostTokens = 1_024;
const uncited = "the model cited no passage";

/** Lets a model write the answer from the passages; where there is none, or none answers well, it is extracted. */
export async function* writeAnswer(context: Context, { project, gathered, signal }: WriteInput): Answering {
  const of = { projectId: project.id };
  const model = await context.llm.modelFor("answers", of);
  if (model === undefined) return yield* extractAnswer(gathered);
  const messages: LlmMessage[] = [
    { role: "user", content: prompts.answerMessage(gathered.question, gathered.retrieved) },
  ];
  const ask = { purpose: "answers", prompt: prompts.answerPrompt, system: prompts.answerSystem, of } as const;
  for (let turn = 0; turn < turns; turn++) {
    const written = yield* streamed(context, { ...ask, messages, maxTokens: mostTokens, signal }, gathered);
    if (written.failure !== undefined) {
      yield { type: "restart", reason: written.failure };
      return yield* extractAnswer(gathered, `No model wrote this answer: ${written.failure}.`);
    }
    if (written.text.trim().startsWith(prompts.noAnswer)) return yield* refuse(gathered);
    if (written.parts.some(({ type }) => type === "citation"))
      return await checked(context, { project, gathered, signal }, written);
    yield { type: "restart", reason: uncited };
    messages.push(
      { role: "assistant", content: written.text },
      { role: "user", content: prompts.citeReminder },
    );
  }
  return yield* extractAnswer(gathered, `This is taken from the documents: ${uncited}.`);
}

/** What a model wrote, or why there is nothing of it. */
interface Written {
  readonly text: string;
  readonly parts: readonly CitedPart[];
  readonly model: string;
  readonly failure?: string;
}

/** Tells what a model writes as it comes; that there is no answer is held back. */
async function* streamed(
  { llm, db }: Context,
  ask: LlmAsk,
  { retrieved }: Gathered,
): AsyncGenerator<AskEvent, Written> {
  let cited = new CitedText(retrieved);
  let text = "";
  let model = "";
  const { projectId } = ask.of;
  try {
    for await (const part of llm.stream(ask)) {
      if (part.type === "restart") {
        yield { type: "restart", reason: part.reason };
        cited = new CitedText(retrieved);
        text = "";
      } else if (part.type === "done") model = `${part.reply.origin.provider}/${part.reply.origin.model}`;
      else {
        const wasHeld = isHeld(text) ? text : "";
        text += part.text;
        if (!isHeld(text))
          for (const step of cited.push(wasHeld + part.text)) yield await told({ db, projectId }, step);
      }
    }
    if (!text.trim().startsWith(prompts.noAnswer))
      for (const step of cited.end()) yield await told({ db, projectId }, step);
    return { text, parts: cited.parts, model };
  } catch (error) {
    if (!(error instanceof ToposcopeError) || ask.signal?.aborted) throw error;
    return { text: "", parts: [], model: "", failure: error.message };
  }
}

const isHeld = (text: string) =>
  prompts.noAnswer.startsWith(text.trimStart()) || text.startsWith(prompts.noAnswer);

/** A part of an answer as it is told: of a citation that was rejected, why. */
async function told(
  { db, projectId }: { db: Context["db"]; projectId: number },
  part: CitedPart,
): Promise<AskEvent> {
  if (part.type !== "rejected-citation") return part;
  const { id, place } = part;
  const exists = await chunkExists(db, { projectId, document: place.document, ordinal: place.passage - 1 });
  return { type: part.type, id, reason: exists ? "not-retrieved" : "unknown" };
}

/** The answer with each sentence held against the passages that it cites. */
async function checked(
  context: Context,
  { gathered, project, signal }: WriteInput,
  { parts, model }: Written,
): Promise<Draft> {
  const cited = citedSentences(parts);
  const similarities = await similaritiesOf(context, cited, gathered);
  const sentences = checkSentences(cited, gathered.retrieved, similarities);
  const judged = context.settings.judge
    ? await judge(context, { gathered, project, signal }, sentences)
    : sentences;
  return {
    kind: "answer",
    by: "model",
    model,
    note: null,
    sentences: judged,
    unused: unused(gathered.retrieved, judged),
    report: reportOn(judged, parts),
  };
}

/** Of each sentence, its nearness in meaning to the nearest sentence of the passages that it cites. */
async function similaritiesOf(
  { interactive }: Pick<Context, "interactive">,
  sentences: readonly CitedSentence[],
  { retrieved, model }: Gathered,
): Promise<Map<string, number>> {
  const byId = new Map(retrieved.map((passage) => [passage.id, passage.hit]));
  const similarities = new Map<string, number>();
  for (const { text, ids } of sentences.filter((sentence) => sentence.ids.length > 0)) {
    const others = ids.map((id) => {
      const { text: passage, language } = byId.get(id)!;
      const { start, end } = nearestSentence(text, passage, language ?? "en");
      return passage.slice(start, end);
    });
    similarities.set(text, Math.max(...(await nearnessTo({ interactive }, { model, text, others }))));
  }
  return similarities;
}

const verdicts = z.object({ verdicts: z.array(support) });

/** Lets a model say how far the passages bear sentences out: it may doubt what seemed full and settle what seemed partial. */
async function judge(
  { llm, log }: Context,
  { gathered, project, signal }: WriteInput,
  sentences: readonly AnswerSentence[],
): Promise<AnswerSentence[]> {
  const byId = new Map(gathered.retrieved.map((passage) => [passage.id, passage]));
  const open = sentences.filter((sentence) => sentence.support === "full" || sentence.support === "partial");
  if (open.length === 0) return [...sentences];
  const claims = open.map(({ text, citations }) => ({
    text,
    evidence: citations.map(({ id }) => evidenceOf(byId.get(id)!).text).join("\n\n"),
  }));
  try {
    const { value } = await llm.json(
      {
        purpose: "answers",
        prompt: prompts.judgePrompt,
        system: prompts.judgeSystem,
        messages: [{ role: "user", content: prompts.judgeMessage(claims) }],
        of: { projectId: project.id },
        signal,
      },
      verdicts,
    );
    return sentences.map((sentence) => ({
      ...sentence,
      support: value.verdicts[open.indexOf(sentence)] ?? sentence.support,
    }));
  } catch (error) {
    if (signal.aborted) throw error;
    log.warn({ err: error }, "an answer could not be judged by a model");
    return [...sentences];
  }
}
