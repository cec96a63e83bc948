import type {
  Costs,
  ModelPrices,
  Provider,
  ProviderRequest,
  ProviderRules,
  RunEstimate,
} from "toposcope/provider-contract";
import { type Answer, Problem } from "./fixture-read.ts";

const sums = (calls: number, cost: number) => ({
  calls,
  failures: 1,
  cached: 12,
  inputTokens: calls * 1_400,
  cachedInputTokens: calls * 400,
  outputTokens: calls * 130,
  cost,
  unpriced: 0,
});

const expected = {
  calls: 210,
  inputTokens: 300_000,
  cachedInputTokens: 90_000,
  outputTokens: 28_000,
  leastCost: 0.1,
  mostCost: 0.14,
};

/** Providers that answer as the contract says, and keep no key. */
export class FixtureProviders {
  #providers: Provider[] = [
    viewOf({
      name: "openai",
      key: "sk-never-shown-a1b2",
      models: { naming: "gpt-5-mini", answers: "gpt-5" },
    }),
  ];
  #rules: ProviderRules = {
    routing: "priority",
    runBudget: 2,
    dayBudget: null,
    projectBudget: null,
    unpricedAllowed: false,
  };

  costs(): Costs {
    return {
      total: sums(240, 0.1234),
      today: 0.0456,
      byPurpose: [
        { purpose: "naming", ...sums(200, 0.1034) },
        { purpose: "answers", ...sums(40, 0.02) },
      ],
      byModel: [{ provider: "openai", model: "gpt-5-mini", ...sums(240, 0.1234) }],
      byRun: [{ run: 2, number: 2, project: "State of the Union", ...sums(200, 0.1034), estimate: expected }],
      rules: this.#rules,
    };
  }

  estimate(): RunEstimate {
    const models = ["openai/gpt-5-mini"];
    const naming = { purpose: "naming" as const, models, basis: "38 topics", ...expected };
    return { total: expected, stages: [naming] };
  }

  modelPrices(): ModelPrices {
    return { openai: [{ model: "gpt-5-mini", input: 0.25, output: 2 }] };
  }

  setRules(body: string): ProviderRules {
    this.#rules = { ...this.#rules, ...(JSON.parse(body) as Partial<ProviderRules>) };
    return this.#rules;
  }

  answer(method: string, [name, part]: readonly (string | undefined)[], body: string): Answer {
    if (name === undefined || name === "") return method === "POST" ? this.#add(body) : this.#providers;
    if (part === "test")
      return [{ model: "gpt-5-mini", ok: true, said: "yes", hint: null, milliseconds: 640, cost: 0.0001 }];
    if (method === "DELETE") {
      this.#providers = this.#providers.filter((provider) => provider.name !== name);
      return { removed: name };
    }
    const { key: _, ...change } = JSON.parse(body) as ProviderRequest;
    this.#providers = this.#providers.map((provider) =>
      provider.name === name ? ({ ...provider, ...change } as Provider) : provider,
    );
    return this.#providers.find((provider) => provider.name === name) ?? {};
  }

  #add(body: string): Provider {
    const asked = JSON.parse(body) as ProviderRequest;
    if (!asked.key)
      throw new Problem(
        409,
        "PROVIDER_KEY_NEEDED",
        `${asked.name} has no key`,
        "give its key: toposcope providers set <name> --key <secret>",
      );
    const added = viewOf(asked);
    this.#providers = [...this.#providers, added];
    return added;
  }
}

function viewOf({ name, kind = "openai", baseUrl = null, key, models = {} }: ProviderRequest): Provider {
  const named = Object.fromEntries(Object.entries(models).filter(([, model]) => model !== null));
  return {
    name,
    kind,
    baseUrl,
    address: baseUrl ?? "https://api.openai.com",
    key: { from: "stored", hint: `…${key?.slice(-4)}`, trouble: null },
    priority: 0,
    requestsPerMinute: null,
    tokensPerMinute: null,
    concurrency: null,
    enabled: true,
    models: named as Provider["models"],
    prices: [...new Set(Object.values(named))].map((model) => ({
      model: model as string,
      price: model === "gpt-5-mini" ? { input: 0.25, output: 2 } : null,
    })),
  };
}
