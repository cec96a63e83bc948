import type { providerRoutes } from "../provider-routes.ts";
import { costs, estimate, rules, setRules } from "../providers/cost.actions.ts";
import {
  addProvider,
  listProviders,
  modelPrices,
  removeProvider,
  setProvider,
} from "../providers/provider.actions.ts";
import { askModels, providerModels, testProvider } from "../providers/test.actions.ts";
import type { Handlers } from "./call.ts";

export const providerHandlers: Pick<Handlers, keyof typeof providerRoutes> = {
  listProviders: ({ context }) => listProviders(context),
  addProvider: ({ context, body }) => addProvider(context, body),
  providerRules: ({ context }) => rules(context),
  setProviderRules: ({ context, body }) => setRules(context, body),
  setProvider: ({ context, params, body }) => setProvider(context, { ...params, ...body }),
  removeProvider: async ({ context, params }) => ({ removed: await removeProvider(context, params) }),
  testProvider: ({ context, params }) => testProvider(context, params),
  providerModels: ({ context, params }) => providerModels(context, params),
  askModels: ({ context, body }) => askModels(context, body),
  modelPrices: async () => modelPrices(),
  costs: ({ context, query }) => costs(context, query),
  estimate: ({ context, params }) => estimate(context, params),
};
