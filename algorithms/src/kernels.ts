import { boxNeighborsKernel } from "./cluster/box-neighbors.ts";
import { nodeEpochKernel } from "./cluster/node-epoch.ts";
import { communitySweepKernel } from "./graph/community-sweep.ts";
import { leidenKernel } from "./graph/leiden.ts";
import type { Kernel } from "./parallel.ts";
import { movePointsKernel } from "./reduce/move-points.ts";

const all: readonly Kernel<never, unknown>[] = [
  boxNeighborsKernel,
  communitySweepKernel,
  leidenKernel,
  movePointsKernel,
  nodeEpochKernel,
];

/**
 * The kernel of a name, for a thread that was told to run it.
 *
 * @throws Error when there is none
 */
export function kernelNamed(name: string): Kernel<never, unknown> {
  const found = all.find((kernel) => kernel.name === name);
  if (!found) throw new Error(`no kernel is named ${name}`);
  return found;
}
