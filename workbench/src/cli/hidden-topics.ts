import type { Layer } from "../contract.ts";
import type { Output } from "./output.ts";
import { formatCount } from "./tables.ts";

/** Says how many topics of layers privacy hides, and not what they are. */
export function noteHidden(output: Output, layers: readonly Layer[]): void {
  const few = layers.reduce((sum, { hidden }) => sum + hidden.few, 0);
  const failed = layers.reduce((sum, { hidden }) => sum + hidden.failed, 0);
  const counts = [
    ...(few > 0 ? [`${formatCount(few)} of too few documents`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} that failed the audit`] : []),
  ];
  if (counts.length > 0) output.note(`topics that are not shown: ${counts.join(", ")} (toposcope privacy)`);
}
