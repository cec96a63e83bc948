import { hash } from "node:crypto";
import type { RunSettings } from "../model.ts";

/** Raised when the same chunks and settings give other topics, so that analyses of an older program are not taken for new. */
export const algorithmVersion = 4;

/**
 * Stands for the result of an analysis: equal fingerprints, equal topics, and the same map but for the older one that it
 * was aligned to.
 *
 * @param chunks fingerprint of the chunks analysed
 */
export function analysisFingerprint(chunks: string, settings: RunSettings): Buffer {
  const {
    model,
    clustering,
    mapMethod,
    mapAlignment,
    topics = null,
    seed,
    primaryThreshold = null,
    secondaryThreshold = null,
    linkThreshold,
    guidance,
  } = settings;
  const decisive = [
    algorithmVersion,
    chunks,
    model,
    clustering,
    mapMethod,
    mapAlignment === "anchored",
    topics,
    seed,
    primaryThreshold,
    secondaryThreshold,
    linkThreshold,
    ...(guidance === undefined ? [] : [guidance]),
  ];
  return hash("sha256", JSON.stringify(decisive), "buffer");
}
