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
  }, 300_000);

  async function answerTo(question: string, after?: number): Promise<CorpusAnswer> {
    const events = await ask(app.context, { project: "complaints", question, after });
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

  test.each<[question: string, fits: (row: Row) => boolean]>([
    ["Wie viele Dokumente gibt es?", () => true],
    ["Wie viele Beschwerden gingen im Mai 2023 ein?", (row) => month(row) === "05"],
    ["Wie viele Beschwerden kommen aus TX?", (row) => row.State === "TX"],
    [
      "Wie viele Beschwerden aus CA gab es zwischen Januar 2023 und Februar 2023?",
      (row) => row.State === "CA" && Number(month(row)) <= 2,
    ],
    [
      "Bei wie vielen Beschwerden seit Juni 2023 geht es um „Payday loan“?",
      (row) => row["Sub-product"] === "Payday loan" && Number(month(row)) >= 6,
    ],
    ["Wie viele Beschwerden sind vom 3. Mai 2023?", (row) => row["Date received"] === "05/03/23"],
    ["Combien de documents y a-t-il ?", () => true],
    ["Combien de plaintes ont été reçues en mai 2023 ?", (row) => month(row) === "05"],
    ["Combien de plaintes viennent du TX ?", (row) => row.State === "TX"],
    [
      "Combien de plaintes concernant « fees » y a-t-il depuis juin 2023 ?",
      (row) => isAboutFees(row) && Number(month(row)) >= 6,
    ],
    ["¿Cuántos documentos hay?", () => true],
    ["¿Cuántas quejas se recibieron en mayo de 2023?", (row) => month(row) === "05"],
    [
      "¿Cuántas quejas vienen de CA antes de febrero de 2023?",
      (row) => row.State === "CA" && month(row) === "01",
    ],
    ["¿Cuántas quejas tratan de un title loan?", (row) => row["Sub-product"] === "Title loan"],
  ])("%s", async (question, fits) => {
    expect((await answerTo(question)).query).toMatchObject({ documents: count(fits) });
  });

  test.each<[question: string, column: string]>([
    ["Welche Firma hat die meisten Beschwerden?", "Company"],
    ["Was ist das häufigste Anliegen?", "Issue"],
    ["Quel État a le plus de plaintes ?", "State"],
    ["Quelle est l'entreprise la plus fréquente ?", "Company"],
    ["¿Qué empresa tiene más quejas?", "Company"],
  ])("%s", async (question, column) => {
    const [first] = mostOf(column);
    expect((await answerTo(question)).query.groups[0]).toEqual({
      name: first!.name,
      documents: first!.length,
    });
  });

  test.each([
    "Wie viele verschiedene Firmen gibt es?",
    "Combien d'entreprises différentes y a-t-il ?",
    "¿Cuántas empresas distintas hay?",
  ])("%s", async (question) => {
    expect((await answerTo(question)).text).toContain(` ${mostOf("Company").length} `);
  });

  test.each([
    "Wie viele Beschwerden gibt es pro Monat?",
    "Combien de plaintes y a-t-il par mois ?",
    "¿Cuántas quejas hay por mes?",
  ])("%s", async (question) => {
    const { groups } = (await answerTo(question)).query;
    const months = Map.groupBy(rows, (row) => `2023-${month(row)}`);
    expect(new Map(groups.map(({ name, documents }) => [name, documents]))).toEqual(
      new Map([...months].map(([name, { length }]) => [name, length])),
    );
  });

  test("Was ist das früheste Datum? Quelle est la date la plus récente ? ¿Cuándo se recibió la última queja?", async () => {
    const days = rows
      .map((row) => row["Date received"]!.replace(/(\d\d)\/(\d\d)\/(\d\d)/, "20$3-$1-$2"))
      .sort();
    expect((await answerTo("Was ist das früheste Datum?")).text).toContain(days[0]);
    expect((await answerTo("Quelle est la date la plus récente ?")).text).toContain(days.at(-1));
    expect((await answerTo("¿Cuándo se recibió la última queja?")).text).toContain(days.at(-1));
  });

  const isFrom = (state: string) => (row: Row) => row.State === state;
  const isOf = (wanted: string) => (row: Row) => month(row) === wanted;
  const all =
    (...fits: readonly ((row: Row) => boolean)[]) =>
    (row: Row) =>
      fits.every((fit) => fit(row));

  test.each<[name: string, thread: readonly [question: string, fits: (row: Row) => boolean][]]>([
    [
      "another time, then another place",
      [
        ["How many complaints in May 2023 are about fees?", all(isOf("05"), isAboutFees)],
        ["And in June 2023?", all(isOf("06"), isAboutFees)],
        ["And from CA?", all(isOf("06"), isAboutFees, isFrom("CA"))],
        ["What about TX?", all(isOf("06"), isAboutFees, isFrom("TX"))],
        [
          "And about a title loan?",
          all(isOf("06"), (row) => row["Sub-product"] === "Title loan", isFrom("TX")),
        ],
      ],
    ],
    [
      "narrowing, and a question that stands by itself",
      [
        ["How many complaints are from TX?", isFrom("TX")],
        ["How many of them are about fees?", all(isFrom("TX"), isAboutFees)],
        ["How many in May 2023?", all(isFrom("TX"), isAboutFees, isOf("05"))],
        ["How many complaints were received in May 2023?", isOf("05")],
      ],
    ],
    [
      "auf Deutsch",
      [
        ["Wie viele Beschwerden kommen aus TX?", isFrom("TX")],
        ["Und im Mai 2023?", all(isFrom("TX"), isOf("05"))],
        ["Wie viele davon betreffen fees?", all(isFrom("TX"), isOf("05"), isAboutFees)],
      ],
    ],
    [
      "en français",
      [
        ["Combien de plaintes viennent du TX ?", isFrom("TX")],
        ["Et en mai 2023 ?", all(isFrom("TX"), isOf("05"))],
        ["Combien d'entre elles concernent « fees » ?", all(isFrom("TX"), isOf("05"), isAboutFees)],
      ],
    ],
    [
      "en español",
      [
        ["¿Cuántas quejas vienen de TX?", isFrom("TX")],
        ["¿Y en mayo de 2023?", all(isFrom("TX"), isOf("05"))],
        ["¿Cuántas de ellas tratan de fees?", all(isFrom("TX"), isOf("05"), isAboutFees)],
      ],
    ],
  ])("a follow-up to a count is counted: %s", async (_, thread) => {
    let after: number | undefined;
    for (const [question, fits] of thread) {
      const { id, query } = await answerTo(question, after);
      expect({ question, documents: query.documents }).toEqual({ question, documents: count(fits) });
      after = id;
    }
  });

  test("shares, months and the most frequent of what was counted", async () => {
    const texan = await answerTo("How many complaints are from TX?");
    const share = await answerTo("What share of them are about fees?", texan.id);
    const whole = count(isFrom("TX"));
    const some = count(all(isFrom("TX"), isAboutFees));
    expect(share.text).toContain(`${((some / whole) * 100).toFixed(1)} % (${some} of ${whole})`);
    expect(share.asked).toContain('State is "TX"');
    const months = await answerTo("And per month?", texan.id);
    expect(months.query.groups.reduce((sum, { documents }) => sum + documents, 0)).toBe(whole);
    const company = await answerTo("Which company has the most of them?", texan.id);
    const [first] = mostOf("Company", isFrom("TX"));
    expect(company.query.groups[0]).toEqual({ name: first!.name, documents: first!.length });
  });

  test("a question about what documents say is no count, even behind one", async () => {
    const texan = await answerTo("How many complaints are from TX?");
    await expect(answerTo("And why?", texan.id)).rejects.toThrow("And why?");
    await expect(answerTo("Why do borrowers complain about title loans?", texan.id)).rejects.toThrow("Why");
  });

  test.each<[question: string, said: (documents: string) => string]>([
    [
      "How many complaints are from TX?",
      (documents) => `${documents} documents are counted: documents whose State is "TX".`,
    ],
    [
      "Wie viele Beschwerden kommen aus TX?",
      (documents) => `${documents} Dokumente sind gezählt: Dokumente mit "TX" als State.`,
    ],
    [
      "Combien de plaintes viennent du TX ?",
      (documents) => `Au compte, ${documents} documents : documents avec State "TX".`,
    ],
    [
      "¿Cuántas quejas vienen de TX?",
      (documents) => `Se cuentan ${documents} documentos: documentos con "TX" como State.`,
    ],
  ])("is answered in the language in which it was put: %s", async (question, said) => {
    expect((await answerTo(question)).text).toBe(said(String(count(isFrom("TX")))));
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

  test.each([
    "Which languages are covered?",
    "What languages are the complaints in?",
    "List the languages.",
    "Quelles sont les langues ?",
  ])("%s", async (question) => {
    const { query } = await answerTo(question);
    expect(query.groups[0]?.name).toBe("en");
    expect(query.groups.reduce((sum, { documents }) => sum + documents, 0)).toBe(rows.length);
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
