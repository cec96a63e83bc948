import type { Context } from "../context.ts";
import { type LlmPurpose, llmPurposes } from "../model.ts";
import type { Costs, ProviderRules, ProviderRulesChange, RunEstimate } from "../provider-contract.ts";
import { spentToday } from "../store/budget.ts";
import { requireProject } from "../store/project.ts";
import { providerRules, saveProviderRules } from "../store/provider.ts";
import { costsByModel, costsByPurpose, costsByRun, totalCosts } from "../store/provider-call.ts";
import { countToAsk, runEstimates, type ToAsk } from "../store/run-estimate.ts";
import { addEstimates } from "./estimate.ts";
import { expectedCost } from "./expected-cost.ts";

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
  context: Ground,
  { projectId, purpose, counts }: { projectId: number; purpose: LlmPurpose; counts: ToAsk },
): Promise<RunEstimate["stages"][number]> {
  const subject = subjects[purpose];
  const calls = subject === undefined ? 0 : counts[subject];
  const { models, isMeasured, ...cost } = await expectedCost(context, { projectId, purpose, calls });
  const basis = `${calls} ${subject}, ${isMeasured ? "tokens as in earlier calls" : "tokens supposed"}`;
  return { ...cost, models: [...models], basis };
}
