import { z } from "zod";
import { projectName } from "./contract.ts";
import {
  costs,
  modelPrices,
  modelsRequest,
  provider,
  providerChange,
  providerName,
  providerRequest,
  providerRules,
  providerRulesChange,
  providerTest,
  runEstimate,
} from "./provider-contract.ts";
import { projectParam, route } from "./route.ts";

const providerParam = z.object({ provider: providerName });

/** The routes about language models and what they cost. */
export const providerRoutes = {
  listProviders: route({
    method: "GET",
    path: "/api/providers",
    access: "owner",
    summary: "The providers of language models that are set up, without their keys",
    reply: z.array(provider),
  }),
  addProvider: route({
    method: "POST",
    path: "/api/providers",
    access: "owner",
    summary: "Set up a provider; its key is stored encrypted and never given out again",
    body: providerRequest,
    reply: provider,
    status: 201,
  }),
  providerRules: route({
    method: "GET",
    path: "/api/provider-rules",
    access: "owner",
    summary: "In which order providers are asked, and what they may cost",
    reply: providerRules,
  }),
  setProviderRules: route({
    method: "PATCH",
    path: "/api/provider-rules",
    access: "owner",
    summary: "Change that for all calls from now on; null takes a budget out",
    body: providerRulesChange,
    reply: providerRules,
  }),
  setProvider: route({
    method: "PATCH",
    path: "/api/providers/:provider",
    access: "owner",
    summary: "Change a provider; with an address on another host its key must be given again",
    params: providerParam,
    body: providerChange,
    reply: provider,
  }),
  removeProvider: route({
    method: "DELETE",
    path: "/api/providers/:provider",
    access: "owner",
    summary: "Take a provider out, with its key; what it answered and cost stays",
    params: providerParam,
    reply: z.object({ removed: z.string() }),
  }),
  testProvider: route({
    method: "POST",
    path: "/api/providers/:provider/test",
    access: "owner",
    summary: "Ask each of a provider's models a short question, which costs a little",
    params: providerParam,
    reply: z.array(providerTest),
  }),
  providerModels: route({
    method: "GET",
    path: "/api/providers/:provider/models",
    access: "owner",
    summary: "The models that a provider says it has",
    params: providerParam,
    reply: z.object({ models: z.array(z.string()) }),
  }),
  askModels: route({
    method: "POST",
    path: "/api/provider-models",
    access: "owner",
    summary:
      "The models that a provider says it has before it is set up, or as it is to be changed; costs nothing",
    body: modelsRequest,
    reply: z.object({ models: z.array(z.string()) }),
  }),
  modelPrices: route({
    method: "GET",
    path: "/api/model-prices",
    access: "owner",
    summary: "The models whose public price is known, by kind of provider",
    reply: modelPrices,
  }),
  costs: route({
    method: "GET",
    path: "/api/costs",
    access: "owner",
    summary: "What language models were asked and what that cost, of all projects or of one",
    query: z.object({ project: projectName.optional() }),
    reply: costs,
  }),
  estimate: route({
    method: "GET",
    path: "/api/projects/:project/estimate",
    access: "owner",
    summary: "How many calls an analysis would make and what they would cost",
    params: projectParam,
    reply: runEstimate,
  }),
} as const;
