import type { InsightList } from "toposcope/insight-contract";

/**
 * Questions to begin with: of each of the largest topics the shortest one that names its first theme, or its first one.
 *
 * @param most how many
 */
export function suggestedQuestions({ insights }: Pick<InsightList, "insights">, most = 3): string[] {
  const found = insights
    .toSorted((a, b) => b.size - a.size)
    .flatMap(({ insight }) => {
      const { questions = [], themes = [] } = insight ?? {};
      const naming = questions.filter((question) => themes[0] && question.includes(themes[0].title));
      return naming.toSorted((a, b) => a.length - b.length)[0] ?? questions[0] ?? [];
    });
  return [...new Set(found)].slice(0, most);
}
