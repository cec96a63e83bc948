import { expect, test } from "vitest";
import { formatAge, formatDuration, formatLanguage, formatPages, formatPlural } from "../src/format.ts";

test.each([
  [0.42, "0.4 s"],
  [42.4, "42 s"],
  [60, "1 min"],
  [130, "2 min 10 s"],
  [3_599, "59 min"],
  [7_500, "2 h 5 min"],
])("%d seconds are told as %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test("one is not many", () => {
  expect([0, 1, 2, 1_234].map((count) => formatPlural(count, "passage"))).toEqual([
    "0 passages",
    "1 passage",
    "2 passages",
    "1,234 passages",
  ]);
});

test("what is a week old is told by its date", () => {
  const now = Date.parse("2026-11-20T12:00:00Z");
  expect(formatAge("2026-11-20T11:59:30Z", now)).toBe("just now");
  expect(formatAge("2026-11-20T09:00:00Z", now)).toBe("3 hours ago");
  expect(formatAge("2026-11-19T09:00:00Z", now)).toBe("yesterday");
  expect(formatAge("2026-10-01T09:00:00Z", now)).toContain("2026");
});

test("languages have names, and codes that name none stay", () => {
  expect(formatLanguage("de")).toBe("German");
  expect(formatLanguage("not a language")).toBe("not a language");
});

test("one page is not a range", () => {
  expect([formatPages([3, 3]), formatPages([3, 5])]).toEqual(["p. 3", "pp. 3–5"]);
});
