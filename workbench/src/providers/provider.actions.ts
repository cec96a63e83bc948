import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { type LlmPurpose, llmPurposes, type ProviderKind, providerKinds } from "../model.ts";
import type {
  ModelPrices,
  ModelsRequest,
  Provider,
  ProviderChange,
  ProviderRequest,
} from "../provider-contract.ts";
import {
  deleteProvider,
  insertProvider,
  listProviders as listStored,
  type ProviderDraft,
  type ProviderModels,
  type ProviderRow,
  requireProvider,
  updateProvider,
} from "../store/provider.ts";
import { type KeyBox, type KeySource, keyBox } from "./key-box.ts";
import { priceOf, readPriceFile } from "./price-file.ts";
import { listedModels } from "./prices.ts";
import { isNearby, providerDefaults, providerUrl } from "./provider-address.ts";
import { accountOf } from "./stored-registry.ts";

type Ground = Pick<Context, "db" | "settings">;

export const keysOf = ({ settings }: Pick<Context, "settings">): KeyBox =>
  keyBox({ data: settings.data, secret: settings.keySecret });

/** The providers that are set up, those asked first first, without their keys. */
export async function listProviders(context: Ground): Promise<Provider[]> {
  const rows = await listStored(context.db);
  return await Promise.all(rows.map((row) => providerView(context, row)));
}

/** What a provider is asked where nobody says: small models, whose prices are known. */
const usualModels: { readonly [K in ProviderKind]?: string } = {
  openai: "gpt-5-mini",
  anthropic: "claude-haiku-4-5",
  google: "gemini-2.5-flash",
  mistral: "mistral-small-latest",
};

/**
 * Sets a provider up. Only from now on does anything leave this machine: a key in the environment alone sends nothing.
 *
 * @throws ToposcopeError PROVIDER_EXISTS, PROVIDER_INVALID, PROVIDER_KEY_NEEDED
 */
export async function addProvider(
  context: Ground & Pick<Context, "clock">,
  { name, kind = kindNamed(name), ...asked }: ProviderRequest,
): Promise<Provider> {
  const usual = usualModels[kind];
  const models = asked.models ?? (usual === undefined ? undefined : forAllPurposes(usual));
  if (models === undefined)
    throw new ToposcopeError("PROVIDER_INVALID", `${name} has no models`, {
      hint: "name one for everything, or one for each purpose: --models <model>",
    });
  const draft = await changed(context, nothingOf(name, kind), { ...usualKey(kind, asked), ...asked, models });
  if (draft.keySealed === null && kind !== "compatible")
    throw new ToposcopeError("PROVIDER_KEY_NEEDED", `${name} has no key`, {
      hint: `give it: --key <secret>, or set ${providerDefaults[kind].variable} where toposcope is started`,
    });
  await insertProvider(context.db, { ...draft, now: context.clock.now() });
  return await providerView(context, await requireProvider(context.db, name));
}

const nothingOf = (name: string, kind: ProviderKind): ProviderDraft => ({
  name,
  kind,
  baseUrl: null,
  keySealed: null,
  keyHint: null,
  priority: 0,
  requestsPerMinute: null,
  tokensPerMinute: null,
  concurrency: null,
  enabled: true,
  models: {},
});

/**
 * A provider as it is being filled in, under the rules by which it would be kept: a key that is there goes to no other host.
 *
 * @throws ToposcopeError PROVIDER_NOT_FOUND, PROVIDER_INVALID, PROVIDER_KEY_NEEDED
 */
export async function draftedProvider(
  context: Ground,
  { provider, kind, ...change }: ModelsRequest,
): Promise<ProviderRow> {
  const known = provider === undefined ? undefined : await requireProvider(context.db, provider);
  const draft = known
    ? await changed(context, known, change)
    : await changed(context, nothingOf(kind, kind), { ...usualKey(kind, change), ...change });
  return { id: known?.id ?? 0, ...draft };
}

/** The models whose public price is known, by kind. */
export const modelPrices = (): ModelPrices =>
  Object.fromEntries(
    providerKinds.map((kind) => [
      kind,
      listedModels(kind).map(({ model, input, output }) => ({ model, input, output })),
    ]),
  );

export const forAllPurposes = (model: string): ProviderModels =>
  Object.fromEntries(llmPurposes.map((purpose) => [purpose, model]));

