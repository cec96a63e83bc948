/**
 * Judges topics, their words, and search on labelled corpora: `npm run evaluate`, or `npm run evaluate -- topics` for a part. JSON
 * lines go to standard output, a table of them to standard error.
 */
import Table from "cli-table3";
import { evaluateAnswers } from "./answers.ts";
import { hasCorpora } from "./labelled-texts.ts";
import { evaluatePersonalData } from "./personal-data.ts";
import { evaluatePictures } from "./pictures.ts";
import { evaluateRecommendations } from "./recommendations.ts";
import { evaluateSearch } from "./search.ts";
import { evaluateSmoothness } from "./smoothness.ts";
import { evaluateTopics } from "./topics.ts";
import { evaluateWords } from "./words.ts";

const sections: Readonly<Record<string, () => Promise<readonly object[]>>> = {
  topics: () => evaluateTopics(),
  smoothness: () => evaluateSmoothness(),
  words: () => evaluateWords(),
  pictures: () => evaluatePictures(),
  search: () => evaluateSearch(),
  recommendations: () => evaluateRecommendations(),
  answers: () => evaluateAnswers(),
  "personal-data": async () => evaluatePersonalData(),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in sections));
if (!hasCorpora || unknown.length > 0) {
  const reason = hasCorpora
    ? `there is no section ${unknown.join(", ")}`
    : "the labelled corpora are not beside this checkout";
  process.stderr.write(`${reason}; sections: ${Object.keys(sections).join(", ")}\n`);
  process.exit(2);
}
for (const [name, evaluate] of Object.entries(sections)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const found = await evaluate();
  for (const one of found) process.stdout.write(`${JSON.stringify({ section: name, ...one })}\n`);
  process.stderr.write(`${name}\n${tableOf(found)}\n`);
}
process.exit(0);

function tableOf(rows: readonly object[]): string {
  const table = new Table({
    head: Object.keys(rows[0] ?? {}),
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) table.push(Object.values(row).map(shown));
  return table.toString();
}

function shown(value: unknown): string {
  if (Array.isArray(value))
    return value.length > 4 ? `${value.slice(0, 2).join(" ")} … ${value.at(-1)}` : value.join(" ");
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : value.toFixed(3);
  return value === null ? "" : String(value);
}
