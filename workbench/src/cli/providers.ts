import { text as wholeText } from "node:stream/consumers";
import { ToposcopeError } from "../errors.ts";
import { llmPurposes, providerKinds } from "../model.ts";
import { type Provider, type ProviderChange, providerChange, providerName } from "../provider-contract.ts";
import {
  addProvider,
  forAllPurposes,
  listProviders,
  removeProvider,
  setProvider,
} from "../providers/provider.actions.ts";
import { providerModels, testProvider } from "../providers/test.actions.ts";
import { routes } from "../routes.ts";
import { textArgument, textOption } from "./input.ts";
import { dollars } from "./money.ts";
import type { Session } from "./session.ts";
import { readsStandardInput } from "./standard-input.ts";
import { formatCount } from "./tables.ts";
import type { RunVerb, VerbInput } from "./verb.ts";

export const listProvidersVerb: RunVerb = async (session) => {
  const { output } = session;
  const { context } = await session.open();
  const providers = await listProviders(context);
  if (output.json) output.value(routes.listProviders.reply, providers);
  else if (providers.length === 0)
    output.line("no language model is set up: names and answers are taken from the texts");
  else for (const provider of providers) print(session, provider);
  return 0;
};

export const addProviderVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const name = providerName.safeParse(textArgument(input));
  if (!name.success)
    throw new ToposcopeError("USAGE", `${textArgument(input)} is no name; ${issues(name.error)}`);
  const kind = providerKinds.find((known) => known === textOption(input, "kind"));
  const change = await changeOptions(input);
  const { context } = await session.open();
  const added = await addProvider(context, { name: name.data, kind, ...change });
  if (output.json) output.value(routes.addProvider.reply, added);
  else print(session, added);
  return 0;
};

export const setProviderVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const change = await changeOptions(input);
  const { context } = await session.open();
  const changed = await setProvider(context, { provider: textArgument(input), ...change });
  if (output.json) output.value(routes.setProvider.reply, changed);
  else print(session, changed);
  return 0;
};

export const removeProviderVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const removed = await removeProvider(context, { provider: textArgument(input) });
  if (output.json) output.value(routes.removeProvider.reply, { removed });
  else output.line(`provider ${removed} is gone, with its key`);
  return 0;
};

export const testProviderVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const tests = await testProvider(context, { provider: textArgument(input) });
  if (output.json) output.value(routes.testProvider.reply, tests);
  else
    for (const { model, ok, said, hint, milliseconds, cost } of tests) {
      const price = cost === null ? "price unknown" : dollars(cost);
      output.line(`${model}: ${ok ? `answered in ${Math.round(milliseconds)} ms, ${price}` : said}`);
      if (hint !== null) output.line(`   hint: ${hint}`);
    }
  return tests.every(({ ok }) => ok) ? 0 : 1;
};

export const providerModelsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const { context } = await session.open();
  const models = await providerModels(context, { provider: textArgument(input) });
  if (output.json) output.value(routes.providerModels.reply, models);
  else for (const model of models.models) output.line(model);
  return 0;
};

/** @throws ToposcopeError USAGE */
async function changeOptions(input: VerbInput): Promise<ProviderChange> {
  const limit = (option: string) => {
    const given = textOption(input, option);
    return given === undefined ? undefined : given === "none" ? null : Number(given);
  };
  const priority = textOption(input, "priority");
  const enabled = textOption(input, "enabled");
  const checked = providerChange.safeParse({
    baseUrl: textOption(input, "baseUrl"),
    key: await keyOption(input),
    keyVariable: textOption(input, "keyVariable"),
    priority: priority === undefined ? undefined : Number(priority),
    requestsPerMinute: limit("requestsPerMinute"),
    tokensPerMinute: limit("tokensPerMinute"),
    concurrency: limit("concurrency"),
    enabled: enabled === undefined ? undefined : enabled === "on",
    models: modelsOption(input),
  });
  if (checked.success) return checked.data;
  throw new ToposcopeError("USAGE", issues(checked.error));
}

/** A key on the command line is seen by others on the machine; `-` reads it from elsewhere. */
async function keyOption(input: VerbInput): Promise<string | undefined> {
  const given = textOption(input, "key");
  if (given === undefined || !readsStandardInput([given])) return given;
  return (await wholeText(process.stdin)).trim();
}

/** @throws ToposcopeError USAGE */
function modelsOption(input: VerbInput): Record<string, string | null> | undefined {
  const given = textOption(input, "models");
  if (given === undefined) return undefined;
  const parts = given.split(",").map((part) => part.trim());
  if (parts.length === 1 && !given.includes("=")) return forAllPurposes(given);
  return Object.fromEntries(
    parts.map((part) => {
      const [purpose = "", model = ""] = part.split(/=(.*)/s);
      if (llmPurposes.some((known) => known === purpose)) return [purpose, model === "none" ? null : model];
      throw new ToposcopeError(
        "USAGE",
        `--models has ${JSON.stringify(part)}; expected purpose=model, with purposes ${llmPurposes.join(", ")}`,
      );
    }),
  );
}

const issues = (error: {
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}) => error.issues.map(({ path, message }) => [...path.map(String), message].join(": ")).join("; ");

function print({ output }: Session, provider: Provider): void {
  const { name, kind, address, enabled, key, models, prices } = provider;
  output.line(`${name}  ${kind} at ${address}${enabled ? "" : ", switched off"}`);
  output.line(`   ${keyText(key)}${limitText(provider)}`);
  for (const { model, price } of prices) {
    const purposes = llmPurposes.filter((purpose) => models[purpose] === model);
    const costs =
      price === null
        ? "price unknown"
        : price.input + price.output === 0
          ? "costs nothing"
          : `$${price.input} in, $${price.output} out per million tokens`;
    output.line(`   ${model} for ${purposes.join(", ")}: ${costs}`);
  }
}

function keyText({ from, hint, trouble }: Provider["key"]): string {
  if (from === "none") return "no key";
  const where = from === "stored" ? `stored key ${hint}` : `key from ${hint}`;
  return trouble === null ? where : `${where}, which cannot be used here: ${trouble}`;
}

function limitText(provider: Provider): string {
  const { requestsPerMinute, tokensPerMinute, concurrency, priority } = provider;
  const parts = [
    ...(priority === 0 ? [] : [`priority ${priority}`]),
    ...(requestsPerMinute === null ? [] : [`${formatCount(requestsPerMinute)} requests a minute`]),
    ...(tokensPerMinute === null ? [] : [`${formatCount(tokensPerMinute)} tokens a minute`]),
    ...(concurrency === null ? [] : [`${formatCount(concurrency)} at once`]),
  ];
  return parts.map((part) => `, ${part}`).join("");
}
