import type { Llm, LlmAsk, LlmOccasion, LlmPart } from "./llm.ts";
import { Redaction } from "./redaction.ts";

/** The key of a project's placeholders; undefined where its texts go out as they are. */
export type PlaceholderKeys = (of: LlmOccasion) => Promise<Buffer | undefined>;

const explanation =
  "Words in brackets such as [EMAIL_7KQ2M] stand for values that you are not shown. Where you need one, copy it as it is.";

/** Asks language models without their seeing personal data: placeholders go out, and what comes back has the values again. */
export function redactingLlm(llm: Llm, keyOf: PlaceholderKeys): Llm {
  return {
    modelFor: (purpose, of) => llm.modelFor(purpose, of),
    async text(ask) {
      const { redaction, hidden } = await hiding(ask, keyOf);
      const reply = await llm.text(hidden);
      return { ...reply, value: redaction?.show(reply.value) ?? reply.value };
    },
    async json(ask, schema) {
      const { redaction, hidden } = await hiding(ask, keyOf);
      const reply = await llm.json(hidden, schema);
      return redaction === undefined ? reply : { ...reply, value: redaction.showIn(reply.value) };
    },
    async *stream(ask) {
      const { redaction, hidden } = await hiding(ask, keyOf);
      const parts = llm.stream(hidden);
      yield* redaction === undefined ? parts : showing(parts, redaction);
    },
    close: () => llm.close(),
  };
}

async function hiding(
  ask: LlmAsk,
  keyOf: PlaceholderKeys,
): Promise<{ redaction?: Redaction; hidden: LlmAsk }> {
  const key = await keyOf(ask.of);
  if (key === undefined) return { hidden: ask };
  const redaction = new Redaction(key);
  const messages = ask.messages.map((message) => ({ ...message, content: redaction.hide(message.content) }));
  const system = ask.system === undefined ? undefined : redaction.hide(ask.system);
  const told = redaction.hasReplaced ? [system, explanation].filter(Boolean).join("\n\n") : system;
  return { redaction, hidden: { ...ask, messages, ...(told === undefined ? {} : { system: told }) } };
}

/** A placeholder may be cut between two parts: what may be the beginning of one waits for the next. */
async function* showing(parts: AsyncIterable<LlmPart>, redaction: Redaction): AsyncGenerator<LlmPart> {
  let held = "";
  for await (const part of parts) {
    if (part.type === "text") {
      const text = held + part.text;
      const whole = text.length - redaction.heldBack(text);
      held = text.slice(whole);
      if (whole > 0) yield { type: "text", text: redaction.show(text.slice(0, whole)) };
    } else if (part.type === "restart") {
      held = "";
      yield part;
    } else {
      if (held !== "") yield { type: "text", text: redaction.show(held) };
      yield { ...part, reply: { ...part.reply, value: redaction.show(part.reply.value) } };
    }
  }
}
