import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { takeLock } from "../../src/store/process-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "toposcope-lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("one at a time holds the lock, and whoever waits gets it next", async () => {
  const path = join(folder, "held");
  const first = await takeLock(path);
  let isTaken = false;
  const second = takeLock(path).then((lock) => {
    isTaken = true;
    return lock;
  });
  await sleep(100);
  expect(isTaken).toBe(false);
  first?.release();
  (await second)?.release();
});

test("who gives up waiting goes without it", async () => {
  const path = join(folder, "given-up");
  const held = await takeLock(path);
  expect(await takeLock(path, { giveUp: async () => true })).toBeUndefined();
  held?.release();
});

test("two that try while a third has it half are not in each other's way afterwards", async () => {
  const path = join(folder, "half");
  const half = new DatabaseSync(path);
  half.exec("begin immediate");
  const waiting = [takeLock(path), takeLock(path)];
  await sleep(100);
  half.close();
  const turns = waiting.map(async (lock) => (await lock)?.release());
  expect(await Promise.all(turns)).toHaveLength(2);
}, 10_000);
