import { cpus } from "node:os";

export interface Case {
  readonly name: string;
  readonly size: number;
  readonly runs?: number;
}

/** Runs a case, prints one JSON line with times, peak memory and what `quality` says of the result, and returns it. */
export async function measure<T>(
  { name, size, runs = 3 }: Case,
  run: () => T | Promise<T>,
  quality: (result: T) => Record<string, number> = () => ({}),
): Promise<T> {
  const times: number[] = [];
  let peakBytes = 0;
  let result: T | undefined;
  for (let attempt = 0; attempt < runs; attempt++) {
    const start = performance.now();
    result = await run();
    times.push(performance.now() - start);
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
  }
  times.sort((a, b) => a - b);
  const line = {
    name,
    size,
    runs,
    minMs: Math.round(times[0]),
    medianMs: Math.round(times[Math.floor(times.length / 2)]),
    peakMb: Math.round(peakBytes / 2 ** 20),
    ...quality(result as T),
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown",
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  return result as T;
}
