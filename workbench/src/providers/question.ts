import { hash } from "node:crypto";
import { z } from "zod";
import type { LlmAsk, LlmMessage } from "./llm.ts";
import { looseJson } from "./loose-json.ts";
import type { Question } from "./speak.ts";
import type { Misfit, Rung, Turn } from "./turn.ts";

const usualTemperature = 0.2;
/** So long an answer is allowed where nobody said how long: it bounds what a call can cost. */
const usualMaxTokens = 4_096;
/** Of an answer that did not fit, so much is shown to the model again. */
const longestShown = 4_000;

/** What is asked for, in the form in which it is sent, hashed and judged. */
export interface Wanted<T> {
  readonly ask: LlmAsk;
  readonly temperature: number;
  readonly maxTokens: number;
  /** Of the JSON that is wanted; undefined where it is a text. */
  readonly schema: object | undefined;
  /** @returns the value, or why the text is none */
  read(text: string): { readonly value: T } | Misfit;
}

export function wantedText(ask: LlmAsk): Wanted<string> {
  return { ...basics(ask), schema: undefined, read: (text) => ({ value: text }) };
}

/** @throws Error for a schema that has no JSON schema */
export function wantedJson<T>(ask: LlmAsk, schema: z.ZodType<T>): Wanted<T> {
  return { ...basics(ask), schema: z.toJSONSchema(schema), read: (text) => readJson(text, schema) };
}

function basics(ask: LlmAsk) {
  const { temperature = usualTemperature, maxTokens = usualMaxTokens } = ask;
  return { ask, temperature, maxTokens };
}

function readJson<T>(text: string, schema: z.ZodType<T>): { value: T } | Misfit {
  const found = looseJson(text);
  if (!found) return { why: "it is no JSON, or not all of it", isOffSchema: true };
  const parsed = schema.safeParse(found.value);
  if (parsed.success) return { value: parsed.data };
  const isOffSchema = parsed.error.issues.some(({ code }) => code !== "custom");
  return { why: z.prettifyError(parsed.error), isOffSchema };
}

/** SHA-256 of the model, the prompt's version and the input, in hex. */
export function promptHash(model: string, { ask, temperature, maxTokens, schema }: Wanted<unknown>): string {
  const { prompt, system, messages } = ask;
  return hash(
    "sha256",
    JSON.stringify([model, prompt, system, messages, temperature, maxTokens, schema ?? null]),
  );
}

/** Names one try at a question, in hex: at one provider, asked in one way, with the same put right. */
export function tryHash(
  wanted: Wanted<unknown>,
  { candidate, rung, correction }: Pick<Turn, "candidate" | "rung" | "correction">,
): string {
  const { account, model } = candidate;
  const putRight = correction ? [correction.text, correction.why] : null;
  return hash("sha256", JSON.stringify([promptHash(model, wanted), account.name, rung, putRight]));
}

/** Puts what is wanted as a model can take it. */
export function questionOf(
  wanted: Wanted<unknown>,
  { rung, correction }: Pick<Turn, "rung" | "correction">,
): Question {
  const { ask, temperature, maxTokens, schema } = wanted;
  const system = [ask.system, ...(schema && rung !== "schema" ? [inWords(schema)] : [])];
  return {
    system: system.filter((text) => text !== undefined).join("\n\n") || undefined,
    messages: [...ask.messages, ...(correction && schema ? corrected(correction, schema) : [])],
    temperature,
    maxTokens,
    ...(schema ? jsonOf(schema, rung) : {}),
  };
}

function jsonOf(schema: object, rung: Rung): Pick<Question, "json"> {
  if (rung === "words") return {};
  return { json: rung === "json" ? {} : { schema } };
}

const inWords = (schema: object) =>
  `Answer with one JSON value and nothing else, no fence, no words around it. It must fit this JSON schema:\n${JSON.stringify(schema)}`;

function corrected({ text, why }: { text: string; why: string }, schema: object): LlmMessage[] {
  return [
    { role: "assistant", content: text.slice(0, longestShown) },
    { role: "user", content: `That does not fit: ${why}\n${inWords(schema)}` },
  ];
}

/** Bytes of a question, of which three make at least a token, and some more for each message. */
export function mostInputTokens({ system = "", messages, json }: Question): number {
  const texts = [
    system,
    ...messages.map(({ content }) => content),
    json?.schema ? JSON.stringify(json.schema) : "",
  ];
  return texts.reduce((sum, text) => sum + 10 + Math.ceil(Buffer.byteLength(text) / 3), 0);
}

/** Tokens of an answer whose provider does not count them. */
export const likelyTokens = (text: string) => Math.ceil(Buffer.byteLength(text) / 4);
