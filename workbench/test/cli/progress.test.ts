import { PassThrough } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { BarDisplay, LineDisplay } from "../../src/cli/progress.ts";
import { formatDuration, partLines, plainStageLine, stageLine } from "../../src/cli/progress-text.ts";
import type { Run, StageProgress } from "../../src/contract.ts";

const waiting: StageProgress = {
  ...{ name: "embed", state: "waiting", done: 0, total: null, unit: "chunks", detail: null },
  ...{ weight: 0.5, share: 0, parts: [], rate: null, secondsLeft: null, seconds: null },
};
const run = (stages: StageProgress[]): Run => ({
  ...{ id: 1, number: null, kind: "import", state: "running", name: null, queued: false, waitsFor: null },
  ...{ model: null, error: null, current: false },
  ...{ createdAt: "2026-11-21T12:00:00Z", finishedAt: null, stages },
  ...{ share: 0.25, seconds: 30, secondsLeft: 90, memory: { bytes: 812_000_000, workers: 2 } },
});

test("a stage's line says how much is done, how fast, and how long it will take", () => {
  const line = stageLine({
    ...waiting,
    state: "running",
    done: 1_500,
    total: 6_000,
    share: 0.25,
    rate: 123.4,
    secondsLeft: 36.5,
  });
  expect(line).toBe("Embed chunks         █████░░░░░░░░░░░░░░░  1,500 of 6,000 chunks · 123/s · 37 s left");
  const done = stageLine({
    ...waiting,
    state: "completed",
    done: 6_000,
    total: 6_000,
    share: 1,
    seconds: 48.61,
  });
  expect(done).toBe("Embed chunks         ████████████████████  6,000 chunks · 49 s");
});

test("a slow stage's rate is told by the minute", () => {
  const slow = stageLine({ ...waiting, state: "running", done: 0, total: 1, unit: "files", rate: 0.018 });
  expect(slow).toContain("0 of 1 file · 1.1/min");
});

test("a stage that has not begun is only its title", () => {
  expect(stageLine(waiting)).toBe("Embed chunks");
});

test("a total that is not known yet draws no share of it", () => {
  expect(stageLine({ ...waiting, state: "running", done: 12 })).toContain("░".repeat(20));
  expect(stageLine({ ...waiting, state: "running", done: 0, total: 0 })).toContain("░".repeat(20));
});

test.each([
  [0.04, "0.0 s"],
  [9.96, "10.0 s"],
  [59.4, "59 s"],
  [59.6, "1 min 0 s"],
  [3_599.6, "1 h 0 min"],
  [5_400, "1 h 30 min"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test("without a terminal a stage is told when it starts and ends, not at every change", () => {
  const lines: string[] = [];
  const display = new LineDisplay((line) => lines.push(line));
  display.update(run([waiting]));
  for (let done = 0; done < 100; done++) {
    display.update(run([{ ...waiting, state: "running", done, total: 100, detail: "window 3" }]));
  }
  const over = run([{ ...waiting, state: "completed", done: 100, total: 100, seconds: 2 }]);
  display.update(over);
  display.update(over);
  expect(lines).toEqual([
    "Import:",
    "  Embed chunks: 0 of 100 chunks · window 3 (25 % of all · 1 min 30 s left · 812 MB)",
    "  Embed chunks: 100 chunks · 2.0 s",
  ]);
});

test("in a terminal each stage has its bar, with what is being done right now below it", async () => {
  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });
  const display = new BarDisplay(terminal as unknown as NodeJS.WriteStream);
  const later = { ...waiting, name: "chunk" };
  display.update(
    run([{ ...waiting, state: "running", done: 25, total: 100, share: 0.25, detail: "window 3" }, later]),
  );
  await delay(500);
  const completed = { ...waiting, state: "completed" as const, done: 100, total: 100, share: 1, seconds: 2 };
  display.update({ ...run([completed, { ...completed, name: "chunk" }]), state: "completed" });
  await display.end();
  const text = stripVTControlCharacters(String(terminal.read()));
  expect(text).toMatch(/^Import\n/);
  expect(text).toContain("Embed chunks         █████░░░░░░░░░░░░░░░  25 of 100 chunks");
  expect(text).toContain("› window 3 · 25 % of all · 1 min 30 s left · 812 MB");
  expect(text).toMatch(
    /✔ Embed chunks {9}█{20} {2}100 chunks · 2\.0 s\n✔ Cut into chunks {6}█{20} {2}100 chunks · 2\.0 s\n/,
  );
});

test("a stage that is done in one piece says which part it is at and how far that is", () => {
  const parts = [
    { name: "reading vectors", weight: 0.1, share: 1 },
    { name: "topics", weight: 0.9, share: 0.456 },
  ];
  const stage = {
    ...waiting,
    name: "cluster",
    state: "running" as const,
    total: 60,
    done: 30,
    share: 0.51,
    parts,
  };
  expect(plainStageLine({ ...stage, detail: "topics" })).toBe("Find topics: 30 of 60 chunks · topics 45 %");
  expect(partLines(stage)).toEqual(["    reading vectors: 100 % of 10 %", "    topics: 45 % of 90 %"]);
});

test("without a terminal a run that waits says once what for", () => {
  const lines: string[] = [];
  const display = new LineDisplay((line) => lines.push(line));
  const going = run([{ ...waiting, state: "running", total: 100 }]);
  const waitsFor = { what: "disk" as const, detail: "no room on /data", until: going.createdAt };
  const atRest: Run = { ...going, state: "waiting", waitsFor };
  for (const state of [going, atRest, atRest, going, atRest]) display.update(state);
  expect(lines.filter((line) => line.includes("waiting"))).toEqual([
    "  waiting: there is no room on the disk (no room on /data)",
    "  waiting: there is no room on the disk (no room on /data)",
  ]);
});
