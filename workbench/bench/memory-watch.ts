import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { readProcesses } from "../src/jobs/memory-reading.ts";

const pollMs = 100;

/**
 * Looks ten times a second at the memory of a process and of all that it started, but for the database, and remembers the
 * most. Memory is each process's share of what it has in memory (`/proc/<pid>/smaps_rollup`), so that what processes share
 * counts once: Linux only.
 */
export class MemoryWatch {
  readonly #root: number | undefined;
  readonly #peaks: Record<string, number> = {};
  readonly #stagePeaks: Record<string, number> = {};
  #peakBytes = 0;
  #atPeak = "";
  #stopped = false;
  stage = "starting";

  /** @param root by default this process */
  constructor(root?: number) {
    this.#root = root;
    void this.#look();
  }

  get peakMb(): number {
    return mb(this.#peakBytes);
  }

  stop(): void {
    this.#stopped = true;
  }

  figures() {
    const inMb = (peaks: Record<string, number>) =>
      Object.fromEntries(Object.entries(peaks).map(([name, bytes]) => [name, mb(bytes)]));
    return {
      peakMb: this.peakMb,
      atPeak: this.#atPeak,
      peakMbOf: inMb(this.#peaks),
      peakMbAt: inMb(this.#stagePeaks),
    };
  }

  async #look(): Promise<void> {
    while (!this.#stopped) {
      const processes = await readProcesses(this.#root);
      let bytes = 0;
      for (const [role, own] of Map.groupBy(processes, (process) => process.role)) {
        const ofRole = own.reduce((sum, { pid }) => sum + shareOf(pid), 0);
        this.#peaks[role] = Math.max(this.#peaks[role] ?? 0, ofRole);
        bytes += ofRole;
      }
      this.#stagePeaks[this.stage] = Math.max(this.#stagePeaks[this.stage] ?? 0, bytes);
      if (bytes > this.#peakBytes) {
        this.#peakBytes = bytes;
        this.#atPeak = this.stage;
      }
      await sleep(pollMs, undefined, { ref: false });
    }
  }
}

const mb = (bytes: number) => Math.round(bytes / 2 ** 20);

/** What a process has in memory, pages that it shares with others divided among them; 0 where it is gone. */
function shareOf(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss: +(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}
