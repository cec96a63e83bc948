import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { ModelsRequest, ProviderTest } from "../provider-contract.ts";
import { listProviders, type ProviderRow, requireProvider } from "../store/provider.ts";
import { openLlm } from "./open-llm.ts";
import { priceOf, readPriceFile } from "./price-file.ts";
import { draftedProvider, keysOf } from "./provider.actions.ts";
import type { Candidate, Ledger } from "./provider-account.ts";
import { providerUrl } from "./provider-address.ts";
import { modelsAt } from "./provider-models.ts";
import { storedLedger } from "./stored-ledger.ts";
import { accountOf } from "./stored-registry.ts";

type Ground = Pick<Context, "db" | "settings" | "clock" | "log" | "newId">;

/**
 * Asks each model of a provider a short question, as it would be asked in earnest.
 *
 * @throws ToposcopeError PROVIDER_NOT_FOUND, PROVIDER_KEY_UNREADABLE, PROVIDER_KEY_NEEDED
 */
export async function testProvider(
  context: Ground,
  { provider }: { provider: string },
): Promise<ProviderTest[]> {
  const row = await requireProvider(context.db, provider);
  const own = await readPriceFile(context.settings.data);
  const account = await accountOf(keysOf(context), row);
  const tests: ProviderTest[] = [];
  for (const model of new Set(Object.values(row.models))) {
    const price = priceOf(own, { ...row, url: providerUrl(row) }, model);
    tests.push(await testModel(context, { account, model, price }));
  }
  return tests;
}

async function testModel({ clock, log, ...context }: Ground, candidate: Candidate): Promise<ProviderTest> {
  const registry = {
    candidates: async () => ({ routing: "priority" as const, candidates: [candidate] }),
  };
  const llm = openLlm({ registry, ledger: forgetful(storedLedger(context)), clock, log });
  const startedAt = clock.monotonicMs();
  const tested = (outcome: Pick<ProviderTest, "ok" | "said" | "hint" | "cost">): ProviderTest => ({
    model: candidate.model,
    milliseconds: clock.monotonicMs() - startedAt,
    ...outcome,
  });
  try {
    const { value, origin } = await llm.text({
      purpose: "answers",
      prompt: "provider-test/1",
      messages: [{ role: "user", content: "Answer with the one word: yes" }],
      maxTokens: 500,
      of: { projectId: 0 },
      signal: AbortSignal.timeout(60_000),
    });
    return tested({ ok: true, said: value.slice(0, 200), hint: null, cost: origin.cost });
  } catch (error) {
    if (!(error instanceof ToposcopeError))
      return tested({ ok: false, said: "it gave no answer", hint: null, cost: null });
    return tested({ ok: false, said: error.message, hint: error.hint, cost: null });
  } finally {
    await llm.close();
  }
}

/** A test asks every time, and its answer is of no use to others. */
const forgetful = (ledger: Ledger): Ledger => ({
  ...ledger,
  paid: async () => undefined,
  claim: async () => async () => {},
  book: (call) => ledger.book(call, null),
});

/**
 * The models that a provider says it has.
 *
 * @throws ToposcopeError PROVIDER_NOT_FOUND, PROVIDER_KEY_UNREADABLE, PROVIDER_KEY_NEEDED, LANGUAGE_MODEL_UNAVAILABLE,
 *   LANGUAGE_MODEL_REFUSED
 */
export async function providerModels(
  context: Ground,
  { provider }: { provider: string },
): Promise<{ models: string[] }> {
  return { models: await modelsOf(context, await requireProvider(context.db, provider)) };
}

/**
 * The models that a provider says it has which is not set up yet, or as it is to be changed.
 *
 * @throws ToposcopeError PROVIDER_NOT_FOUND, PROVIDER_INVALID, PROVIDER_KEY_UNREADABLE, PROVIDER_KEY_NEEDED,
 *   LANGUAGE_MODEL_UNAVAILABLE, LANGUAGE_MODEL_REFUSED
 */
export async function askModels(context: Ground, request: ModelsRequest): Promise<{ models: string[] }> {
  return { models: await modelsOf(context, await draftedProvider(context, request)) };
}

const modelsOf = async (context: Pick<Ground, "settings">, row: ProviderRow): Promise<string[]> =>
  modelsAt(await accountOf(keysOf(context), row));

/** Which providers in use can be reached, without asking anything that costs. */
export async function providersReached(
  context: Pick<Ground, "db" | "settings">,
): Promise<{ name: string; text: string; error: ToposcopeError | null }[]> {
  const rows = (await listProviders(context.db)).filter(({ enabled }) => enabled);
  return await Promise.all(
    rows.map(async (row) => {
      const { name } = row;
      try {
        const models = new Set(await modelsOf(context, row));
        const missing = Object.values(row.models).filter((model) => models.size > 0 && !models.has(model));
        const text = missing.length === 0 ? "is reached" : `is reached, but does not list ${missing[0]}`;
        return { name, text, error: null };
      } catch (error) {
        if (!(error instanceof ToposcopeError)) throw error;
        return { name, text: "is not reached", error };
      }
    }),
  );
}
