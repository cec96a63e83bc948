import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Llm, LlmAsk, LlmPart, LlmReply } from "../../src/providers/llm.ts";
import { redactingEmbedders } from "../../src/providers/redacting-embedders.ts";
import { redactingLlm } from "../../src/providers/redacting-llm.ts";
import { Redaction, withoutPersonalData } from "../../src/providers/redaction.ts";

const key = Buffer.alloc(32, 7);
const letter =
  "Write to ana@example.org or +49 171 1234567, IBAN DE89 3704 0044 0532 0130 00, again ana@example.org.";
const values = ["ana@example.org", "+49 171 1234567", "DE89 3704 0044 0532 0130 00"];

describe("a redaction", () => {
  test("replaces personal data by placeholders and puts them back", () => {
    const redaction = new Redaction(key);
    const hidden = redaction.hide(letter);
    for (const value of values) expect(hidden).not.toContain(value);
    expect(hidden).toMatch(
      /^Write to \[EMAIL_\w{5}\] or \[PHONE_\w{5}\], IBAN \[IBAN_\w{5}\], again \[EMAIL_\w{5}\]\.$/,
    );
    expect(redaction.show(hidden)).toBe(letter);
  });

  test("gives one value one placeholder under one key, another under another, and hides nothing else", () => {
    const [first, second] = [new Redaction(key), new Redaction(key)].map((one) =>
      one.hide("see ana@example.org"),
    );
    expect(first).toBe(second);
    expect(new Redaction(Buffer.alloc(32, 8)).hide("see ana@example.org")).not.toBe(first);
    expect(new Redaction(key).hide("ANA@example.org")).toBe(first?.replace("see ", ""));
    expect(new Redaction(key).hide("nothing here, [D1-C2]")).toBe("nothing here, [D1-C2]");
  });

  test("knows placeholders again that a model wrote in its own way, and only its own", () => {
    const redaction = new Redaction(key);
    const name = redaction.hide("ana@example.org").slice(1, -1);
    for (const written of [name, `[${name}]`, name.toLowerCase(), `[${name.replace("_", "\\_")}]`])
      expect(redaction.show(`ask ${written} now`)).toBe("ask ana@example.org now");
    expect(redaction.show("[EMAIL_ABCDE] and ID_CARDS")).toBe("[EMAIL_ABCDE] and ID_CARDS");
  });

  test("gives any text back that it hid, whatever is around", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 8 }),
      fc.constantFrom(...values, " ", "[", "_"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const redaction = new Redaction(key);
        const text = pieces.join(" ");
        expect(redaction.show(redaction.hide(text))).toBe(text);
      }),
    );
  });

  test("leaves the kind alone where nothing is put back", () => {
    expect(withoutPersonalData("mail ana@example.org")).toBe("mail [EMAIL]");
  });
});

const origin = {
  provider: "echo",
  model: "echo",
  promptHash: "",
  inputTokens: 0,
  outputTokens: 0,
  cost: null,
  cached: false,
};

/** A model that says what it was asked, in parts of some letters; stands for one outside. */
function echo(letters = 1): { llm: Llm; asked: LlmAsk[] } {
  const asked: LlmAsk[] = [];
  const said = (ask: LlmAsk): LlmReply<string> => {
    asked.push(ask);
    return { value: ask.messages.map(({ content }) => content).join("\n"), origin };
  };
  const llm: Llm = {
    modelFor: async () => "echo/echo",
    text: async (ask) => said(ask),
    json: async (ask, schema) => ({ value: schema.parse({ said: [said(ask).value] }), origin }),
    async *stream(ask): AsyncGenerator<LlmPart> {
      const reply = said(ask);
      yield { type: "text", text: "cut off [EMA" };
      yield { type: "restart", reason: "it broke off" };
      for (let at = 0; at < reply.value.length; at += letters)
        yield { type: "text", text: reply.value.slice(at, at + letters) };
      yield { type: "done", reply };
    },
    close: async () => {},
  };
  return { llm, asked };
}

const ask: LlmAsk = {
  purpose: "answers",
  prompt: "test/1",
  system: "Known: bob@example.com.",
  messages: [{ role: "user", content: letter }],
  of: { projectId: 1 },
};

describe("a language model behind a redaction", () => {
  test("sees no personal data, in whatever way it is asked, and what it says has them again", async () => {
    const { llm, asked } = echo();
    const redacting = redactingLlm(llm, async () => key);
    expect((await redacting.text(ask)).value).toBe(letter);
    expect((await redacting.json(ask, z.object({ said: z.array(z.string()) }))).value).toEqual({
      said: [letter],
    });
    for await (const _ of redacting.stream(ask));
    expect(asked).toHaveLength(3);
    for (const seen of asked.map((one) => JSON.stringify(one)))
      for (const value of [...values, "bob@example.com"]) expect(seen).not.toContain(value);
  });

  test.each([1, 2, 3, 7, 19, 400])(
    "has its placeholders put back when they are cut into parts of %i letters",
    async (letters) => {
      const redacting = redactingLlm(echo(letters).llm, async () => key);
      let shown = "";
      let whole = "";
      for await (const part of redacting.stream(ask)) {
        if (part.type === "text") shown += part.text;
        else if (part.type === "restart") shown = "";
        else whole = part.reply.value;
      }
      expect(shown).toBe(letter);
      expect(whole).toBe(letter);
    },
  );

  test("is asked as it is where the project wants nothing replaced", async () => {
    const { llm, asked } = echo();
    await redactingLlm(llm, async () => undefined).text(ask);
    expect(asked[0]).toEqual(ask);
  });
});

test("an embedding endpoint sees no personal data while a project wants that; a model here sees the text", async () => {
  const seen: string[] = [];
  const embedder = (pooling: "remote" | "mean") => ({
    stamp: { id: "m", revision: "1", pooling, prefix: "", dimensions: 1, normalised: true },
    maxBatchTexts: 8,
    countTokens: () => 1,
    embed: async (texts: readonly string[]) => {
      seen.push(...texts);
      return { vectors: new Float32Array(texts.length), tokens: 1 };
    },
    close: async () => {},
  });
  let isWanted = true;
  const source = {
    open: async (model: string) => embedder(model === "here" ? "mean" : "remote"),
    close: async () => {},
  };
  const redacting = redactingEmbedders(source, async () => isWanted);
  await (await redacting.open("there")).embed(["to ana@example.org"]);
  await (await redacting.open("here")).embed(["to ana@example.org"]);
  isWanted = false;
  await (await redacting.open("there")).embed(["to ana@example.org"]);
  expect(seen).toEqual(["to [EMAIL]", "to ana@example.org", "to ana@example.org"]);
});
