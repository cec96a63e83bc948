import { expect, test } from "vitest";
import { checkpoint, controlPart, nearestNeighbors } from "../src/index.ts";
import { directions } from "./points.ts";

test("a checkpoint waits for what progress returns, so that an abort can arrive", async () => {
  const stop = new AbortController();
  const progress = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    stop.abort();
  };
  await expect(checkpoint({ signal: stop.signal, progress }, 0, 1)).rejects.toThrow();
});

test("a part of a computation reports its share of the whole", async () => {
  const seen: number[] = [];
  const whole = { progress: (done: number, total: number) => void seen.push(done / total) };
  const part = controlPart(whole, 0.5, 1);
  await checkpoint(part, 0, 10);
  await checkpoint(part, 5, 10);
  await checkpoint(part, 10, 10);
  expect(seen).toEqual([0.5, 0.75, 1]);
});

test("progress never goes back and ends at the whole", async () => {
  const seen: number[] = [];
  const progress = (done: number, total: number) => void seen.push(done / total);
  await nearestNeighbors(directions(600, 8), { exactUpTo: 10, progress });
  expect(seen.length).toBeGreaterThan(3);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});
