import type { ModelStamp } from "../model.ts";

/** One line that names a stamp: equal stamps have equal keys, different ones different keys. */
export function stampKey(stamp: ModelStamp): string {
  const { id, revision, pooling, prefix, dimensions, normalised } = stamp;
  return JSON.stringify([id, revision, pooling, prefix, dimensions, normalised]);
}
