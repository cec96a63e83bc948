import type {
  ModelPrices,
  ModelsRequest,
  Provider,
  ProviderChange,
  ProviderRequest,
  RunEstimate,
} from "toposcope/provider-contract";

export const purposes = ["naming", "insights", "facets", "answers"] as const;
export type Purpose = (typeof purposes)[number];

export const kinds = [
  "openai",
  "anthropic",
  "google",
  "azure",
  "mistral",
  "openrouter",
  "compatible",
] as const;

/** A provider as it is being filled in. The key is only ever written. */
export interface ProviderDraft {
  readonly name: string;
  readonly kind: (typeof kinds)[number];
  readonly baseUrl: string;
  readonly key: string;
  readonly keyVariable: string;
  readonly models: Readonly<Record<Purpose, string>>;
  readonly priority: number;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly concurrency: number | null;
}

export const emptyDraft: ProviderDraft = {
  name: "",
  kind: "openai",
  baseUrl: "",
  key: "",
  keyVariable: "",
  models: { naming: "", insights: "", facets: "", answers: "" },
  priority: 0,
  requestsPerMinute: null,
  tokensPerMinute: null,
  concurrency: null,
};

export function draftOf(provider: Provider): ProviderDraft {
  return {
    ...provider,
    baseUrl: provider.baseUrl ?? "",
    key: "",
    keyVariable: "",
    models: { ...emptyDraft.models, ...provider.models },
  };
}

/** What is sent to change a provider: a key only where one was typed. */
export function changeOf({
  name: _,
  kind: __,
  key,
  keyVariable,
  baseUrl,
  models,
  ...rest
}: ProviderDraft): ProviderChange {
  return {
    priority: rest.priority,
    requestsPerMinute: rest.requestsPerMinute,
    tokensPerMinute: rest.tokensPerMinute,
    concurrency: rest.concurrency,
    baseUrl: baseUrl.trim() === "" ? null : baseUrl.trim(),
    models: Object.fromEntries(purposes.map((purpose) => [purpose, models[purpose].trim() || null])),
    ...(key.trim() !== "" && { key: key.trim() }),
    ...(keyVariable.trim() !== "" && { keyVariable: keyVariable.trim() }),
  };
}

/** What is sent to set one up: without any model, the usual ones of its kind. */
export function requestOf(draft: ProviderDraft): ProviderRequest {
  const { models, ...change } = changeOf(draft);
  const hasModels = Object.values(models ?? {}).some((model) => model !== null);
  return { name: draft.name.trim(), kind: draft.kind, ...change, ...(hasModels && { models }) };
}

/** What is sent to ask which models it has; of one that is set up, as it is to be changed. */
export function modelsRequestOf(draft: ProviderDraft, provider: Provider | null): ModelsRequest {
  const { baseUrl, key, keyVariable } = changeOf(draft);
  return {
    kind: draft.kind,
    baseUrl,
    ...(key !== undefined && { key }),
    ...(keyVariable !== undefined && { keyVariable }),
    ...(provider !== null && { provider: provider.name }),
  };
}

/** What a model field suggests: what the provider says it has, else the models of its kind with their prices. */
export function suggestedModels(
  { kind }: ProviderDraft,
  { asked, prices }: { asked: readonly string[] | null; prices: ModelPrices },
): { readonly model: string; readonly about: string | null }[] {
  const priced = prices[kind] ?? [];
  const aboutOf = (model: string) => {
    const price = priced.find((known) => known.model === model);
    return price ? `$${price.input} in, $${price.output} out per million tokens` : null;
  };
  const models = asked ?? priced.map(({ model }) => model);
  return models.map((model) => ({ model, about: aboutOf(model) }));
}

/** US dollars, as exactly as small sums need. */
export const formatDollars = (amount: number) => `$${amount.toFixed(amount > 0 && amount < 1 ? 4 : 2)}`;

/** What naming topics and telling what they say would take; null where no model is asked. */
export function describingText({ stages }: RunEstimate): string | null {
  const asked = stages.filter(({ purpose, calls }) => purpose !== "facets" && calls > 0);
  if (asked.length === 0) return null;
  const models = [...new Set(asked.map(({ models: [first = ""] }) => first))].join(", ");
  const sum = (pick: (stage: RunEstimate["stages"][number]) => number | null) =>
    asked.reduce<number | null>((all, stage) => {
      const part = pick(stage);
      return all === null || part === null ? null : all + part;
    }, 0);
  const cost = sum(({ mostCost }) => mostCost);
  const price = cost === null ? "at a price that is not known" : `for ${formatDollars(cost)} at most`;
  return `Names and insights come from ${models}: about ${sum(({ calls }) => calls)} calls ${price}.`;
}
