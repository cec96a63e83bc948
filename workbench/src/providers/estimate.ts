import type { Price } from "./prices.ts";

/** What is paid for. */
export interface Tokens {
  /** All of them, also those from the provider's cache. */
  readonly inputTokens: number;
  /** Of the input, those that the provider had in its own cache. */
  readonly cachedInputTokens?: number;
  /** Of the input, those that it put there. */
  readonly cacheWriteTokens?: number;
  readonly outputTokens: number;
}

/** Calls that are to be made, and the tokens of all of them together. */
export interface PlannedCalls extends Tokens {
  readonly calls: number;
}

/** What they would cost with the cheapest and with the dearest of the models; null where one's price is not known. */
export interface EstimatedCost extends PlannedCalls {
  readonly cachedInputTokens: number;
  readonly leastCost: number | null;
  readonly mostCost: number | null;
}

const perPrice = 1_000_000;

/** US dollars for so many tokens; null where the price is not known. */
export function costOf(price: Price | undefined, tokens: Tokens): number | null {
  if (price === undefined) return null;
  const { inputTokens, cachedInputTokens = 0, cacheWriteTokens = 0, outputTokens } = tokens;
  const { input, output, cacheRead = input, cacheWrite = input } = price;
  const plain = Math.max(0, inputTokens - cachedInputTokens - cacheWriteTokens);
  const sum =
    plain * input + cachedInputTokens * cacheRead + cacheWriteTokens * cacheWrite + outputTokens * output;
  return sum / perPrice;
}

/**
 * Estimates what calls cost, by the models that may be asked.
 *
 * @param candidates none where no model is set up: then nothing is asked and nothing costs
 */
export function estimateCost(
  { cachedInputTokens = 0, ...calls }: PlannedCalls,
  candidates: readonly { readonly price?: Price | undefined }[],
): EstimatedCost {
  if (candidates.length === 0)
    return { calls: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, leastCost: 0, mostCost: 0 };
  const planned = { cachedInputTokens, ...calls };
  if (planned.calls === 0) return { ...planned, leastCost: 0, mostCost: 0 };
  const costs = candidates.map(({ price }) => costOf(price, planned));
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
    cachedInputTokens: sum(({ cachedInputTokens }) => cachedInputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    leastCost: sumKnown(({ leastCost }) => leastCost),
    mostCost: sumKnown(({ mostCost }) => mostCost),
  };
}
