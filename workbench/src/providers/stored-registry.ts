import type { SettingName, Settings } from "../config.ts";
import { ToposcopeError } from "../errors.ts";
import type { LlmPurpose } from "../model.ts";
import type { Db } from "../store/db.ts";
import { listProviders, type ProviderRow, providerRules, settingOf } from "../store/provider.ts";
import type { KeyBox } from "./key-box.ts";
import { priceOf, readPriceFile } from "./price-file.ts";
import type { Price } from "./prices.ts";
import type { Candidate, ProviderAccount, ProviderRegistry } from "./provider-account.ts";
import { providerUrl } from "./provider-address.ts";

/** The name of the setting that says which models are asked for what. */
const modelSetting = (purpose: LlmPurpose) => `${purpose}Model` as const;

interface RegistryGround {
  readonly db: Db;
  readonly settings: Settings;
  /** Settings of this call, which win over a project's. */
  readonly flagged?: ReadonlySet<SettingName>;
  readonly keys: KeyBox;
}

/**
 * The providers in the database, as they are at each call. What a run, a project or this machine names is asked in the order
 * in which it is named; else all that are switched on and have a model for the purpose, by priority.
 */
export function storedRegistry({ keys, ...ground }: RegistryGround): ProviderRegistry {
  return {
    async candidates(purpose, of) {
      const [{ routing }, models] = await Promise.all([
        providerRules(ground.db),
        pricedModels(ground, purpose, of),
      ]);
      const candidates: Candidate[] = [];
      const troubles: unknown[] = [];
      for (const { row, model, price } of models) {
        try {
          candidates.push({ account: await accountOf(keys, row), model, price });
        } catch (error) {
          troubles.push(error);
        }
      }
      if (candidates.length === 0 && troubles.length > 0) throw troubles[0];
      return { routing, candidates };
    },
  };
}

/** The models that would be asked, with their prices and without their keys. */
export async function pricedModels(
  { db, settings, flagged }: Omit<RegistryGround, "keys">,
  purpose: LlmPurpose,
  of: { readonly projectId: number; readonly runId?: number | undefined },
): Promise<(WantedModel & { readonly price: Price | undefined })[]> {
  const setting = modelSetting(purpose);
  const isFlagged = of.runId === undefined && flagged?.has(setting);
  const [rows, named] = await Promise.all([listProviders(db), isFlagged ? null : settingOf(db, of, setting)]);
  const wanted = wantedModels(rows, purpose, named ?? settings[setting]);
  if (wanted.length === 0) return [];
  const own = await readPriceFile(settings.data);
  return wanted.map(({ row, model }) => ({
    row,
    model,
    price: priceOf(own, { ...row, url: providerUrl(row) }, model),
  }));
}

interface WantedModel {
  readonly row: ProviderRow;
  readonly model: string;
}

/**
 * @param named `provider/model`, several by commas; a provider alone means the model that it has for the purpose; `none`
 *   means that no model is asked
 * @throws ToposcopeError PROVIDER_NOT_FOUND
 */
function wantedModels(
  rows: readonly ProviderRow[],
  purpose: LlmPurpose,
  named: string | undefined,
): WantedModel[] {
  if (named === "none") return [];
  if (named === undefined)
    return rows.flatMap((row) => {
      const model = row.enabled ? row.models[purpose] : undefined;
      return model === undefined ? [] : [{ row, model }];
    });
  return named.split(",").flatMap((text, index) => {
    const [name = "", ...rest] = text.trim().split("/");
    const row = rows.find((candidate) => candidate.name === name);
    if (!row)
      throw new ToposcopeError(
        "PROVIDER_NOT_FOUND",
        `${modelSetting(purpose)} names provider ${name}, which is not set up`,
      );
    const model = rest.length > 0 ? rest.join("/") : row.models[purpose];
    return row.enabled && model !== undefined ? [{ row: { ...row, priority: index }, model }] : [];
  });
}

/**
 * A provider with its key.
 *
 * @throws ToposcopeError PROVIDER_KEY_UNREADABLE, PROVIDER_KEY_NEEDED where the variable that holds it is not set
 */
export async function accountOf(
  keys: KeyBox,
  row: ProviderRow,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ProviderAccount> {
  const { id, name, kind, priority } = row;
  return {
    id,
    name,
    kind,
    baseUrl: row.baseUrl ?? undefined,
    key: await keyOf(keys, row, environment),
    priority,
    requestsPerMinute: row.requestsPerMinute ?? undefined,
    tokensPerMinute: row.tokensPerMinute ?? undefined,
    concurrency: row.concurrency ?? undefined,
  };
}

async function keyOf(
  keys: KeyBox,
  row: ProviderRow,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  if (row.keySealed === null) return undefined;
  const source = await keys.open(row.keySealed, providerUrl(row).origin);
  if ("key" in source) return source.key;
  const key = environment[source.variable];
  if (key !== undefined && key !== "") return key;
  throw new ToposcopeError(
    "PROVIDER_KEY_NEEDED",
    `the key of ${row.name} is to come from ${source.variable}, which is not set here`,
    { hint: `set ${source.variable} where toposcope is started, or store the key` },
  );
}
