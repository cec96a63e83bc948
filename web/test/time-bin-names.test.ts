import { expect, test } from "vitest";
import { timeBinNames } from "../src/time-bin-names.ts";

const bin = (from: string, to: string) => ({ from: `${from}T00:00:00.000Z`, to: `${to}T00:00:00.000Z` });

test("stretches of years are called by their years, the last one with its end", () => {
  expect(timeBinNames([bin("1790-01-01", "1800-01-01"), bin("1800-01-01", "1810-01-01")])).toEqual([
    { start: "1790", name: "1790–1799" },
    { start: "1800", name: "1800–1810" },
  ]);
});

test("shorter ones are called by months or days", () => {
  expect(timeBinNames([bin("2024-03-01", "2024-04-01"), bin("2024-04-01", "2024-05-01")])[0]).toEqual({
    start: "Mar 2024",
    name: "Mar 2024",
  });
  expect(timeBinNames([bin("2024-03-01", "2024-03-02"), bin("2024-03-02", "2024-03-03")])[0]).toEqual({
    start: "Mar 1, 2024",
    name: "Mar 1, 2024",
  });
});

test("a single moment is a stretch too, and no stretches have no names", () => {
  expect(timeBinNames([bin("2024-03-01", "2024-03-01")])).toEqual([
    { start: "Mar 1, 2024", name: "Mar 1, 2024" },
  ]);
  expect(timeBinNames([])).toEqual([]);
});
