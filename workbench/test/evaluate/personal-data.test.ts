import { expect, test } from "vitest";
import { evaluatePersonalData } from "../../evaluate/personal-data.ts";

test("of the personal data in 2,000 generated texts at least 99 in 100 are found, and 95 of 100 finds are some", () => {
  for (const seed of [0, 1, 2]) {
    const [all] = evaluatePersonalData({ seed });
    expect(all?.planted).toBeGreaterThan(2_500);
    expect(all?.recall).toBeGreaterThanOrEqual(0.99);
    expect(all?.precision).toBeGreaterThanOrEqual(0.95);
  }
});

test("no kind of personal data is found worse than the others", () => {
  for (const { kind, recall, precision } of evaluatePersonalData()) {
    expect(recall, kind).toBeGreaterThanOrEqual(0.98);
    expect(precision, kind).toBeGreaterThanOrEqual(0.95);
  }
});
