import { z } from "zod";
import { id } from "./contract.ts";
import { llmPurposes, providerKinds, routings } from "./model.ts";

/** Language models: who answers, what that costs, and what it may cost. Money is US dollars throughout. */

const text = z.string().trim().min(1).max(200);
const purpose = z.enum(llmPurposes);
const limit = z.number().int().min(1).max(1_000_000_000);
const dollars = z.number().min(0).max(1_000_000);

/** A provider's name stands before a slash in `provider/model`. */
export const providerName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, "small letters, digits, dots, dashes; no slash");

const models = z.partialRecord(purpose, text);

export const provider = z.object({
  name: z.string(),
  kind: z.enum(providerKinds),
  /** Where it is, if not where its kind usually is. */
  baseUrl: z.string().nullable(),
  /** Where it is asked: scheme and host. */
  address: z.string(),
  key: z.object({
    from: z.enum(["stored", "environment", "none"]),
    /** The key's last four characters, or the variable's name; nothing else of it is ever shown. */
    hint: z.string().nullable(),
    /** Why it cannot be used here. */
    trouble: z.string().nullable(),
  }),
  /** Lower ones are asked first. */
  priority: z.number().int(),
  requestsPerMinute: z.number().int().nullable(),
  tokensPerMinute: z.number().int().nullable(),
  concurrency: z.number().int().nullable(),
  enabled: z.boolean(),
  models,
  /** Of its models, per million tokens; null where the price is not known. */
  prices: z.array(
    z.object({ model: z.string(), price: z.object({ input: z.number(), output: z.number() }).nullable() }),
  ),
});

const settable = {
  baseUrl: z.string().trim().min(1).max(500).nullable(),
  /** The key itself, to be stored encrypted. */
  key: z.string().trim().min(1).max(4_000).nullable(),
  /** An environment variable that holds the key where the server and the workers are started. */
  keyVariable: z.string().regex(/^[A-Z][A-Z0-9_]*_API_KEY$/, "a name that ends in _API_KEY"),
  priority: z.number().int().min(-1_000).max(1_000),
  requestsPerMinute: limit.nullable(),
  tokensPerMinute: limit.nullable(),
  concurrency: limit.nullable(),
  enabled: z.boolean(),
  /** By purpose; null takes one out. */
  models: z.partialRecord(purpose, text.nullable()),
};

export const providerChange = z.object(settable).partial();
export const providerRequest = providerChange.extend({
  name: providerName,
  /** By default what the name is, if it is a kind. */
  kind: z.enum(providerKinds).optional(),
});

/** A provider as it is being filled in, or changed where it is one that is set up: to be asked which models it has. */
export const modelsRequest = z.object({
  provider: providerName.optional(),
  kind: z.enum(providerKinds),
  ...providerChange.pick({ baseUrl: true, key: true, keyVariable: true }).shape,
});

/** By kind of provider, the models whose public price is known, per million tokens. */
export const modelPrices = z.partialRecord(
  z.enum(providerKinds),
  z.array(z.object({ model: z.string(), input: z.number(), output: z.number() })),
);

export const providerTest = z.object({
  model: z.string(),
  ok: z.boolean(),
  /** What it answered, or what went wrong. */
  said: z.string(),
  hint: z.string().nullable(),
  milliseconds: z.number(),
  cost: z.number().nullable(),
});

export const providerRules = z.object({
  routing: z.enum(routings),
  runBudget: z.number().nullable(),
  dayBudget: z.number().nullable(),
  projectBudget: z.number().nullable(),
  /** Whether a model of unknown price may be asked although there is a budget. */
  unpricedAllowed: z.boolean(),
});

export const providerRulesChange = z
  .object({
    routing: z.enum(routings),
    runBudget: dollars.nullable(),
    dayBudget: dollars.nullable(),
    projectBudget: dollars.nullable(),
    unpricedAllowed: z.boolean(),
  })
  .partial();

/** Sums over calls. */
const sums = z.object({
  calls: z.number().int(),
  /** Of the calls, those that failed. */
  failures: z.number().int(),
  /** Of the calls, those answered by what had been paid for before. */
  cached: z.number().int(),
  inputTokens: z.number(),
  /** Of the input, those that providers had in their own caches. */
  cachedInputTokens: z.number(),
  outputTokens: z.number(),
  /** As far as prices are known. */
  cost: z.number(),
  /** Of the calls, those whose price is not known. */
  unpriced: z.number().int(),
});

/** What something is expected to cost. */
export const estimate = z.object({
  calls: z.number().int(),
  inputTokens: z.number().int(),
  /** Of the input, those that providers are expected to have in their own caches, as in earlier calls. */
  cachedInputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** With the cheapest and with the dearest of the models that may be asked; null where a price is not known. */
  leastCost: z.number().nullable(),
  mostCost: z.number().nullable(),
});

export const costs = z.object({
  total: sums,
  /** Of all projects, by UTC. */
  today: z.number(),
  byPurpose: z.array(sums.extend({ purpose })),
  byModel: z.array(sums.extend({ provider: z.string(), model: z.string() })),
  /** The newest first. */
  byRun: z.array(
    sums.extend({
      run: id,
      number: z.number().int().nullable(),
      project: z.string(),
      /** What was expected when it was started. */
      estimate: estimate.nullable(),
    }),
  ),
  rules: providerRules,
});

export const runEstimate = z.object({
  total: estimate,
  stages: z.array(
    estimate.extend({
      purpose,
      /** Models that may be asked, as `provider/model`, the first one first. */
      models: z.array(z.string()),
      /** What the figures rest on. */
      basis: z.string(),
    }),
  ),
});

export type Provider = z.infer<typeof provider>;
export type ProviderChange = z.infer<typeof providerChange>;
export type ProviderRequest = z.infer<typeof providerRequest>;
export type ModelsRequest = z.infer<typeof modelsRequest>;
export type ModelPrices = z.infer<typeof modelPrices>;
export type ProviderTest = z.infer<typeof providerTest>;
export type ProviderRules = z.infer<typeof providerRules>;
export type ProviderRulesChange = z.infer<typeof providerRulesChange>;
export type Estimate = z.infer<typeof estimate>;
export type Costs = z.infer<typeof costs>;
export type RunEstimate = z.infer<typeof runEstimate>;
