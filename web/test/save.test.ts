import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fileName, formatCsv } from "../src/save.ts";

const startsFormula = /^[=+\-@\t\r]/;

test("a CSV file gives its cells back, formulas behind an apostrophe", () => {
  const anyRows = fc.array(fc.tuple(fc.string({ unit: "grapheme" }), fc.integer(), fc.constant(null)));
  fc.assert(
    fc.property(anyRows, (rows) => {
      const back = parse(formatCsv(["a", "b", "c"], rows), {
        from_line: 1,
        relax_column_count: false,
      }) as string[][];
      expect(back.slice(1)).toEqual(
        rows.map(([text, number]) => [startsFormula.test(text) ? `'${text}` : text, String(number), ""]),
      );
    }),
  );
});

test("a project's name becomes a name that every file system takes", () => {
  expect(fileName("Reden 2026: A/B?")).toBe("Reden 2026_ A_B_");
  expect(fileName("演説")).toBe("演説");
  expect(fileName("   ")).toBe("toposcope");
});
