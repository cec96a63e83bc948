import { expect, test } from "vitest";
import { readBytes } from "./read-file.ts";

async function read(source: string) {
  const { documents } = await readBytes("notes.md", source);
  return documents[0]!;
}

test("headings stand at their offsets with their levels", async () => {
  const { text, headings } = await read("# One\n\nwords\n\nTwo\n---\n\nmore");
  expect(headings).toEqual([
    { offset: 0, level: 1, text: "One" },
    { offset: 12, level: 2, text: "Two" },
  ]);
  expect(text).toBe("One\n\nwords\n\nTwo\n\nmore");
});

test("links give their words, pictures their description, code its lines", async () => {
  const { text } = await read(
    "See [the *manual*](https://example.com/a?b=c) ![a map](map.png)\n\n```js\nlet a = 1;\n```\n\n[1]: https://example.com",
  );
  expect(text).toBe("See the manual a map\n\nlet a = 1;");
});

test("a table loses its ruling line and keeps its rows", async () => {
  expect((await read("| a | b |\n|---|:-:|\n| 1 | 2 |")).text).toBe("a | b\n1 | 2");
});

test("nested lists stay on lines of their own", async () => {
  expect((await read("- one\n  - inner\n- two\n\nafter")).text).toBe("one\ninner\ntwo\n\nafter");
});

test("settings in front of the text describe it and are no part of it", async () => {
  const document = await read(
    '---\ntitle: "A Title"\ndate: 2024-03-01 10:00\nauthor: Ada\ntags: [x]\n---\nwords',
  );
  expect(document).toMatchObject({
    text: "words",
    title: "A Title",
    date: "2024-03-01",
    metadata: { author: "Ada" },
  });
});

test("a rule at the start is a rule, not settings", async () => {
  expect((await read("---\n\nwords\n\n---\n\nmore")).text).toBe("words\n\nmore");
});
