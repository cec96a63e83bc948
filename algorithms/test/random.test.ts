import fc from "fast-check";
import { expect, test } from "vitest";
import { Random } from "../src/index.ts";

const numbers = (random: Random, count = 8) => Array.from({ length: count }, () => random.bits());

test("the same seed gives the same numbers, on every machine", () => {
  expect(numbers(new Random(7))).toEqual(numbers(new Random(7)));
  expect(numbers(new Random(0), 3)).toEqual([476140309, 34311113, 1977522253]);
});

test("another seed gives other numbers", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (a, b) => {
      fc.pre(a !== b);
      expect(numbers(new Random(a))).not.toEqual(numbers(new Random(b)));
    }),
  );
});

test("a split stream depends on seed and name, not on what was drawn before", () => {
  const used = new Random(3);
  numbers(used, 100);
  expect(numbers(used.split(5))).toEqual(numbers(new Random(3).split(5)));
  expect(numbers(new Random(3).split(5))).not.toEqual(numbers(new Random(3).split(6)));
  expect(numbers(new Random(3).split(5))).not.toEqual(numbers(new Random(4).split(5)));
  expect(numbers(new Random(3).split(5))).not.toEqual(numbers(new Random(3)));
});

test("uniform numbers fill [0, 1) evenly", () => {
  const random = new Random(1);
  const bins = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 100_000; draw++) bins[Math.floor(random.uniform() * 10)]++;
  for (const bin of bins) expect(Math.abs(bin - 10_000)).toBeLessThan(500);
});

test("streams side by side are not correlated", () => {
  const count = 20_000;
  const a = new Random(1).split(0);
  const b = new Random(1).split(1);
  let sum = 0;
  for (let draw = 0; draw < count; draw++) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5);
  expect(Math.abs(sum / count) * 12).toBeLessThan(0.03);
});

test("normal numbers have mean 0 and variance 1", () => {
  const random = new Random(2);
  const drawn = Array.from({ length: 50_000 }, () => random.normal());
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const variance = drawn.reduce((sum, value) => sum + value * value, 0) / drawn.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(variance).toBeCloseTo(1, 1);
});

test("a permutation holds every number once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.integer(), (n, seed) => {
      const sorted = [...new Random(seed).permutation(n)].sort((a, b) => a - b);
      expect(sorted).toEqual(Array.from({ length: n }, (_, i) => i));
    }),
  );
});

test("a sample is ascending, without repeats, and of the size asked for", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 120 }),
      fc.integer(),
      (n, count, seed) => {
        const sample = new Random(seed).sample(n, count);
        expect(sample.length).toBe(Math.min(n, count));
        for (let i = 0; i < sample.length; i++) {
          expect(sample[i]).toBeLessThan(n);
          if (i > 0) expect(sample[i]).toBeGreaterThan(sample[i - 1]);
        }
      },
    ),
  );
});
