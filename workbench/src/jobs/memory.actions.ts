import type { Context } from "../context.ts";
import type { MemoryView } from "../machine-contract.ts";
import { pressureOf, totalOf } from "./memory-plan.ts";
import { readProcesses, readSystem } from "./memory-reading.ts";
import { memoryLimits } from "./memory-workers.ts";

/** What this process and those that it started have in memory, and what they may have. */
export async function memoryNow({ settings }: Pick<Context, "settings">): Promise<MemoryView> {
  const [processes, system] = await Promise.all([readProcesses(), readSystem()]);
  const limits = memoryLimits(settings, 0);
  return {
    usedBytes: totalOf(processes),
    limitBytes: limits.limitBytes ?? null,
    systemUsedBytes: system.usedBytes,
    systemBytes: system.totalBytes,
    inContainer: system.isContainer,
    share: pressureOf({ processes, system, atMs: 0 }, limits),
    threshold: limits.threshold,
    processes: processes.map(({ pid, role, bytes }) => ({ pid, role, bytes })),
  };
}
