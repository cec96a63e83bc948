import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonText, repeatedKey } from "../../../src/corpus/read/json-values.ts";
import { readBytes } from "./read-file.ts";

async function* pieces(text: string, length: number) {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

const rows = [
  { id: "a1", text: "the first text has some words" },
  { id: "a2", text: "the second text has other words" },
];
const texts = rows.map(({ text }) => text);

test("any JSON value is cut out whole, in whatever pieces it arrives", async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 4 }), fc.integer({ min: 1, max: 7 }), async (value, length) => {
      const text = new JsonText(pieces(` ${value} , 1`, length));
      expect((await text.value()).text).toBe(value);
      expect(await text.take(",")).toBe(",");
    }),
  );
});

test("a name that occurs twice on the first level is found, whatever stands in strings and deeper", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), fc.string(), (value, one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      const entry = (name: string) => `${JSON.stringify(name)} : ${JSON.stringify(value)}`;
      expect(repeatedKey(`{${entry(one)},${entry(other)}}`)).toBeUndefined();
      expect(repeatedKey(`{${entry(one)},${entry(other)},${entry(one)}}`)).toBe(
        JSON.stringify(one).slice(1, -1),
      );
    }),
  );
});

describe("a JSON file", () => {
  test.each([
    ["a list of objects", JSON.stringify(rows)],
    ["an object that holds one", JSON.stringify({ status: "ok", data: { total: 2, items: rows } })],
    ["an object whose largest list it is", JSON.stringify({ columns: [{ name: "id" }], rows, errors: [] })],
    ["objects on lines of their own", rows.map((row) => JSON.stringify(row)).join("\n")],
  ])("is read when it is %s", async (_, file) => {
    const { documents, rejections } = await readBytes("t.json", file);
    expect(documents.map(({ text }) => text)).toEqual(texts);
    expect(documents.map(({ externalId, row }) => [externalId, row])).toEqual([
      ["a1", 1],
      ["a2", 2],
    ]);
    expect(rejections).toEqual([]);
  });

  test("may be larger than any one of its values may be", async () => {
    const long = "some words and more of them, ".repeat(60_000);
    const list = Array.from({ length: 20 }, (_, i) => JSON.stringify({ id: i, text: `${i} ${long}` }));
    const { documents, rejections } = await readBytes("t.json", `{"total":20,"rows":[${list.join(",")}]}`);
    expect(documents.map(({ externalId }) => externalId)).toEqual(list.map((_, i) => String(i)));
    expect(rejections).toEqual([]);
  });

  test("is one document when it is one object", async () => {
    const { documents } = await readBytes(
      "t.json",
      JSON.stringify({ title: "One", body: texts[0], n: 3 }, null, 2),
    );
    expect(documents).toMatchObject([{ title: "One", text: texts[0], metadata: { n: 3 } }]);
  });

  test("gives a document for each text of a list of texts", async () => {
    const { documents } = await readBytes("t.json", JSON.stringify(texts));
    expect(documents.map(({ text }) => text)).toEqual(texts);
  });

  test("keeps the good rows when others are no objects or no JSON, and reports these by number", async () => {
    const { documents, rejections } = await readBytes(
      "t.json",
      `[${JSON.stringify(rows[0])}, 7, [1], {"a": nul}, null]`,
    );
    expect(documents).toHaveLength(1);
    expect(rejections.map(({ row, reason }) => [row, reason])).toEqual(
      [2, 3, 4, 5].map((row) => [row, "bad-row"]),
    );
  });

  test("names the place where a list breaks off, after the rows before it", async () => {
    const { documents, rejections } = await readBytes("t.json", JSON.stringify(rows).slice(0, -4));
    expect(documents).toHaveLength(1);
    expect(rejections).toMatchObject([{ reason: "corrupt", detail: expect.stringMatching(/character \d+/) }]);
  });

  test.each([
    ["lists", "[".repeat(1_000_000)],
    ["objects", '{"a":'.repeat(1_000_000)],
    ["lists in an object", `{"a":${"[".repeat(1_000_000)}`],
    ["lists in a row", `[{"text":${"[".repeat(200_000)}${"]".repeat(200_000)}}]`],
  ])("of endlessly nested %s is rejected with the place", async (_, file) => {
    const { rejections } = await readBytes("t.json", file);
    expect(rejections).toMatchObject([
      { reason: "corrupt", detail: expect.stringMatching(/character \d+.*nested/) },
    ]);
  });
});

describe("a file of JSON lines", () => {
  test("opens objects inside objects as columns and keeps lists", async () => {
    const line = JSON.stringify({
      text: texts[0],
      user: { name: "Ann", age: 3 },
      tags: ["a", { b: 1 }],
      at: null,
    });
    const { documents } = await readBytes("t.jsonl", line);
    expect(documents[0]?.metadata).toEqual({
      "user.name": "Ann",
      "user.age": 3,
      tags: ["a", '{"b":1}'],
      at: null,
    });
  });

  test("reads turns of a conversation as its text", async () => {
    const turns = [
      { role: "user", text: "Which bank do you mean?" },
      { role: "assistant", text: "The one at the river." },
    ];
    const { documents } = await readBytes("t.jsonl", `${JSON.stringify({ id: 1, turns })}\n`);
    expect(documents[0]?.text).toBe("user: Which bank do you mean?\n\nassistant: The one at the river.");
  });

  test("stores what a database refuses as replacement characters, and says so", async () => {
    const line = String.raw`{"text": "four words\u0000of text\ud800 here", "note": "a\u0000b\udc00"}`;
    const { documents } = await readBytes("t.jsonl", line);
    expect(documents[0]?.text).toBe("four words\ufffdof text\ufffd here");
    expect(documents[0]?.metadata.note).toBe("a\ufffdb\ufffd");
    expect(documents[0]?.flags).toMatchObject([{ flag: "control-characters" }]);
  });

  test("says where a name occurs twice", async () => {
    const { documents, warnings } = await readBytes(
      "t.jsonl",
      `{"text": "one two three four", "text": "five six seven eight"}`,
    );
    expect(documents[0]?.text).toBe("five six seven eight");
    expect(warnings).toMatchObject([{ row: 1, message: expect.stringContaining("text") }]);
  });
});
