import fc from "fast-check";
import { expect, test } from "vitest";
import {
  heapOptions,
  type MemoryLimits,
  type MemoryPlan,
  type MemoryReading,
  type MemoryState,
  planMemory,
  untroubled,
  workersThatFit,
} from "../../src/jobs/memory-plan.ts";

const mb = 2 ** 20;
const limits: MemoryLimits = { limitBytes: 1_000 * mb, threshold: 0.8, workers: 4 };

/** A machine with room, and processes of ours that fill so much of their limit. */
const filled = (share: number, atMs: number): MemoryReading => ({
  atMs,
  processes: [
    { pid: 1, parent: 0, role: "server", bytes: 100 * mb },
    { pid: 2, parent: 1, role: "worker", bytes: share * 1_000 * mb - 150 * mb },
    { pid: 3, parent: 2, role: "parser", bytes: 30 * mb },
    { pid: 4, parent: 1, role: "worker", bytes: 20 * mb },
  ],
  system: { usedBytes: mb, totalBytes: 100_000 * mb, isContainer: false },
});

/** What is planned at each of the readings, one after the other, `stepMs` apart. */
function planned(shares: readonly number[], stepMs = 1_000): { state: MemoryState; plan: MemoryPlan }[] {
  let state = untroubled;
  return shares.map((share, index) => {
    const next = planMemory(state, filled(share, index * stepMs), limits);
    state = next.state;
    return next;
  });
}

const constant = (share: number, times: number) => Array.from({ length: times }, () => share);
const anyShares = fc.array(fc.double({ min: 0.2, max: 1.2, noNaN: true }), { maxLength: 60 });

test("the steps are taken one at a time: smaller batches, fewer workers, caches dropped, then runs wait", () => {
  const plans = planned(constant(0.92, 8)).map(({ plan }) => plan);
  expect(plans.map(({ batchShare }) => batchShare).slice(0, 5)).toEqual([0.5, 0.25, 0.25, 0.25, 0.25]);
  expect(plans.map(({ workers }) => workers).slice(0, 5)).toEqual([4, 2, 1, 1, 1]);
  expect(plans.map(({ dropCaches }) => dropCaches).slice(0, 5)).toEqual([false, false, true, true, false]);
  expect(plans.map(({ wait }) => wait !== undefined).slice(0, 5)).toEqual([false, false, false, true, true]);
  expect(plans[4]?.wait).toBe("Toposcope uses 920 of the 1,000 MB that it may use");
});

test("runs do not wait where the other steps keep memory between threshold and limit", () => {
  const plans = planned(constant(0.85, 100));
  expect(plans.at(-1)?.state.level).toBe(3);
  expect(plans.every(({ plan }) => plan.wait === undefined)).toBe(true);
});

test("with enough memory nothing is done", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.2, max: 0.79, noNaN: true })), (shares) => {
      for (const { state, plan } of planned(shares)) {
        expect(state.level).toBe(0);
        expect(plan).toEqual({
          batchShare: 1,
          workers: 4,
          dropCaches: false,
          wait: undefined,
          renew: [],
          end: undefined,
        });
      }
    }),
  );
});

test("each reading moves by one step at most, up only from the threshold on and down only below it", () => {
  fc.assert(
    fc.property(anyShares, fc.integer({ min: 100, max: 5_000 }), (shares, stepMs) => {
      let before = 0;
      for (const [index, { state }] of planned(shares, stepMs).entries()) {
        expect(Math.abs(state.level - before)).toBeLessThanOrEqual(1);
        if (state.level > before) expect(shares[index]).toBeGreaterThanOrEqual(limits.threshold - 1e-9);
        if (state.level < before) expect(shares[index]).toBeLessThan(limits.threshold);
        before = state.level;
      }
    }),
  );
});

test("nothing flaps: between a step taken and the same step taken back there are seconds of calm", () => {
  fc.assert(
    fc.property(anyShares, fc.integer({ min: 100, max: 2_000 }), (shares, stepMs) => {
      let changedAt = Number.NEGATIVE_INFINITY;
      let before = 0;
      for (const [index, { state }] of planned(shares, stepMs).entries()) {
        if (state.level < before) expect(index * stepMs - changedAt).toBeGreaterThanOrEqual(2_000);
        if (state.level !== before) changedAt = index * stepMs;
        before = state.level;
      }
    }),
  );
});

test("under a steady load the level goes one way and settles", () => {
  fc.assert(
    fc.property(anyShares, fc.double({ min: 0.2, max: 1.2, noNaN: true }), (shares, share) => {
      const levels = planned([...shares, ...constant(share, 40)])
        .slice(shares.length)
        .map(({ state }) => state.level);
      const moves = levels.slice(1).map((level, index) => Math.sign(level - (levels[index] ?? 0)));
      expect(new Set(moves.filter((move) => move !== 0)).size).toBeLessThanOrEqual(1);
      expect(new Set(levels.slice(-10)).size).toBe(1);
    }),
  );
});

test("whatever happens one worker may work, no plan asks for more than there are, and only workers are ended", () => {
  fc.assert(
    fc.property(anyShares, (shares) => {
      for (const { plan, state } of planned(shares)) {
        expect(plan.workers).toBeGreaterThanOrEqual(1);
        expect(plan.workers).toBeLessThanOrEqual(limits.workers);
        expect([undefined, 2]).toContain(plan.end);
        expect(plan.renew.every((pid) => pid === 2)).toBe(true);
        if (plan.end !== undefined) expect(state.level).toBe(4);
      }
    }),
  );
});

test("a worker is ended when the limit is nearly reached, the largest with its parsers first, one in ten seconds", () => {
  const ends = planned(constant(1.1, 25)).map(({ plan }) => plan.end);
  expect(ends.flatMap((pid, second) => (pid === undefined ? [] : [[second, pid]]))).toEqual([
    [3, 2],
    [13, 2],
    [23, 2],
  ]);
});

test("the machine's memory counts as well, and the nearer limit is named", () => {
  const reading = {
    ...filled(0.3, 0),
    system: { usedBytes: 930 * mb, totalBytes: 1_000 * mb, isContainer: true },
  };
  const { state } = planMemory(untroubled, reading, limits);
  expect(state).toMatchObject({ level: 1, reason: "70 of the 1,000 MB of this container are free" });
});

test("no more workers are started than a limit has room for", () => {
  expect(workersThatFit(8, undefined)).toBe(8);
  expect(workersThatFit(2, 1_024 * mb)).toBe(1);
  expect(workersThatFit(8, 4_096 * mb)).toBe(7);
  expect(workersThatFit(0, 1_024 * mb)).toBe(0);
  expect(workersThatFit(4, 64 * mb)).toBe(1);
});

test("under a limit a worker's heap is a part of its share", () => {
  expect(heapOptions({ ...limits, limitBytes: undefined })).toEqual([]);
  expect(heapOptions({ limitBytes: 1_024 * mb, threshold: 0.8, workers: 1 })[0]).toBe(
    "--max-old-space-size=384",
  );
});