function kindNamed(name: string): ProviderKind {
  const kind = providerKinds.find((known) => known === name);
  if (kind !== undefined) return kind;
  throw new ToposcopeError("PROVIDER_INVALID", `what kind of provider is ${name}?`, {
    hint: `name it: --kind <kind>; kinds: ${providerKinds.join(", ")}`,
  });
}

/** The variable that usually holds a kind's key, where it is set: never for an address of the user's own. */
function usualKey(kind: ProviderKind, { baseUrl, key }: ProviderChange): { keyVariable?: string } {
  const { variable } = providerDefaults[kind];
  const isUsual = variable !== undefined && key === undefined && (baseUrl ?? null) === null;
  return isUsual && process.env[variable] ? { keyVariable: variable } : {};
}

/**
 * Changes a provider.
 *
 * @throws ToposcopeError PROVIDER_NOT_FOUND, PROVIDER_INVALID, PROVIDER_KEY_NEEDED when its address is to be on another host
 *   than its key was given for
 */
export async function setProvider(
  context: Ground,
  { provider, ...change }: ProviderChange & { provider: string },
): Promise<Provider> {
  const row = await requireProvider(context.db, provider);
  await updateProvider(context.db, row.id, await changed(context, row, change));
  return await providerView(context, await requireProvider(context.db, provider));
}

/** @throws ToposcopeError PROVIDER_NOT_FOUND */
export async function removeProvider({ db }: Ground, { provider }: { provider: string }): Promise<string> {
  await deleteProvider(db, provider);
  return provider;
}

async function changed(
  context: Ground,
  { ...row }: ProviderDraft,
  { key, keyVariable, models = {}, ...change }: ProviderChange,
): Promise<ProviderDraft> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const draft: ProviderDraft = { ...row, ...given, models: mergedModels(row.models, models) };
  const url = providerUrl(draft);
  const source = keyGiven(key, keyVariable);
  if (source === undefined) {
    if (draft.keySealed !== null && url.origin !== providerUrl(row).origin)
      throw new ToposcopeError(
        "PROVIDER_KEY_NEEDED",
        `the key of ${row.name} was given for ${providerUrl(row).origin} and is not sent to ${url.origin}`,
        { hint: "give the key for the new address, too: --key <secret> or --key-variable <name>" },
      );
    return draft;
  }
  if (source === null) return { ...draft, keySealed: null, keyHint: null };
  if (url.protocol === "http:" && !isNearby(url))
    throw new ToposcopeError("PROVIDER_INVALID", `a key is not sent over plain http to ${url.host}`, {
      hint: "use https://",
    });
  const keySealed = await keysOf(context).seal(source, url.origin);
  return { ...draft, keySealed, keyHint: "key" in source ? lastOf(source.key) : source.variable };
}

/** Undefined for none said, null for none wanted. */
function keyGiven(
  key: string | null | undefined,
  variable: string | undefined,
): KeySource | null | undefined {
  if (key !== undefined) return key === null ? null : { key };
  return variable === undefined ? undefined : { variable };
}

/** Enough to tell keys apart, and nothing of a short one. */
const lastOf = (key: string) => (key.length >= 16 ? `…${key.slice(-4)}` : "…");

function mergedModels(
  models: ProviderModels,
  change: { readonly [P in LlmPurpose]?: string | null | undefined },
): ProviderModels {
  const merged = Object.entries({ ...models, ...change }).filter(([, model]) => typeof model === "string");
  return Object.fromEntries(merged);
}

async function providerView(context: Pick<Context, "settings">, row: ProviderRow): Promise<Provider> {
  const url = providerUrl(row);
  const own = await readPriceFile(context.settings.data);
  const trouble = await accountOf(keysOf(context), row).then(
    () => null,
    (error: Error) => error.message,
  );
  const isVariable = row.keyHint !== null && !row.keyHint.startsWith("…");
  return {
    name: row.name,
    kind: row.kind,
    baseUrl: row.baseUrl,
    address: url.origin,
    key: {
      from: row.keySealed === null ? "none" : isVariable ? "environment" : "stored",
      hint: row.keyHint,
      trouble,
    },
    priority: row.priority,
    requestsPerMinute: row.requestsPerMinute,
    tokensPerMinute: row.tokensPerMinute,
    concurrency: row.concurrency,
    enabled: row.enabled,
    models: row.models,
    prices: [...new Set(Object.values(row.models))].map((model) => {
      const found = priceOf(own, { ...row, url }, model);
      return { model, price: found ? { input: found.input, output: found.output } : null };
    }),
  };
}
