import type { Price } from "./prices.ts";

/** Calls that are to be made, and the tokens of all of them together. */
export interface PlannedCalls {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What they would cost with the cheapest and with the dearest of the models; null where one's price is not known. */
export interface EstimatedCost extends PlannedCalls {
  readonly leastCost: number | null;
  readonly mostCost: number | null;
}

const perPrice = 1_000_000;

/** US dollars for so many tokens. */
export function costOf(
  price: Price,
  tokens: { readonly inputTokens: number; readonly outputTokens: number },
): number {
  return (tokens.inputTokens * price.input + tokens.outputTokens * price.output) / perPrice;
}

/**
 * Estimates what calls cost, by the models that may be asked.
 *
 * @param candidates none where no model is set up: then nothing is asked and nothing costs
 */
export function estimateCost(
  planned: PlannedCalls,
  candidates: readonly { readonly price?: Price | undefined }[],
): EstimatedCost {
  if (candidates.length === 0)
    return { calls: 0, inputTokens: 0, outputTokens: 0, leastCost: 0, mostCost: 0 };
  if (planned.calls === 0) return { ...planned, leastCost: 0, mostCost: 0 };
  const costs = candidates.map(({ price }) => (price ? costOf(price, planned) : null));
  const known = costs.filter((cost) => cost !== null);
  return {
    ...planned,
    leastCost: known.length === costs.length ? Math.min(...known) : null,
    mostCost: known.length === costs.length ? Math.max(...known) : null,
  };
}

/** The sum of estimates; a part whose cost is not known makes the whole unknown. */
export function addEstimates(parts: readonly EstimatedCost[]): EstimatedCost {
  const sum = (pick: (part: EstimatedCost) => number) => parts.reduce((all, part) => all + pick(part), 0);
  const sumKnown = (pick: (part: EstimatedCost) => number | null) =>
    parts.some((part) => pick(part) === null) ? null : sum((part) => pick(part) ?? 0);
  return {
    calls: sum(({ calls }) => calls),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    leastCost: sumKnown(({ leastCost }) => leastCost),
    mostCost: sumKnown(({ mostCost }) => mostCost),
  };
}
