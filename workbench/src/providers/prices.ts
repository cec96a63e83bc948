import type { ProviderKind } from "../model.ts";

/** US dollars per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** Input that the provider had in its own cache. */
  readonly cacheRead?: number | undefined;
  /** Input that it put there. */
  readonly cacheWrite?: number | undefined;
}

const price = (input: number, output: number, cacheRead?: number): Price => ({ input, output, cacheRead });
/** Anthropic takes a quarter more for input that it keeps for five minutes. */
const anthropicPrice = (input: number, output: number, cacheRead: number): Price => ({
  ...price(input, output, cacheRead),
  cacheWrite: 1.25 * input,
});

/**
 * List prices by kind and model, as they were on 2026-11-21. What is not here is not known; `prices.json` in the data folder
 * adds to it.
 */
const listPrices: { readonly [K in ProviderKind]?: Readonly<Record<string, Price>> } = {
  openai: {
    "gpt-4o": price(2.5, 10, 1.25),
    "gpt-4o-2024-05-13": price(5, 15),
    "gpt-4o-mini": price(0.15, 0.6, 0.075),
    "gpt-4.1": price(2, 8, 0.5),
    "gpt-4.1-mini": price(0.4, 1.6, 0.1),
    "gpt-4.1-nano": price(0.1, 0.4, 0.025),
    o3: price(2, 8, 0.5),
    "o4-mini": price(1.1, 4.4, 0.275),
    "gpt-5": price(1.25, 10, 0.125),
    "gpt-5-mini": price(0.25, 2, 0.025),
    "gpt-5-nano": price(0.05, 0.4, 0.005),
    "gpt-5.1": price(1.25, 10, 0.125),
    "gpt-5.4": price(2.5, 15, 0.25),
    "gpt-5.5": price(5, 30, 0.5),
    "gpt-5.6": price(2, 10, 0.2),
    "gpt-5.6-luna": price(1, 6, 0.1),
  },
  anthropic: {
    "claude-3-haiku": anthropicPrice(0.25, 1.25, 0.03),
    "claude-3-5-haiku": anthropicPrice(0.8, 4, 0.08),
    "claude-haiku-4-5": anthropicPrice(1, 5, 0.1),
    "claude-3-7-sonnet": anthropicPrice(3, 15, 0.3),
    "claude-sonnet-4": anthropicPrice(3, 15, 0.3),
    "claude-sonnet-4-5": anthropicPrice(3, 15, 0.3),
    "claude-sonnet-4-6": anthropicPrice(3, 15, 0.3),
    "claude-sonnet-5": anthropicPrice(2, 10, 0.2),
    "claude-sonnet-5-5": anthropicPrice(2, 10, 0.1),
    "claude-opus-4-1": anthropicPrice(15, 75, 1.5),
    "claude-opus-4-5": anthropicPrice(5, 25, 0.5),
    "claude-opus-4-8": anthropicPrice(5, 25, 0.5),
    "claude-opus-5-5": anthropicPrice(4, 20, 0.2),
  },
  google: {
    "gemini-2.0-flash": price(0.1, 0.4, 0.025),
    "gemini-2.0-flash-lite": price(0.075, 0.3),
    "gemini-2.5-flash": price(0.3, 2.5, 0.03),
    "gemini-2.5-flash-lite": price(0.1, 0.4, 0.01),
    "gemini-3.1-flash-lite": price(0.25, 1.5, 0.025),
    "gemini-3.5-flash": price(1.5, 9, 0.15),
  },
  mistral: {
    "mistral-small-latest": price(0.1, 0.3),
    "mistral-medium-latest": price(1.5, 7.5),
    "mistral-large-2411": price(2, 6),
    "mistral-large-2512": price(0.5, 1.5),
  },
};

/** The models on the list, the newest last. */
export const listedModels = (kind: ProviderKind): (Price & { readonly model: string })[] =>
  Object.entries(listPrices[kind] ?? {}).map(([model, known]) => ({ model, ...known }));

/** Whose list an OpenRouter model is on: it passes the makers' prices on. */
const makers: Readonly<Record<string, ProviderKind>> = {
  openai: "openai",
  anthropic: "anthropic",
  google: "google",
  mistralai: "mistral",
};

/**
 * What a model costs by the list; a dated or `latest` name costs what the plain one does.
 *
 * @returns undefined where it is not known, which is not 0
 */
export function listPrice(kind: ProviderKind, model: string): Price | undefined {
  if (kind === "openrouter") {
    const [maker = "", ...name] = model.split("/");
    const of = makers[maker];
    return of && listPrice(of, name.join("/").replace(/(?<=^claude-.*\d)\.(?=\d)/, "-"));
  }
  const prices = listPrices[kind];
  const plain = model.replace(/-(\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, "");
  return prices && (own(prices, model) ?? own(prices, plain));
}

const own = (prices: Readonly<Record<string, Price>>, model: string) =>
  Object.hasOwn(prices, model) ? prices[model] : undefined;
