import type { LanguageModel as AnyLanguageModel } from "ai";
import { type Agent, fetch as undiciFetch } from "undici";
import type { ProviderKind } from "../model.ts";
import type { Candidate } from "./provider-account.ts";
import { providerDefaults } from "./provider-address.ts";

/** A model as the provider packages of `ai` 7 offer it. */
export type LanguageModel = Extract<AnyLanguageModel, { specificationVersion: "v4" }>;

interface Access {
  readonly baseURL: string;
  readonly apiKey: string;
  readonly fetch: typeof globalThis.fetch;
}

/** The provider packages, each loaded when a model of its kind is first asked. */
const packages: Readonly<Record<ProviderKind, (access: Access, model: string) => Promise<LanguageModel>>> = {
  openai: async (access, model) => (await import("@ai-sdk/openai")).createOpenAI(access)(model),
  anthropic: async (access, model) => (await import("@ai-sdk/anthropic")).createAnthropic(access)(model),
  google: async (access, model) => (await import("@ai-sdk/google")).createGoogle(access)(model),
  mistral: async (access, model) => (await import("@ai-sdk/mistral")).createMistral(access)(model),
  azure: async (access, model) => (await import("@ai-sdk/azure")).createAzure(access).chat(model),
  openrouter: async (access, model) =>
    (await import("@openrouter/ai-sdk-provider")).createOpenRouter(access).chat(model),
  compatible: async ({ apiKey, ...access }, model) =>
    (await import("@ai-sdk/openai-compatible"))
      .createOpenAICompatible({
        ...access,
        ...(apiKey === "" ? {} : { apiKey }),
        name: "compatible",
        includeUsage: true,
        supportsStructuredOutputs: true,
      })
      .chatModel(model),
};

/** Opens a model where its provider is; nothing is sent yet. */
export function languageModel({ account, model }: Candidate, agent: Agent): Promise<LanguageModel> {
  // Always said: a package would else ask the environment, which must not move a key to another host.
  const baseURL = account.baseUrl ?? providerDefaults[account.kind].baseUrl;
  if (baseURL === undefined) throw new Error(`provider ${account.name} has no address`);
  const access = { baseURL, apiKey: account.key ?? "", fetch: fetchThrough(agent) };
  return packages[account.kind](access, model);
}

/** Follows no redirect: a key goes to the host that it is for, and nowhere else. */
function fetchThrough(agent: Agent): typeof globalThis.fetch {
  const through = (input: string, init: object) =>
    undiciFetch(input, { ...init, redirect: "manual", dispatcher: agent });
  return through as unknown as typeof globalThis.fetch;
}
