import fc from "fast-check";
import { expect, test } from "vitest";
import { isPictureDue } from "../../src/jobs/picture-due.ts";
import type { EmbeddingSoFar } from "../../src/store/picture.ts";

/** 10,000 chunks, 40 ms each, by two workers. */
const at = (workShare: number, more: Partial<EmbeddingSoFar> = {}): EmbeddingSoFar => ({
  workShare,
  chunks: Math.round(10_000 * workShare),
  busyMs: 400_000 * workShare,
  elapsedMs: 200_000 * workShare,
  isCovered: false,
  last: null,
  ...more,
});
const picture = (workShare: number, busyMs: number) => ({
  id: 1,
  workShare,
  isOver: true,
  chunks: Math.round(10_000 * workShare),
  busyMs,
});

test("the first picture is begun well before a tenth of the work is done, the next ones at growing distances", () => {
  expect(isPictureDue(at(0.02))).toBe(false);
  expect(isPictureDue(at(0.03))).toBe(true);
  expect(isPictureDue(at(0.14, { last: picture(0.03, 900) }))).toBe(false);
  expect(isPictureDue(at(0.15, { last: picture(0.03, 900) }))).toBe(true);
  expect(isPictureDue(at(0.3, { last: picture(0.15, 2_000) }))).toBe(true);
  expect(isPictureDue(at(0.6, { last: picture(0.3, 3_500) }))).toBe(true);
  expect(isPictureDue(at(0.95, { last: picture(0.6, 6_000) }))).toBe(false);
});

test("a run that ends within seconds gets none", () => {
  expect(isPictureDue(at(0.1, { busyMs: 1_000, elapsedMs: 500 }))).toBe(false);
  expect(isPictureDue(at(0.1, { elapsedMs: 200 }))).toBe(false);
});

test("no other picture is begun while one is made, or where all documents have topics already", () => {
  expect(isPictureDue(at(0.2, { last: { ...picture(0.03, 900), isOver: false } }))).toBe(false);
  expect(isPictureDue(at(0.2, { isCovered: true }))).toBe(false);
});

test("a picture that cost much is followed by another only when that is cheap beside the work since", () => {
  expect(isPictureDue(at(0.15, { last: picture(0.03, 20_000) }))).toBe(false);
});

test("all pictures together take less than a tenth of the embedding, whatever a picture costs", () => {
  const costs = fc.record({
    fixed: fc.integer({ min: 50, max: 5_000 }),
    perChunk: fc.double({ min: 0.05, max: 20, noNaN: true }),
    chunks: fc.integer({ min: 10, max: 200_000 }),
    embedMs: fc.double({ min: 0.1, max: 200, noNaN: true }),
  });
  fc.assert(
    fc.property(costs, ({ fixed, perChunk, chunks, embedMs }) => {
      let last: EmbeddingSoFar["last"] = null;
      let later = 0;
      for (let step = 1; step < 200; step++) {
        const workShare = step / 200;
        const busyMs = chunks * embedMs * workShare;
        const now: EmbeddingSoFar = {
          ...at(workShare),
          chunks: Math.ceil(chunks * workShare),
          busyMs,
          elapsedMs: busyMs,
          last,
        };
        if (!isPictureDue(now)) continue;
        const cost: number = fixed + perChunk * now.chunks;
        if (last !== null) later += cost;
        last = { id: step, workShare, isOver: true, chunks: now.chunks, busyMs: cost };
      }
      expect(later).toBeLessThan(0.1 * chunks * embedMs);
    }),
  );
});
