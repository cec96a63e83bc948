import { describe, expect, test } from "vitest";
import { quality, qualityScore, whyUnusable } from "../../src/corpus/quality.ts";
import { type QualityFlag, qualityFlags } from "../../src/model.ts";

const sound =
  "I opened an account in May and was promised a card within two weeks. It never came, and when I called the bank nobody could say where it was. What shall I do now?";
const flagsOf = (text: string) => quality(text).flags.map(({ flag }) => flag);

test("a sound text has no flags and the full score", () => {
  expect(quality(sound)).toEqual({ score: 1, flags: [] });
});

test.each<[QualityFlag, string]>([
  ["html-tags", `<p>${sound}<br/></p>`],
  ["html-tags", `${sound} Fish &amp; chips`],
  ["mojibake", "It is called â€œa cardâ€\u009d and costs 5 â‚¬ in every shop of the town"],
  ["mojibake", "El niÃ±o estÃ¡ en el jardÃ\u00adn con su abuela"],
  ["mojibake", "Ð\u009fÑ€Ð¸Ð²ÐµÑ‚ Ð\u009cÐ¸Ñ€ and more of it"],
  ["replacement-characters", `${sound} caf\ufffd`],
  ["control-characters", `${sound} \u0007`],
  ["control-characters", `${sound} \ud800`],
  ["formula", '=HYPERLINK("http://example.com","click")'],
  ["formula", "@SUM(A1:A9) plus the rest of it"],
  ["formula", "+cmd|' /C calc'!A0"],
  ["repetitive", `${sound} `.repeat(40)],
  ["repetitive", "漢字仮名交じり文です。".repeat(40)],
  ["too-short", "Lost card"],
  ["mostly-symbols", "12 34 56 -- 78/90 (11) 22,33 abc 44.55 66 77 88"],
])("%s is found in %j", (flag, text) => {
  expect(flagsOf(text)).toContain(flag);
});

test.each([
  ["a heading in wiki markup", `== Accounts ==\n${sound}`],
  ["a list item", `- ${sound}`],
  ["agreement", `+1 for this. ${sound}`],
  ["a comparison", `if a < b and b > c then ${sound}`],
  [
    "letters with accents",
    "À l'été, où est-il passé ? « ÉTÉ » à la plage, c'était très agréable là-bas, naïve Zoë.",
  ],
  ["Portuguese capitals", "A SITUAÇÃO É GRAVE: NÃO HÁ PÃO, DIZ O POVO DE SÃO JOÃO. “AMANHÃ”, disse ele."],
  ["a toll-free number", `${sound} Call 1-800-555-0199.`],
  ["amounts, dates and ids", `${sound} I paid $1,234.56 on 2023-08-16, reference 4111222233334444.`],
  ["Chinese", "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"],
  ["a short question", "Where is it?"],
])("%s raises no alarm", (_, text) => {
  expect(flagsOf(text)).toEqual([]);
});

describe("personal data", () => {
  test.each([
    ["e-mail address", "write to jane.doe@example.com please"],
    ["phone number", "call me: +1 (555) 010-0199, any time"],
    ["phone number", "call me at (212) 555-0142 any time"],
    ["phone number", "ruf an: +49 30 1234567 am Abend"],
    ["social security number", "my SSN is 000-12-3456 as you know"],
    ["card number", "I paid with 4111 1111 1111 1111 last week"],
    ["IBAN", "send it to DE89 3704 0044 0532 0130 00 today"],
  ])("of the kind %s is found, counted and not repeated", (kind, text) => {
    const [flag] = quality(text).flags;
    expect(flag).toEqual({ flag: "personal-data", detail: `${kind} (1)` });
  });

  test("is told from numbers that fail their check digits", () => {
    const text = "order 4111 1111 1111 1112 for account DE89 3704 0044 0532 0130 01 of ours";
    expect(flagsOf(text)).not.toContain("personal-data");
  });
});

test("a text is very long when it is far longer than the others", () => {
  const long = Array.from({ length: 5_000 }, (_, i) => `word${i}`).join(" ");
  const flags = (medianCharacters: number) => quality(long, { corpus: { medianCharacters } }).flags;
  expect(flags(500)).toMatchObject([{ flag: "very-long" }]);
  expect(flags(10_000)).toEqual([]);
});

test("what the reader noticed stays, and is not noticed again", () => {
  const found = [{ flag: "replacement-characters", detail: "3 characters" }] as const;
  expect(quality(`${sound}\ufffd`, { found }).flags).toEqual(found);
});

test("every flag leaves a score between 0 and 1, and two leave less than one", () => {
  for (const flag of Object.keys(qualityFlags) as QualityFlag[]) {
    const score = qualityScore([{ flag }]);
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(1);
    expect(qualityScore([{ flag }, { flag: "formula" }])).toBeLessThan(score);
  }
});

test("hostile texts are looked over in linear time: a quadratic look would never end", () => {
  for (const piece of ["<p ", "a@", "1-", "4 ", "DE89 ", "â€", "(((", "word ", "\u2064", "x."]) {
    const { score } = quality(piece.repeat(1_000_000 / piece.length));
    expect(score, piece).toBeGreaterThan(0);
  }
});

test.each([
  "",
  " \n\t ",
  "\u2064",
  "\u200b\ufeff",
  "N/A",
  "n/a.",
  "None",
  "null",
  "-",
  "--",
  "…",
  "?!",
  "test",
  "[deleted]",
])("%j cannot be used", (text) => {
  expect(whyUnusable(text)).toBeDefined();
});

test.each(["1", "-2", "=1+1", "ok", "好", "👍", "none of them came back", "a test of the card"])(
  "%j can be used",
  (text) => {
    expect(whyUnusable(text)).toBeUndefined();
  },
);
