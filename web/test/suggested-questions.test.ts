import type { InsightList } from "toposcope/insight-contract";
import { expect, test } from "vitest";
import { suggestedQuestions } from "../src/suggested-questions.ts";

type Insight = InsightList["insights"][number];

const insight = (size: number, questions: readonly string[], titles: readonly string[]): Insight =>
  ({
    size,
    insight: { questions, themes: titles.map((title) => ({ title, text: "", chunks: [] })) },
  }) as unknown as Insight;

test("of the largest topics the shortest questions that name their themes come, no more than wanted, and none twice", () => {
  const insights = [
    insight(5, ["What of ships?"], ["ships"]),
    insight(9, ["So, who will lead us?", "Shall tariffs ever fall?", "What of tariffs?"], ["tariffs"]),
    insight(7, ["What of tariffs?"], ["tariffs"]),
    insight(6, ["Where shall we go?"], ["lands"]),
    insight(1, ["What of mail?"], ["mail"]),
  ];
  expect(suggestedQuestions({ insights })).toEqual([
    "What of tariffs?",
    "Where shall we go?",
    "What of ships?",
  ]);
});

test("where topics say nothing, nothing is suggested", () => {
  const silent = { size: 3, insight: null } as unknown as Insight;
  expect(suggestedQuestions({ insights: [silent, insight(2, [], [])] })).toEqual([]);
});
