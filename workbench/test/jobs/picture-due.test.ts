import fc from "fast-check";
import { expect, test } from "vitest";
import { isPictureDue } from "../../src/jobs/picture-due.ts";
import { pictureSample } from "../../src/jobs/picture-sample.ts";
import type { LastPicture, WorkSoFar } from "../../src/store/picture.ts";

/** 10,000 chunks, 40 ms each, by two workers. */
const at = (workShare: number, more: Partial<WorkSoFar> = {}): WorkSoFar => ({
  workShare,
  chunks: Math.round(10_000 * workShare),
  isMore: false,
  busyMs: 400_000 * workShare,
  elapsedMs: 200_000 * workShare,
  isCovered: false,
  last: null,
  ...more,
});
const picture = (workShare: number, busyMs: number): LastPicture => ({
  id: 1,
  workShare,
  isOver: true,
  chunks: Math.round(10_000 * workShare),
  busyMs,
  aheadMs: 0,
});

/** Files that take two workers five minutes to read. */
const reading = (workShare: number, more: Partial<WorkSoFar> = {}): WorkSoFar => ({
  workShare,
  chunks: 0,
  isMore: true,
  busyMs: 600_000 * workShare,
  elapsedMs: 300_000 * workShare,
  isCovered: false,
  last: null,
  ...more,
});
const pictureOfReading = (workShare: number, chunks: number): LastPicture => ({
  ...picture(workShare, 900),
  chunks,
  aheadMs: 20_000,
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

test("a run that reads for long gets pictures as one that embeds does, the first before a tenth of it is read", () => {
  expect(isPictureDue(reading(0.02))).toBe(false);
  expect(isPictureDue(reading(0.03))).toBe(true);
  expect(isPictureDue(reading(0.14, { last: pictureOfReading(0.03, 320) }))).toBe(false);
  expect(isPictureDue(reading(0.3, { last: pictureOfReading(0.15, 640) }))).toBe(true);
  expect(isPictureDue(reading(0.6, { last: pictureOfReading(0.3, 960) }))).toBe(true);
});

test("a run that reads for less than forty seconds gets none, nor one that is nearly read when its passages are embedded", () => {
  for (let share = 0.01; share < 1; share += 0.01)
    expect(
      isPictureDue(reading(share, { busyMs: 39_000 * share, elapsedMs: 20_000 * share })),
      `${share}`,
    ).toBe(false);
  expect(isPictureDue(reading(0.94))).toBe(true);
  expect(isPictureDue(reading(0.96))).toBe(false);
  expect(isPictureDue(reading(0.9, { last: { ...pictureOfReading(0.3, 320), aheadMs: 60_000 } }))).toBe(
    false,
  );
});

test("where nothing was read yet there is no picture, nor where the project shows an analysis", () => {
  expect(isPictureDue(reading(0.1, { isMore: false }))).toBe(false);
  expect(isPictureDue(reading(0.1, { isCovered: true }))).toBe(false);
});

test("what is read cheaply gets no picture of many passages that were imported before", () => {
  expect(isPictureDue(reading(0.1, { chunks: 100_000 }))).toBe(false);
});

test("all pictures together take less than a tenth of the embedding, or of the reading, whatever a picture costs", () => {
  const costs = fc.record({
    isMore: fc.boolean(),
    fixed: fc.integer({ min: 50, max: 5_000 }),
    perChunk: fc.double({ min: 0.05, max: 20, noNaN: true }),
    chunks: fc.integer({ min: 10, max: 200_000 }),
    workMs: fc.double({ min: 0.1, max: 200, noNaN: true }),
    aheadMs: fc.integer({ min: 0, max: 60_000 }),
  });
  fc.assert(
    fc.property(costs, ({ isMore, fixed, perChunk, chunks, workMs, aheadMs }) => {
      let last: LastPicture | null = null;
      let later = 0;
      for (let step = 1; step < 200; step++) {
        const workShare = step / 200;
        const busyMs = chunks * workMs * workShare;
        const done = Math.ceil(chunks * workShare);
        const before: number = last?.chunks ?? 0;
        const inIt = isMore ? Math.min(done, before + pictureSample.chunks) : done;
        const now: WorkSoFar = {
          ...at(workShare),
          chunks: isMore ? before : done,
          isMore,
          busyMs,
          elapsedMs: busyMs,
          last,
        };
        if (!isPictureDue(now)) continue;
        const cost: number = fixed + perChunk * inIt;
        if (last !== null) later += cost;
        last = { id: step, workShare, isOver: true, chunks: inIt, busyMs: cost, aheadMs };
      }
      expect(later).toBeLessThan(0.1 * chunks * workMs);
    }),
  );
});
