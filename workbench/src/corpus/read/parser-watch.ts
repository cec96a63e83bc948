import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

const everyMs = 50;
const { memoryMb } = workerData as { memoryMb: number };
const parent = process.ppid;

/** Runs beside a parser that may be stuck: ends the process when it takes too much memory or its parent is gone. */
setInterval(() => {
  const isOver = process.memoryUsage.rss() > memoryMb * 1_048_576;
  if (isOver) writeSync(2, "out of memory\n");
  if (isOver || process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, everyMs);
