import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHalf, toHalf } from "../../src/store/half.ts";

test("every 16-bit float comes back with the same bits", () => {
  const bits = Uint16Array.from({ length: 65_536 }, (_, i) => i).filter((half) => {
    const isNan = (half & 0x7c00) === 0x7c00 && (half & 0x3ff) !== 0;
    return !isNan;
  });
  expect(toHalf(fromHalf(bits))).toEqual(bits);
});

test("a coordinate of a unit vector changes by at most a 2,048th of itself, or by 2⁻²⁵", () => {
  fc.assert(
    fc.property(fc.float({ min: -1, max: 1, noNaN: true }), (value) => {
      const [back = Number.NaN] = fromHalf(toHalf(Float32Array.of(value)));
      expect(Math.abs(back - value)).toBeLessThanOrEqual(Math.max(Math.abs(value) / 2_048, 2 ** -25));
    }),
  );
});

test("a part of a larger buffer is widened by itself", () => {
  const bits = toHalf(Float32Array.of(1, 2, 3, 4));
  expect([...fromHalf(bits.subarray(1, 3))]).toEqual([2, 3]);
  expect([...toHalf(Float32Array.of(1, 2, 3).subarray(1))]).toEqual([...bits.subarray(1, 3)]);
});
