import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { answer, questionList } from "../../src/answer-contract.ts";
import { writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

const folder = temporaryFolder();
const data = join(folder, "data");
const toposcope = (...parameters: string[]) => call([...parameters, "--data", data]);

beforeAll(async () => {
  const texts = writeFiles(join(folder, "texts"), {
    "harbour.txt": "The harbour of Lorne was built in 1887 by the engineer Ada Whitcombe.",
    "bakery.txt": "The seaweed bread of the bakery is baked with barley flour.",
  });
  const { code, stderr } = await toposcope("import", texts, "--model", "static");
  expect(code, stderr).toBe(0);
}, 120_000);

test("a question is answered with its sources, kept, and gone on from", async () => {
  const { code, stdout, stderr } = await toposcope("ask", "Who built the harbour of Lorne?");
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^The harbour of Lorne was built in 1887 .* \[D\d+-C1\]/);
  expect(stderr).toContain("ask on: --after 1");
  const later = await toposcope("ask", "and when?", "--after", "1", "--json");
  const found = answer.parse(JSON.parse(later.stdout));
  expect(found).toMatchObject({ kind: "answer", after: 1, asked: "and when? (built harbour Lorne)" });
  const list = questionList.parse(JSON.parse((await toposcope("questions", "--json")).stdout));
  expect(list.questions.map(({ question }) => question)).toEqual([
    "and when?",
    "Who built the harbour of Lorne?",
  ]);
  expect((await toposcope("questions", "show", "1")).stdout).toContain("Ada Whitcombe");
  expect((await toposcope("questions", "delete", "1", "--json")).stdout).toContain('"deleted":1');
});

test("a count is cited as the corpus with its filter", async () => {
  const { stdout } = await toposcope("ask", "How many documents are there?");
  expect(stdout).toBe("There are 2 documents.\n\n[corpus] all documents: 2\n");
});
