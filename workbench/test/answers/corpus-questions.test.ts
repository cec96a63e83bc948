import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import type { CorpusAnswer } from "../../src/answer-contract.ts";
import { ask } from "../../src/answers/ask.actions.ts";
import { imported, openTestApp } from "../app.ts";
import { hasShared, sharedFolder } from "../shared.ts";

type Row = Record<string, string>;

describe.runIf(hasShared)("complaints", async () => {
  const app = await openTestApp();
  const path = join(sharedFolder, "data/complaints/cfpb-loans-2023.csv");
  const rows: Row[] = hasShared
    ? parse(readFileSync(path), { columns: true, bom: true, relax_column_count: true })
    : [];
  const month = (row: Row) => row["Date received"]!.slice(0, 2);
  const count = (fits: (row: Row) => boolean) => rows.filter(fits).length;
  const mostOf = (column: string, fits: (row: Row) => boolean = () => true) => {
    const counts = Map.groupBy(rows.filter(fits), (row) => row[column]!);
    return [...counts].map(([name, { length }]) => ({ name, length })).sort((a, b) => b.length - a.length);
  };

  beforeAll(async () => {
    await imported(app, { project: "complaints", paths: [path] });
  }, 120_000);

  async function answerTo(question: string): Promise<CorpusAnswer> {
    const events = await ask(app.context, { project: "complaints", question });
    for await (const event of events(new AbortController().signal))
      if (event.type === "done") {
        if (event.answer.kind !== "corpus")
          throw new Error(`${question}: ${JSON.stringify(event.answer).slice(0, 300)}`);
        return event.answer;
      }
    throw new Error(`no answer to ${question}`);
  }

  const isAboutFees = (row: Row) => /\bfees?\b/i.test(row.Issue!);
  const counts: readonly [question: string, fits: (row: Row) => boolean][] = [
    ["How many documents are there?", () => true],
    ["How many complaints in 2023 are about fees?", isAboutFees],
    ["How many complaints are from TX?", (row) => row.State === "TX"],
    ["How many complaints were received in May 2023?", (row) => month(row) === "05"],
    [
      "How many complaints about fees came from CA in March 2023?",
      (row) => isAboutFees(row) && row.State === "CA" && month(row) === "03",
    ],
    ["How many complaints are there whose timely response is no?", (row) => row["Timely response?"] === "No"],
    [
      "What is the number of complaints about OneMain Finance Corporation?",
      (row) => row.Company === "OneMain Finance Corporation",
    ],
    ["How many complaints are about a title loan?", (row) => row["Sub-product"] === "Title loan"],
    [
      "How many complaints were there between January 2023 and February 2023?",
      (row) => month(row) === "01" || month(row) === "02",
    ],
    [
      "How many complaints were closed with monetary relief?",
      (row) => row["Company response to consumer"] === "Closed with monetary relief",
    ],
    [
      "How many complaints since June 2023 concern a payday loan?",
      (row) => row["Sub-product"] === "Payday loan" && Number(month(row)) >= 6,
    ],
    [
      "How many complaints before 2023-02-01 are from FL?",
      (row) => row.State === "FL" && month(row) === "01",
    ],
    ["How many records are in English?", () => true],
  ];

  test.each(counts)("%s", async (question, fits) => {
    const { query } = await answerTo(question);
    expect(query).toMatchObject({ documents: count(fits) });
  });

  test("What share of complaints are from CA?", async () => {
    const { text, query } = await answerTo("What share of complaints are from CA?");
    const documents = count(({ State }) => State === "CA");
    expect(query).toMatchObject({ filter: 'documents whose State is "CA"', documents });
    expect(text).toContain(`${((documents / rows.length) * 100).toFixed(1)} %`);
  });

  test.each<[question: string, column: string, fits?: (row: Row) => boolean]>([
    ["Which company has the most complaints?", "Company"],
    ["Which state has the most complaints about fees?", "State", isAboutFees],
    ["What is the most common issue?", "Issue"],
    ["Which sub-product has the most complaints in July 2023?", "Sub-product", (row) => month(row) === "07"],
  ])("%s", async (question, column, fits) => {
    const { text, query } = await answerTo(question);
    const [first] = mostOf(column, fits);
    expect(query.groups[0]).toEqual({ name: first!.name, documents: first!.length });
    expect(text).toContain(first!.name);
  });

  test("How many different companies are there?", async () => {
    const { text } = await answerTo("How many different companies are there?");
    expect(text).toContain(` ${mostOf("Company").length} `);
  });

  test("How many complaints are there per month?", async () => {
    const { query } = await answerTo("How many complaints are there per month?");
    const months = Map.groupBy(rows, (row) => `2023-${month(row)}`);
    expect(Object.fromEntries(query.groups.map(({ name, documents }) => [name, documents]))).toEqual(
      Object.fromEntries([...months].map(([name, { length }]) => [name, length])),
    );
  });

  test("Which languages are there?", async () => {
    const { query } = await answerTo("Which languages are there?");
    expect(query.groups.find(({ name }) => name === "en")?.documents).toBeGreaterThan(rows.length * 0.99);
  });

  test("What is the earliest date? And the latest, the date range?", async () => {
    const days = rows
      .map((row) => row["Date received"]!.replace(/(\d\d)\/(\d\d)\/(\d\d)/, "20$3-$1-$2"))
      .sort();
    expect((await answerTo("What is the earliest date?")).text).toContain(days[0]);
    expect((await answerTo("When was the last complaint received?")).text).toContain(days.at(-1));
    const { text } = await answerTo("What is the date range of the complaints?");
    expect(text).toContain(`${days[0]} to ${days.at(-1)}`);
  });
});
