import fc from "fast-check";
import { expect, test } from "vitest";
import { crossTable } from "../../src/metrics/cross-table.ts";

const shape = { rows: 3, columns: 4 };
const anyPairs = fc
  .array(fc.tuple(fc.nat(shape.rows - 1), fc.nat(shape.columns - 1)), { maxLength: 200 })
  .map((pairs) => pairs.flat());

test("every meeting is counted once, and residuals of a row with those of the others cancel out", () => {
  fc.assert(
    fc.property(anyPairs, (pairs) => {
      const { counts, residuals } = crossTable(pairs, shape);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(pairs.length / 2);
      for (const residual of residuals) expect(Number.isFinite(residual)).toBe(true);
    }),
  );
});

test("swapping rows and columns swaps the table", () => {
  fc.assert(
    fc.property(anyPairs, (pairs) => {
      const swapped = pairs.map((_, at) => pairs[at ^ 1]!);
      const one = crossTable(pairs, shape);
      const other = crossTable(swapped, { rows: shape.columns, columns: shape.rows });
      for (let row = 0; row < shape.rows; row++)
        for (let column = 0; column < shape.columns; column++)
          expect(other.residuals[column * shape.rows + row]).toBeCloseTo(
            one.residuals[row * shape.columns + column]!,
            9,
          );
    }),
  );
});

test("in a table of two by two the squared residual is chi-square", () => {
  const meetings: [row: number, column: number, times: number][] = [
    [0, 0, 30],
    [0, 1, 10],
    [1, 0, 20],
    [1, 1, 40],
  ];
  const pairs = meetings.flatMap(([row, column, times]) =>
    Array.from({ length: times }, () => [row, column]).flat(),
  );
  const { residuals, lifts } = crossTable(pairs, { rows: 2, columns: 2 });
  const chiSquare = (100 * (30 * 40 - 10 * 20) ** 2) / (40 * 60 * 50 * 50);
  for (const residual of residuals) expect(residual ** 2).toBeCloseTo(chiSquare, 9);
  expect(lifts[0]).toBeCloseTo(30 / 20, 9);
});

test("a cell that there is not is refused", () => {
  expect(() => crossTable([3, 0], shape)).toThrow("no cell");
});
