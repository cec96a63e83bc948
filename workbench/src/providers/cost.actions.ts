import type { Context } from "../context.ts";
import { type LlmPurpose, llmPurposes } from "../model.ts";
import type { Costs, ProviderRules, ProviderRulesChange, RunEstimate } from "../provider-contract.ts";
import { spentToday } from "../store/budget.ts";
import { requireProject } from "../store/project.ts";
import { listProviders, providerRules, saveProviderRules, settingOf } from "../store/provider.ts";
import { costsByModel, costsByPurpose, costsByRun, totalCosts } from "../store/provider-call.ts";
import {
  countToAsk,
  insertRunEstimate,
  runEstimates,
  type ToAsk,
  usualTokens,
} from "../store/run-estimate.ts";
import { addEstimates, type EstimatedCost, estimateCost } from "./estimate.ts";
import { priceOf, readPriceFile } from "./price-file.ts";
import { providerUrl } from "./provider-address.ts";
import { modelSetting, wantedModels } from "./stored-registry.ts";

type Ground = Pick<Context, "db" | "settings">;

/** In which order providers are asked, and what they may cost. */
export const rules = ({ db }: Ground): Promise<ProviderRules> => providerRules(db);

/** Changes that for all calls from now on, in every process. */
export async function setRules({ db }: Ground, change: ProviderRulesChange): Promise<ProviderRules> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return await saveProviderRules(db, { ...(await providerRules(db)), ...given });
}

const newestRuns = 50;

/** What was asked and what it cost, of all projects or of one. @throws ToposcopeError PROJECT_NOT_FOUND */
export async function costs({ db }: Ground, { project }: { project?: string | undefined }): Promise<Costs> {
  const projectId = project === undefined ? null : (await requireProject(db, project)).id;
  const [total, today, byPurpose, byModel, byRun, ruled] = await Promise.all([
    totalCosts(db, projectId),
    spentToday(db),
    costsByPurpose(db, projectId),
    costsByModel(db, projectId),
    costsByRun(db, { projectId, limit: newestRuns }),
    providerRules(db),
  ]);
  const estimates = await runEstimates(
    db,
    byRun.map(({ run }) => run),
  );
  const estimateOf = (run: number) => {
    const { runId: _, ...found } = estimates.find(({ runId }) => runId === run) ?? { runId: 0 };
    return "calls" in found ? found : null;
  };
  return {
    total,
    today,
    byPurpose,
    byModel,
    byRun: byRun.map((row) => ({ ...row, estimate: estimateOf(row.run) })),
    rules: ruled,
  };
}

/** Tokens of one call, before any was made. */
const supposedTokens: Readonly<Record<LlmPurpose, { inputTokens: number; outputTokens: number }>> = {
  naming: { inputTokens: 1_500, outputTokens: 150 },
  insights: { inputTokens: 3_000, outputTokens: 500 },
  facets: { inputTokens: 1_200, outputTokens: 150 },
  answers: { inputTokens: 3_500, outputTokens: 400 },
};

/** One call for each of these; answers are asked one by one and not planned. */
const subjects: Readonly<Record<LlmPurpose, keyof ToAsk | undefined>> = {
  naming: "topics",
  insights: "topics",
  facets: "documents",
  answers: undefined,
};

/**
 * Estimates what language models would be asked about a project as it is now, and what that would cost.
 *
 * @throws ToposcopeError PROJECT_NOT_FOUND, PROVIDER_NOT_FOUND, PRICES_UNREADABLE
 */
export async function estimate(context: Ground, { project }: { project: string }): Promise<RunEstimate> {
  const { id: projectId, shownRunId } = await requireProject(context.db, project);
  const counts = await countToAsk(context.db, { projectId, runId: shownRunId });
  const planned = llmPurposes.filter((purpose) => subjects[purpose] !== undefined);
  const stages = await Promise.all(
    planned.map((purpose) => estimateStage(context, { projectId, purpose, counts })),
  );
  return { total: addEstimates(stages), stages };
}

async function estimateStage(
  { db, settings }: Ground,
  { projectId, purpose, counts }: { projectId: number; purpose: LlmPurpose; counts: ToAsk },
): Promise<RunEstimate["stages"][number]> {
  const subject = subjects[purpose];
  const calls = subject === undefined ? 0 : counts[subject];
  const [rows, own, named, usual] = await Promise.all([
    listProviders(db),
    readPriceFile(settings.data),
    settingOf(db, { projectId }, modelSetting(purpose)),
    usualTokens(db, { projectId, purpose }),
  ]);
  const wanted = wantedModels(rows, purpose, named ?? settings[modelSetting(purpose)]);
  const { inputTokens, outputTokens } = usual ?? supposedTokens[purpose];
  const candidates = wanted.map(({ row, model }) => ({
    price: priceOf(own, { ...row, url: providerUrl(row) }, model),
  }));
  const tokens = {
    inputTokens: Math.round(calls * inputTokens),
    outputTokens: Math.round(calls * outputTokens),
  };
  return {
    purpose,
    models: wanted.map(({ row, model }) => `${row.name}/${model}`),
    basis: `${calls} ${subject}, ${usual ? "tokens as in earlier calls" : "tokens supposed"}`,
    ...estimateCost({ calls, ...tokens }, candidates),
  };
}

/** Keeps what a run that is started now is expected to cost, for these purposes. */
export async function keepEstimate(
  context: Ground,
  { project, run, purposes }: { project: string; run: number; purposes: readonly LlmPurpose[] },
): Promise<EstimatedCost> {
  const { stages } = await estimate(context, { project });
  const total = addEstimates(stages.filter(({ purpose }) => purposes.includes(purpose)));
  await insertRunEstimate(context.db, run, total);
  return total;
}
