import type { Routing } from "../model.ts";
import type { Candidate } from "./provider-account.ts";

/** What is known of a candidate when it is put in order. */
export interface Standing {
  /** Typical time to its first piece; undefined as long as it is not known. */
  readonly firstMs: number | undefined;
  /** Whether it was broken when last seen. */
  readonly isDoubtful: boolean;
}

/**
 * Puts candidates in the order in which they are to be asked: those that were broken when last seen go last.
 *
 * @param turn counts questions, for the round robin
 */
export function route(
  candidates: readonly Candidate[],
  routing: Routing,
  { standing, turn }: { standing: (candidate: Candidate) => Standing; turn: number },
): Candidate[] {
  const byPriority = candidates.toSorted((a, b) => a.account.priority - b.account.priority);
  const ordered = inOrder(byPriority, routing, { standing, turn });
  const doubtful = (candidate: Candidate) => standing(candidate).isDoubtful;
  return [...ordered.filter((candidate) => !doubtful(candidate)), ...ordered.filter(doubtful)];
}

function inOrder(
  candidates: readonly Candidate[],
  routing: Routing,
  { standing, turn }: { standing: (candidate: Candidate) => Standing; turn: number },
): Candidate[] {
  if (routing === "round-robin") {
    const first = turn % Math.max(1, candidates.length);
    return [...candidates.slice(first), ...candidates.slice(0, first)];
  }
  if (routing === "cheapest") return candidates.toSorted((a, b) => priceOf(a) - priceOf(b));
  // One that is not known yet goes first: else it would never become known.
  if (routing === "fastest")
    return candidates.toSorted((a, b) => (standing(a).firstMs ?? 0) - (standing(b).firstMs ?? 0));
  return [...candidates];
}

/** Questions are some four times as long as their answers; where a price is unknown it may be any. */
function priceOf({ price }: Candidate): number {
  return price === undefined ? Number.MAX_VALUE : 4 * price.input + price.output;
}
