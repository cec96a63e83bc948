import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import {
  readingHistory,
  recommendationEvaluation,
  recommendations,
  relatedTopics,
  similarDocuments,
} from "../../src/recommend-contract.ts";
import { letter } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

const data = temporaryFolder();
const input = join(temporaryFolder(), "letters");
const run = (...parameters: string[]) => call([...parameters, "--data", data]);

beforeAll(async () => {
  mkdirSync(input);
  const rows = (["sea", "kitchen", "law"] as const).flatMap((theme) =>
    Array.from({ length: 8 }, (_, i) => [`${theme}-${i}`, letter(theme, i)].join("\t")),
  );
  writeFileSync(join(input, "letters.tsv"), ["id\ttext", ...rows].join("\n"));
  const { code, stderr } = await call([
    ...["explore", input, "--no-open", "--json", "--data", data, "--model", "static", "--topics", "3"],
    ...["--text", "text", "--id", "id"],
  ]);
  expect(code, stderr).toBe(0);
});

test("a reading is kept, recommended by, listed and forgotten", async () => {
  const kept = await run("recommend", "read", "1", "--for", "ada", "--json");
  expect(kept.code, kept.stderr).toBe(0);
  expect(readingHistory.strict().parse(JSON.parse(kept.stdout))).toMatchObject({ reader: "ada" });
  const found = await run("recommend", "--for", "ada", "--limit", "3", "--json");
  const list = recommendations.strict().parse(JSON.parse(found.stdout));
  expect(list).toMatchObject({ basis: "readings", likes: 1, documents: { length: 3 } });
  const shown = await run("recommend", "--for", "ada", "--limit", "3");
  expect(shown.stdout).toMatch(/because you read “/);
  expect((await run("recommend", "history")).stdout).toMatch(/ada +1/);
  expect((await run("recommend", "forget", "--for", "ada")).stdout).toBe("1 readings of ada forgotten\n");
  expect((await run("recommend", "--for", "ada")).stderr).toMatch(/nothing is known of ada yet/);
});

test("documents like one and topics near one are listed, with what they share", async () => {
  const found = await run("recommend", "--similar", "1", "--limit", "2", "--json");
  expect(similarDocuments.strict().parse(JSON.parse(found.stdout)).documents).toHaveLength(2);
  expect((await run("recommend", "--similar", "1", "--limit", "2")).stdout).toMatch(/here: .*\n +there: /);
  const related = await run("recommend", "topics", "0", "--json");
  expect(relatedTopics.strict().parse(JSON.parse(related.stdout)).topic).toBe(0);
});

test("a history is judged as a table and as JSON", async () => {
  const file = join(input, "history.jsonl");
  const lines = ["sea", "law"].flatMap((theme) =>
    [0, 2, 4].map((i) => JSON.stringify({ reader: theme, document: `${theme}-${i}` })),
  );
  writeFileSync(file, lines.join("\n"));
  const { code, stdout, stderr } = await run("evaluate", "recommendations", file, "--k", "8", "--json");
  expect(code, stderr).toBe(0);
  const found = recommendationEvaluation.strict().parse(JSON.parse(stdout));
  expect(found).toMatchObject({ k: 8, readers: 2, readings: 6, unknown: 0 });
  expect((await run("evaluate", "recommendations", file)).stdout).toMatch(/method +hit@10 +nDCG@10/);
});

test.each([
  [["recommend", "--like", "x"]],
  [["recommend", "read", "1", "--weight", "0"]],
  [["recommend", "read", "1", "--at", "soon"]],
])("%j is refused with exit code 2", async (parameters) => {
  const { code, stderr } = await run(...parameters);
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("error[USAGE]") });
});
