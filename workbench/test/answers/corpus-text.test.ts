import { describe, expect, test } from "vitest";
import { type CorpusLanguage, corpusPhrases } from "../../src/answers/corpus-phrases.ts";
import type { CorpusQuestion } from "../../src/answers/corpus-questions.ts";
import { type CorpusFacts, corpusText } from "../../src/answers/corpus-text.ts";

const facts: CorpusFacts = {
  documents: 1_234,
  all: 5_000,
  groups: [
    { name: "de", documents: 7 },
    { name: "es", documents: 7 },
    { name: "fr", documents: 2 },
  ],
  earliest: "2023-01-02",
  latest: "2024-03-04",
};
const none: CorpusFacts = { documents: 0, all: 0, groups: [], earliest: null, latest: null };
const dated = [{ kind: "date", from: "2023-05-01", to: "2023-05-31" }] as const;
const by = { kind: "language" } as const;

const said = (language: CorpusLanguage, known = facts) => {
  const filters: CorpusQuestion["filters"] = [];
  const questions: CorpusQuestion[] = [
    { ask: "count", filters, language },
    { ask: "share", of: [], filters: dated, language },
    { ask: "dates", filters, language },
    { ask: "latest", filters: dated, language },
    { ask: "most", by, filters, language },
    { ask: "least", by: { kind: "topic" }, filters, language },
    { ask: "each", by, filters: [{ kind: "language", language: "de" }], language },
    { ask: "distinct", by: { kind: "column", column: "State" }, filters, language },
  ];
  return questions.map((question) => corpusText(question, known));
};

describe("an answer to a question about the corpus is a sentence of the question's language", () => {
  test("in English", () => {
    expect(said("en")).toEqual([
      "There are 1,234 documents.",
      "24.7 % (1,234 of 5,000): documents dated from 2023-05-01 to 2023-05-31.",
      "The dates go from 2023-01-02 to 2024-03-04.",
      "The latest date is 2024-03-04 among documents dated from 2023-05-01 to 2023-05-31.",
      "German, Spanish: 7 documents each.",
      "fr: 2 documents.",
      "German: 7; Spanish: 7; French: 2 among documents in German.",
      "There are 3 different values of State.",
    ]);
  });

  test("in German", () => {
    expect(said("de")).toEqual([
      "Es gibt 1.234 Dokumente.",
      "24,7 % (1.234 von 5.000): Dokumente von 2023-05-01 bis 2023-05-31.",
      "Die Daten reichen von 2023-01-02 bis 2024-03-04.",
      "Das späteste Datum ist 2024-03-04 (Dokumente von 2023-05-01 bis 2023-05-31).",
      "Deutsch, Spanisch: je 7 Dokumente.",
      "fr: 2 Dokumente.",
      "Deutsch: 7; Spanisch: 7; Französisch: 2 (Dokumente auf Deutsch).",
      "Es gibt 3 verschiedene Werte von State.",
    ]);
  });

  test("in French", () => {
    expect(said("fr").slice(2)).toEqual([
      "Les dates vont du 2023-01-02 au 2024-03-04.",
      "La dernière date est le 2024-03-04 (documents du 2023-05-01 au 2023-05-31).",
      "allemand, espagnol : 7 documents chacun.",
      "fr : 2 documents.",
      "allemand: 7; espagnol: 7; français: 2 (documents en allemand).",
      "Il y a 3 valeurs différentes de State.",
    ]);
  });

  test("in Spanish", () => {
    expect(said("es").slice(2)).toEqual([
      "Las fechas van de 2023-01-02 a 2024-03-04.",
      "La última fecha es 2024-03-04 (documentos de 2023-05-01 a 2023-05-31).",
      "alemán, español: 7 documentos cada uno.",
      "fr: 2 documentos.",
      "alemán: 7; español: 7; francés: 2 (documentos en alemán).",
      "Hay 3 valores distintos de State.",
    ]);
  });

  test.each(Object.keys(corpusPhrases) as CorpusLanguage[])("also where there is nothing: %s", (language) => {
    for (const sentence of said(language, none)) expect(sentence).toMatch(/^[^{}]+[^.{}]\.$/);
  });
});
