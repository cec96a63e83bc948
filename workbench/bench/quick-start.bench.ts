/**
 * The second half of the README's first command as a user gives it, Node's and the database's start included: seconds to the
 * first topics, to the final ones, and of calls after that, which add nothing:
 * `node --conditions=toposcope-source workbench/bench/quick-start.bench.ts`. One JSON line.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { untilStopped } from "../src/store/embedded.ts";
import { MemoryWatch } from "./memory-watch.ts";

const laterCalls = 5;
const root = fileURLToPath(new URL("../..", import.meta.url));
const data = await mkdtemp(join(tmpdir(), "toposcope-bench-"));

/** Seconds until a call's first topics, where it finds any, and until its end; what it printed; its peak memory. */
async function call() {
  const started = performance.now();
  const seconds = () => Math.round(performance.now() - started) / 1_000;
  const bin = join(root, "workbench/bin/toposcope.js");
  const child = spawn(process.execPath, [bin, "explore", "examples/sotu", "--data", data], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const watch = new MemoryWatch(child.pid);
  let firstSeconds: number | undefined;
  createInterface({ input: child.stderr }).on("line", (line) => {
    if (line.startsWith("first topics:")) firstSeconds ??= seconds();
  });
  const printed = Buffer.concat(await Array.fromAsync(child.stdout)).toString();
  if ((await ended) !== 0) throw new Error("the call failed");
  watch.stop();
  return { firstSeconds, seconds: seconds(), printed, peakMb: watch.peakMb };
}

try {
  const first = await call();
  const later = [];
  for (let round = 0; round < laterCalls; round += 1) later.push(await call());
  const seconds = later.map((one) => one.seconds).sort((a, b) => a - b);
  process.stdout.write(
    `${JSON.stringify({
      bench: "quick-start",
      case: "explore examples/sotu",
      firstSeconds: first.firstSeconds,
      totalSeconds: first.seconds,
      laterSecondsMin: seconds[0],
      laterSecondsMedian: seconds[laterCalls >> 1],
      printsTheSame: later.every(({ printed }) => printed === first.printed),
      peakMb: first.peakMb,
      node: process.version,
      cpu: cpus()[0]?.model,
      cores: cpus().length,
    })}\n`,
  );
} finally {
  await untilStopped(data);
  await rm(data, { recursive: true, force: true });
}
