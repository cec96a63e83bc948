import fc from "fast-check";
import { expect, test } from "vitest";
import { porterStem } from "../../src/text/porter-stem.ts";

test("forms of a word and words derived from it have one stem", () => {
  const families = [
    ["connect", "connected", "connecting", "connection", "connections"],
    ["probability", "probabilities"],
    ["generously", "generous"],
    ["hope", "hoping", "hoped"],
    ["hop", "hopping", "hops"],
    ["happy", "happiness"],
    ["nation", "national", "nationally"],
    ["cry", "cries", "cried"],
  ];
  for (const family of families) expect(new Set(family.map(porterStem)).size, family.join()).toBe(1);
});

test("words of Snowball's own list have the stems it gives", () => {
  const stems = {
    consignment: "consign",
    consistency: "consist",
    consolation: "consol",
    conspicuous: "conspicu",
    kneeling: "kneel",
    knightly: "knight",
    knitting: "knit",
    knives: "knive",
    news: "news",
    skies: "sky",
    dying: "die",
    succeed: "succeed",
    agreed: "agre",
    gas: "gas",
    this: "this",
    kiwis: "kiwi",
    ties: "tie",
    controlling: "control",
    university: "univers",
    communication: "communic",
    yellowing: "yellow",
  };
  for (const [word, stem] of Object.entries(stems)) expect(porterStem(word), word).toBe(stem);
});

test("a stem is never longer than its word and a letter, and never empty", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z']{1,15}$/), (word) => {
      const stem = porterStem(word);
      expect(stem).not.toBe("");
      expect(stem.length).toBeLessThanOrEqual(word.length + 1);
    }),
  );
});
