import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { type PromptPart, promptParts } from "../model.ts";
import type { LlmAsk, LlmOrigin, LlmReply } from "../providers/llm.ts";
import type { GatheredTopic } from "./gather.actions.ts";
import {
  bareName,
  clashAnswer,
  insightAnswer,
  type NameAnswer,
  nameAnswer,
  tidyInsight,
  tidyName,
  type WrittenInsight,
} from "./topic-answer.ts";
import { clashPrompt, fillPrompt, promptVersions, systemPrompt, type Writing } from "./topic-prompt.ts";

const mostTokens = { name: 400, insight: 1_200, clash: 800 };

/** Who asks, and how is to be written. */
export interface Asking {
  readonly projectId: number;
  readonly runId?: number;
  readonly writing: Writing;
  readonly signal?: AbortSignal;
}

/** What a model says of a topic, and which one. */
export interface Said<T> {
  readonly content: T;
  readonly origin: LlmOrigin;
}

/** Asks for a topic's name. @returns undefined where no answer can be used */
export function askName(
  { llm }: Pick<Context, "llm">,
  asking: Asking,
  topic: GatheredTopic,
): Promise<Said<NameAnswer> | undefined> {
  return usable(() => llm.json(askFor("name", asking, topic), nameAnswer), tidyName);
}

/** Asks what a topic's passages say. @returns undefined where no answer can be used */
export function askInsight(
  { llm }: Pick<Context, "llm">,
  asking: Asking,
  topic: GatheredTopic,
): Promise<Said<WrittenInsight> | undefined> {
  const chunkOf = new Map(topic.passages.map(({ label, id }) => [label, id]));
  return usable(
    () => llm.json(askFor("insight", asking, topic), insightAnswer(chunkOf)),
    (answer) => tidyInsight(answer, chunkOf),
  );
}

/** Asks for names that tell topics apart which were given the same one. @returns by topic; none where no answer can be used */
export async function askApart(
  { llm }: Pick<Context, "llm">,
  { projectId, runId, writing, signal }: Asking,
  topics: readonly GatheredTopic[],
  taken: readonly string[],
): Promise<Map<number, string>> {
  const language = writing.nameLanguage ?? topics[0]?.language ?? "en";
  const ask: LlmAsk = {
    purpose: "naming",
    prompt: promptVersions.clash,
    system: systemPrompt,
    messages: [{ role: "user", content: clashPrompt(topics, { taken, language }) }],
    maxTokens: mostTokens.clash,
    of: { projectId, runId, stage: "describe" },
    signal,
  };
  const said = await usable(
    () => llm.json(ask, clashAnswer),
    ({ names }) => names,
  );
  const pairs = said?.content.flatMap(({ topic, name }): [number, string][] => {
    const asked = topics[topic - 1];
    return asked === undefined ? [] : [[asked.id, bareName(name)]];
  });
  return new Map(pairs);
}

/** The prompt for a part, as it is sent. */
export const promptFor = (part: PromptPart, { writing }: Pick<Asking, "writing">, topic: GatheredTopic) =>
  fillPrompt(part, topic, topic.language, writing);

function askFor(part: PromptPart, asking: Asking, topic: GatheredTopic): LlmAsk {
  const { projectId, runId, signal } = asking;
  return {
    purpose: promptParts[part].purpose,
    prompt: promptVersions[part],
    system: systemPrompt,
    messages: [{ role: "user", content: promptFor(part, asking, topic) }],
    maxTokens: mostTokens[part],
    of: { projectId, runId, stage: "describe", topicId: topic.id },
    signal,
  };
}

async function usable<T, R>(
  ask: () => Promise<LlmReply<T>>,
  tidy: (answer: T) => R,
): Promise<Said<R> | undefined> {
  try {
    const { value, origin } = await ask();
    return { content: tidy(value), origin };
  } catch (error) {
    if (error instanceof ToposcopeError && error.code === "LANGUAGE_MODEL_UNUSABLE") return undefined;
    throw error;
  }
}
