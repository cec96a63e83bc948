import { expect, test } from "vitest";
import { checkSentences, citedSentences } from "../../src/answers/cite.ts";
import { supportOf } from "../../src/answers/support.ts";

const passage =
  "In 1973 the embargo of OAPEC raised the price of oil from US$3 to nearly $12 a barrel. Inflation was not the cause. Denmark banned driving on Sundays.";
const check = (sentence: string, similarity?: number) =>
  supportOf(sentence, [{ text: passage, language: "en" }], similarity);

test.each([
  ["The embargo raised the price of oil from $3 to nearly $12 in 1973.", "full"],
  ["Denmark banned driving on Sundays.", "full"],
  ["In 1974 the embargo raised the price of oil to $15.", "none"],
  ["In 1973 the embargo of OAPEC raised the price of oil to $15.", "partial"],
  ["Norway banned driving on Sundays, says Denmark.", "partial"],
  ["Inflation was the cause of the embargo.", "partial"],
  ["Kangaroos live in Australian deserts.", "none"],
])("%s", (sentence, support) => {
  expect(check(sentence)).toBe(support);
});

test("a sentence that means the same in other words is borne out in part at least", () => {
  const sentence = "Sunday motoring became illegal for drivers there.";
  expect(check(sentence)).toBe("none");
  expect(check(sentence, 0.8)).toBe("partial");
});

test("what states nothing needs no passage, and what cites nothing has none", () => {
  expect(supportOf("Yes.", [])).toBeNull();
  expect(supportOf("The price of oil rose to nearly $12.", [])).toBe("none");
});

test("a citation belongs to the words before it", () => {
  const citation = (id: string) => ({ type: "citation" as const, citation: { id } as never });
  const text = (written: string) => ({ type: "text" as const, text: written });
  const parts = [
    text("Prices rose "),
    citation("D1-C1"),
    text(". Denmark banned driving. "),
    citation("D1-C2"),
    citation("D2-C1"),
    text(" Nobody knows why."),
  ];
  expect(citedSentences(parts)).toEqual([
    { text: "Prices rose.", ids: ["D1-C1"] },
    { text: "Denmark banned driving.", ids: ["D1-C2", "D2-C1"] },
    { text: "Nobody knows why.", ids: [] },
  ]);
  expect(checkSentences([{ text: "The oil price doubled within months.", ids: [] }], [])[0]?.support).toBe(
    "none",
  );
});
