import fc from "fast-check";
import { expect, test } from "vitest";
import { bestAssignment } from "../src/assignment.ts";
import { InputError } from "../src/index.ts";

/** The largest sum over all ways to pair, tried one by one. */
function bestSum(weights: number[][], row = 0, used = new Set<number>()): number {
  if (row === weights.length) return 0;
  let best = bestSum(weights, row + 1, used);
  for (const [column, weight] of weights[row].entries()) {
    if (used.has(column) || weight <= 0) continue;
    best = Math.max(best, weight + bestSum(weights, row + 1, new Set([...used, column])));
  }
  return best;
}

test("no other pairing weighs more, and nothing is paired twice or for nothing", () => {
  const shape = fc.record({ rows: fc.integer({ min: 0, max: 5 }), columns: fc.integer({ min: 0, max: 5 }) });
  const tables = shape.chain(({ rows, columns }) =>
    fc.record({
      columns: fc.constant(columns),
      table: fc.array(fc.array(fc.integer({ min: -2, max: 9 }), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    }),
  );
  fc.assert(
    fc.property(tables, ({ table, columns }) => {
      const pairs = bestAssignment(Float64Array.from(table.flat()), table.length, columns);
      const taken = [...pairs].filter((column) => column >= 0);
      expect(new Set(taken).size).toBe(taken.length);
      let sum = 0;
      for (const [row, column] of pairs.entries()) {
        if (column < 0) continue;
        expect(table[row][column]).toBeGreaterThan(0);
        sum += table[row][column];
      }
      expect(sum).toBe(bestSum(table));
    }),
  );
});

test("the best for all is taken where the best for each does not fit", () => {
  expect([...bestAssignment(Float64Array.of(9, 8, 8, 1), 2, 2)]).toEqual([1, 0]);
});

test("weights that do not fit or are no numbers are refused", () => {
  expect(() => bestAssignment(Float64Array.of(1, 2), 1, 1)).toThrow(InputError);
  expect(() => bestAssignment(Float64Array.of(Number.NaN), 1, 1)).toThrow(InputError);
});
