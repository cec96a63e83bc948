import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHalf, throughHalf, toHalf } from "../../src/model/half.ts";

test("every 16-bit float comes back as it was", () => {
  const all = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits).filter(
    (bits) => (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0,
  );
  expect(toHalf(fromHalf(all))).toEqual(all);
});

test("numbers are rounded as the platform's own 16-bit floats are", () => {
  const platform = (globalThis as { Float16Array?: new (values: number[]) => Iterable<number> }).Float16Array;
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true })), (values) => {
      const expected = platform ? [...new platform(values)] : [];
      expect([...throughHalf(Float32Array.from(values))]).toEqual(expected);
    }),
  );
});

test("a tie goes to the even number, what is too large to infinity", () => {
  const given = Float32Array.of(
    1 + 2 ** -11,
    1 + 3 * 2 ** -11,
    65_519,
    65_520,
    -1e30,
    2 ** -25,
    3 * 2 ** -25,
  );
  const expected = [1, 1 + 2 ** -9, 65_504, Infinity, -Infinity, 0, 2 ** -23];
  expect([...throughHalf(given)]).toEqual(expected);
});
