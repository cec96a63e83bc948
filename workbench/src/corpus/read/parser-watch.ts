import { workerData } from "node:worker_threads";

const everyMs = 50;
const { memoryMb } = workerData as { memoryMb: number };
const parent = process.ppid;

/** Runs beside a parser that may be stuck: ends the process when it takes too much memory or its parent is gone. */
setInterval(() => {
  if (process.memoryUsage.rss() > memoryMb * 1_048_576 || process.ppid !== parent)
    process.kill(process.pid, "SIGKILL");
}, everyMs);
