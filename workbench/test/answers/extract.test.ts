import { expect, test } from "vitest";
import { likelySentences } from "../../src/answers/extract.ts";
import { scoreSentences } from "../../src/answers/sentence-scores.ts";
import type { SearchHit } from "../../src/search-contract.ts";

const passage = (text: string) =>
  ({ text, title: "", headingPath: [], language: "en", score: 1 }) as unknown as SearchHit;

test("a heading answers nothing: what stands below it does", () => {
  const text = "PANAMA CANAL\n\nThe ships passing through the canal were 5,475.\n\nMore ships are expected.";
  const hits = [passage(text)];
  const scored = scoreSentences("What was said about the Panama Canal?", hits);
  const [best] = likelySentences(scored, hits);
  expect(text.slice(best!.span.start, best!.span.end)).toContain("ships passing");
  expect(scored.map(({ span }) => text.slice(span.start, span.end))).toContain("PANAMA CANAL");
});

test("a text that is one line without an end may answer", () => {
  const hits = [passage("my card was charged twice for the Panama trip")];
  expect(likelySentences(scoreSentences("Which card was charged twice?", hits), hits)).toHaveLength(1);
});
