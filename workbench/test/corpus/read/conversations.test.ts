import { describe, expect, test } from "vitest";
import { asConversation, turnsInText } from "../../../src/corpus/conversation.ts";
import type { ExtractedDocument } from "../../../src/model.ts";
import { readBytes } from "./read-file.ts";

const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join("\n");

/** Who says what, as offsets have it. */
const said = ({ text, turns = [] }: ExtractedDocument) =>
  turns.map((turn) => [turn.role, text.slice(turn.said, turn.end)] as const);

const expected = [
  ["user", "Which bank do you mean?"],
  ["assistant", "The one at the river."],
];

describe("a conversation is one document with its turns, be it", () => {
  const [question, answer] = [expected[0]![1], expected[1]![1]];
  test.each([
    [
      "a list of roles and texts",
      "t.jsonl",
      lines([
        {
          id: 1,
          turns: [
            { role: "user", text: question },
            { role: "assistant", text: answer },
          ],
        },
      ]),
    ],
    [
      "messages of OpenAI",
      "t.json",
      JSON.stringify([
        {
          messages: [
            { role: "user", content: [{ type: "text", text: question }] },
            { role: "assistant", content: null, tool_calls: [{}] },
            { role: "assistant", content: answer },
          ],
        },
      ]),
    ],
    [
      "messages alone",
      "t.json",
      JSON.stringify({
        messages: [
          { role: "user", content: question },
          { role: "assistant", content: answer },
        ],
      }),
    ],
    [
      "ShareGPT's",
      "t.json",
      JSON.stringify([
        {
          id: "a",
          conversations: [
            { from: "human", value: question },
            { from: "gpt", value: answer },
          ],
        },
      ]),
    ],
    [
      "rows of roles and contents",
      "t.jsonl",
      lines([
        { role: "user", content: question },
        { role: "assistant", content: answer },
      ]),
    ],
    ["rows of a table", "t.csv", `conversation_id,role,text\n1,user,${question}\n1,assistant,${answer}\n`],
  ])("%s", async (_, name, content) => {
    const { documents, rejections } = await readBytes(name, content);
    expect(rejections).toEqual([]);
    expect(documents).toHaveLength(1);
    expect(said(documents[0]!)).toEqual(expected);
    expect(asConversation(documents[0]!)).toMatchObject({
      title: question,
      metadata: { turns: 2, roles: ["user", "assistant"] },
    });
  });

  test("a text of lines that start with who speaks", () => {
    const text = `\n**User** (10:02): ${question}\n\nAssistant: ${answer}\n`;
    const document = asConversation({ text, metadata: {} });
    expect(document.text).toBe(text);
    expect(said(document)).toEqual(expected);
  });
});

test("rows of several conversations are told apart, and what is the same in all rows of one is kept", async () => {
  const rows = [
    { conversation_id: "a", role: "user", content: "One?", model: "m", timestamp: "2024-05-01T10:00:00Z" },
    {
      conversation_id: "a",
      role: "assistant",
      content: "Two.",
      model: "m",
      timestamp: "2024-05-01T10:00:09Z",
    },
    {
      conversation_id: "b",
      role: "customer",
      content: "Three?",
      model: "m",
      timestamp: "2024-05-02T10:00:00Z",
    },
    { conversation_id: "b", role: "agent", content: "Four.", model: "n", timestamp: "2024-05-02T10:00:09Z" },
  ];
  const { documents } = await readBytes("t.jsonl", lines(rows));
  expect(
    documents.map((document) => [document.externalId, document.date, document.row, said(document)]),
  ).toEqual([
    [
      "a",
      "2024-05-01T10:00:00Z",
      2,
      [
        ["user", "One?"],
        ["assistant", "Two."],
      ],
    ],
    [
      "b",
      "2024-05-02T10:00:00Z",
      4,
      [
        ["user", "Three?"],
        ["agent", "Four."],
      ],
    ],
  ]);
  expect(documents.map(({ metadata }) => metadata)).toEqual([{ model: "m" }, {}]);
  const resumed = await readBytes("t.jsonl", lines(rows), { resumeAfterRow: 2 });
  expect(resumed.documents.map(({ externalId }) => externalId)).toEqual(["b"]);
});

describe("no conversation is", () => {
  test("a table in which roles are something else, or nobody answers", async () => {
    const staff = lines([
      { role: "engineer", text: "Builds what is asked for." },
      { role: "user", text: "Uses what was built." },
    ]);
    expect((await readBytes("t.jsonl", staff)).documents).toHaveLength(2);
    const wishes = lines(
      ["One wish.", "Two wishes.", "Three wishes."].map((text) => ({ role: "user", text })),
    );
    expect((await readBytes("t.jsonl", wishes)).documents).toHaveLength(3);
  });

  test("a text in which only one speaks, or that begins otherwise", () => {
    expect(turnsInText("User: admin\nPassword: none")).toBeUndefined();
    expect(turnsInText("A transcript.\nUser: hello\nAssistant: hi")).toBeUndefined();
    expect(turnsInText("Nothing to see here.")).toBeUndefined();
  });
});
