import fc from "fast-check";
import { expect, test } from "vitest";
import { facetDefinition, facetWhere } from "../../src/facet-contract.ts";
import { group } from "../../src/insights/facet-groups.ts";
import { placeOf } from "../../src/insights/facet-merge.ts";
import { stretches, together } from "../../src/insights/facet-prompt.ts";
import { facetTemplates } from "../../src/insights/facet-templates.ts";
import { fit, numberOf } from "../../src/insights/facet-value.ts";
import { sentiment } from "../../src/insights/sentiment.ts";
import { spokenText } from "../../src/insights/spoken-text.ts";

test.each([
  ["1,250.00", 1250],
  ["1.250,50", 1250.5],
  ["12", 12],
  ["3,5", 3.5],
  ["1,500", 1500],
  ["1 200", 1200],
  ["-7", -7],
])("the number %s is %d", (text, number) => {
  expect(numberOf(text)).toBe(number);
});

test("an answer that does not fit its type is none, with a reason", () => {
  const rating = { type: "number", least: 1, most: 5 } as const;
  expect(fit(rating, "4")).toBe(4);
  expect(fit(rating, 9)).toEqual({ reason: "9 is not from 1 to 5" });
  expect(fit(rating, "many")).toMatchObject({ reason: expect.stringContaining("no number") });
  const mood = { type: "category", choices: [{ name: "Good" }, { name: "Bad" }] } as const;
  expect(fit(mood, " good ")).toBe("Good");
  expect(fit(mood, "fair")).toMatchObject({ reason: expect.stringContaining("none of the values") });
  expect(fit({ type: "date" }, "2024-02-30")).toMatchObject({ reason: expect.stringContaining("no date") });
  expect(fit({ type: "date" }, "2024-02-29T10:00:00Z")).toBe("2024-02-29");
  expect(fit({ type: "yes-no" }, true)).toBe("yes");
  expect(fit({ type: "yes-no" }, "perhaps")).toMatchObject({ reason: expect.any(String) });
  expect(fit({ type: "list" }, ["a", "A", "b"])).toEqual(["A", "b"]);
  expect(fit({ type: "text" }, null)).toMatchObject({ reason: "the text does not say" });
});

test("the facets of every template can be added", () => {
  for (const { facets } of facetTemplates)
    for (const facet of facets) expect(facetDefinition.safeParse(facet).error).toBeUndefined();
});

test("a facet whose parts do not go together is refused", () => {
  const refuses = (facet: object) =>
    expect(facetDefinition.safeParse({ name: "x", ...facet }).success).toBe(false);
  refuses({ type: "text" });
  refuses({ type: "category", question: "Which?" });
  refuses({ type: "number", question: "How many?", least: 5, most: 1 });
  refuses({ type: "text", computed: "words" });
  refuses({ type: "text", computed: "column" });
  refuses({ type: "category", question: "Which?", choices: [{ name: "a" }, { name: "A" }] });
});

test("a condition is a facet, a comparison and a value, which may hold anything", () => {
  expect(facetWhere.parse("words>=100")).toEqual({ facet: "words", comparison: ">=", value: "100" });
  expect(facetWhere.parse("main topic = a>b; c")).toEqual({
    facet: "main topic",
    comparison: "=",
    value: "a>b; c",
  });
  expect(facetWhere.parse("amount!=")).toEqual({ facet: "amount", comparison: "!=", value: "" });
  expect(facetWhere.safeParse("nothing").success).toBe(false);
});

test("stretches of a long text cover all of it, and a short text is one", () => {
  fc.assert(
    fc.property(fc.array(fc.lorem({ maxCount: 8 }), { maxLength: 600 }), (sentences) => {
      const text = sentences.join(" ");
      const cut = stretches(text);
      let covered = 0;
      for (const { text: part, offset } of cut) {
        expect(offset).toBeLessThanOrEqual(covered);
        expect(text.slice(offset, offset + part.length)).toBe(part);
        covered = offset + part.length;
      }
      expect(covered).toBe(text.length);
    }),
    { numRuns: 30 },
  );
});

test("short documents are asked together, each once", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9_000), { maxLength: 60 }), (lengths) => {
      const passages = lengths.map((length, document) => ({
        document,
        title: "",
        text: "x".repeat(length),
        offset: 0,
      }));
      const facet = { id: 1, name: "a", description: "", spec: { type: "text", question: "What?" } as const };
      const calls = together([facet], passages);
      expect(calls.flatMap((call) => call.passages.map(({ document }) => document))).toEqual(
        passages.map(({ document }) => document),
      );
    }),
  );
});

test("every number is in exactly one group, and the groups' conditions say which", () => {
  const facet = { name: "n", spec: { type: "number" } as const };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 1, maxLength: 80 }),
      (numbers) => {
        const values = numbers.map((number, document) => ({ document, entries: [String(number)], number }));
        const { groups, groupsOf } = group(facet, values);
        expect(groups.reduce((sum, { documents }) => sum + documents, 0)).toBe(numbers.length);
        expect(groups.length).toBeLessThanOrEqual(30);
        for (const value of values) {
          const [at] = groupsOf(value);
          for (const condition of groups[at!]!.where) {
            const { comparison, value: edge } = facetWhere.parse(condition);
            if (comparison === ">=") expect(value.number).toBeGreaterThanOrEqual(Number(edge));
            else expect(value.number).toBeLessThan(Number(edge));
          }
        }
      },
    ),
  );
});

test("dates fall into days, months or years, whichever are few", () => {
  const facet = { name: "d", spec: { type: "date" } as const };
  const groupsOf = (...days: string[]) =>
    group(
      facet,
      days.map((day, document) => ({ document, entries: [day], number: Date.parse(day) })),
    ).groups.map(({ label, documents }) => [label, documents]);
  expect(groupsOf("2024-03-01", "2024-03-03")).toEqual([
    ["2024-03-01", 1],
    ["2024-03-02", 0],
    ["2024-03-03", 1],
  ]);
  expect(groupsOf("2024-01-15", "2024-03-03")).toEqual([
    ["2024-01", 1],
    ["2024-02", 0],
    ["2024-03", 1],
  ]);
  expect(groupsOf("2019-01-15", "2023-03-03", "2023-05-05").at(-1)).toEqual(["2023", 2]);
});

test("a quote is found whatever its white space, and an invented one is not", () => {
  const text = "One.\nTwo  words here.";
  const [start, end] = placeOf("two words", text)!;
  expect(text.slice(start, end)).toBe("Two  words");
  expect(placeOf("three words", text)).toBeNull();
  expect(placeOf("", text)).toBeNull();
});

test("what one role says is asked alone, and its places are those in the document", () => {
  const whole = "user: Help me.\nagent: How?\nuser: Quickly.";
  const spoken = spokenText(whole, [
    { start: 6, end: 14 },
    { start: 33, end: 41 },
  ]);
  expect(spoken.text).toBe("Help me.\nQuickly.\n");
  const start = spoken.text.indexOf("Quickly");
  expect(spoken.placeOf([start, start + 7])).toEqual([33, 40]);
  expect(spoken.placeOf([2, 12])).toBeNull();
});

test.each([
  ["The staff were wonderful and very helpful, I love this bank.", "positive"],
  ["Terrible service. They lied to me and ruined my credit.", "negative"],
  ["The office opens at nine and closes at five.", "neutral"],
  ["It is not good, and they never helped.", "negative"],
])("%s is %s", (text, label) => {
  expect(sentiment(text).label).toBe(label);
});
