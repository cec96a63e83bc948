import fc from "fast-check";
import { expect, test } from "vitest";
import { plainParallel, rangesOf } from "../src/index.ts";
import { parallelConforms } from "./conformance/parallel.ts";

parallelConforms("one thread", async () => plainParallel);

test("ranges cover every number once, in order", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 20 }), (n, parts) => {
      const ranges = rangesOf(n, parts);
      expect(ranges.length).toBeLessThanOrEqual(parts);
      const covered = ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
      expect(covered).toEqual(Array.from({ length: n }, (_, i) => i));
    }),
  );
});
