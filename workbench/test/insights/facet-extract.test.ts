import { expect, test } from "vitest";
import { extract } from "../../src/insights/facet-extract.ts";
import { datesIn, numbersIn } from "../../src/insights/facet-patterns.ts";
import { questionOf, readText } from "../../src/insights/facet-question.ts";
import { isFound } from "../../src/insights/facet-value.ts";
import type { FacetSpec } from "../../src/model.ts";

function answerTo(spec: FacetSpec, text: string) {
  const found = extract(questionOf({ name: "x", spec }), readText(text, "en"));
  if (!isFound(found)) return { ...found, evidence: undefined };
  return { ...found, evidence: found.evidence && text.slice(...found.evidence) };
}

test("dates are read in their usual forms; those that may be two days are left out", () => {
  const values = (text: string) => datesIn(text).map(({ value }) => value);
  expect(values("On 2024-03-05 and on 7 March 2024, then March 9th, 2024.")).toEqual([
    "2024-03-05",
    "2024-03-07",
    "2024-03-09",
  ]);
  expect(values("From 31.12.2020 to 25/12/2021, not 05/06/2021.")).toEqual(["2020-12-31", "2021-12-25"]);
  expect(values("In June 2019.")).toEqual(["2019-06-01"]);
  expect(values("No 2024-02-30 and no 99 March 2024.")).not.toContain("2024-02-30");
});

test("numbers are read with their separators; parts of words and dates are none", () => {
  const values = (text: string) => numbersIn(text).map(({ value }) => value);
  expect(values("It cost $1,250.50, then 30 more.")).toEqual([1250.5, 30]);
  expect(values("On 2024-03-05 the A380 and 4x4 came")).toEqual([]);
});

test("the number beside the question's words is taken, within its range", () => {
  const text = "I waited 45 minutes. They charged a fee of $39 on my account. I am 50 years old.";
  const fee = { type: "number", question: "How large is the fee that was charged?" } as const;
  expect(answerTo(fee, text)).toMatchObject({ value: 39, evidence: "39" });
  expect(answerTo({ ...fee, most: 20 }, text)).toMatchObject({ reason: expect.any(String) });
});

test("the date beside the question's words is taken", () => {
  const text = "Signed on 3 May 2023. This agreement ends on 31 December 2025.";
  expect(answerTo({ type: "date", question: "When does the agreement end?" }, text)).toMatchObject({
    value: "2025-12-31",
    evidence: "31 December 2025",
  });
});

test("a yes or no rests on a sentence about it, and on whether that denies", () => {
  const spec = { type: "yes-no", question: "Does the agreement renew automatically?" } as const;
  expect(answerTo(spec, "The agreement will renew automatically each year.")).toMatchObject({ value: "yes" });
  expect(answerTo(spec, "The agreement does not renew automatically.")).toMatchObject({ value: "no" });
  expect(answerTo(spec, "The weather was fine.")).toMatchObject({ reason: expect.any(String) });
});

test("a category is told by the words of its values, with the sentence that shows it", () => {
  const spec = {
    type: "category",
    question: "Which product?",
    choices: [
      { name: "mortgage", description: "home loan, foreclosure, escrow" },
      { name: "credit card", description: "purchase, balance" },
    ],
  } as const;
  const text = "Hello. They put my home into foreclosure and kept the escrow.";
  expect(answerTo(spec, text)).toMatchObject({
    value: "mortgage",
    evidence: expect.stringContaining("escrow"),
  });
  expect(answerTo(spec, "Nothing of that kind.")).toMatchObject({ reason: expect.any(String) });
});

test("a list takes the values that stand in the text, or the phrases of what it is about", () => {
  const choices = [{ name: "fever" }, { name: "cough" }, { name: "rash" }];
  expect(
    answerTo({ type: "list", question: "Which symptoms?", choices }, "A cough, with fever."),
  ).toMatchObject({
    value: ["fever", "cough"],
  });
  const found = answerTo(
    { type: "list", question: "Which medications are taken?" },
    "The patient sleeps badly. Medications: aspirin and ibuprofen.",
  );
  expect(found).toMatchObject({ value: expect.arrayContaining(["aspirin", "ibuprofen"]) });
});

test("a text is the sentence that the question is about, and an empty text answers nothing", () => {
  const spec = { type: "text", question: "Which limitation do the authors name?" } as const;
  const text = "We train a model. A limitation is the small sample. Results are good.";
  expect(answerTo(spec, text)).toMatchObject({ value: "A limitation is the small sample." });
  expect(answerTo(spec, "  ")).toEqual({ reason: "there is no text", evidence: undefined });
});
