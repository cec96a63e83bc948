import type { Settings } from "../config.ts";
import type { LlmPurpose } from "../model.ts";
import type { Db } from "../store/db.ts";
import { insertRunEstimate, usualTokens } from "../store/run-estimate.ts";
import { addEstimates, type EstimatedCost, estimateCost, type Tokens } from "./estimate.ts";
import { pricedModels } from "./stored-registry.ts";

interface Ground {
  readonly db: Db;
  readonly settings: Settings;
}

/** Tokens of one call, before any was made. */
const supposedTokens: Readonly<Record<LlmPurpose, Tokens>> = {
  naming: { inputTokens: 3_500, outputTokens: 120 },
  insights: { inputTokens: 3_500, outputTokens: 400 },
  facets: { inputTokens: 1_200, outputTokens: 150 },
  answers: { inputTokens: 3_500, outputTokens: 400 },
};

export interface ExpectedCost extends EstimatedCost {
  readonly purpose: LlmPurpose;
  /** As `provider/model`, the first one asked first; none where no model is asked. */
  readonly models: readonly string[];
  /** Whether the tokens are those of earlier calls, not supposed ones. */
  readonly isMeasured: boolean;
}

/** What so many calls for a purpose would cost, with the models that would be asked now. */
export async function expectedCost(
  { db, settings }: Ground,
  { purpose, calls, ...of }: { projectId: number; runId?: number; purpose: LlmPurpose; calls: number },
): Promise<ExpectedCost> {
  const [models, usual] = await Promise.all([
    pricedModels({ db, settings }, purpose, of),
    usualTokens(db, { projectId: of.projectId, purpose }),
  ]);
  const { inputTokens, cachedInputTokens = 0, outputTokens } = usual ?? supposedTokens[purpose];
  const tokens = {
    inputTokens: Math.round(calls * inputTokens),
    cachedInputTokens: Math.round(calls * cachedInputTokens),
    outputTokens: Math.round(calls * outputTokens),
  };
  return {
    purpose,
    models: models.map(({ row, model }) => `${row.name}/${model}`),
    isMeasured: usual !== undefined,
    ...estimateCost({ calls, ...tokens }, models),
  };
}

/** Keeps what a run is expected to cost, to be seen beside what it did cost. */
export async function keepExpectedCost(
  ground: Ground,
  of: { projectId: number; runId: number },
  planned: readonly { readonly purpose: LlmPurpose; readonly calls: number }[],
): Promise<void> {
  const parts = await Promise.all(planned.map((one) => expectedCost(ground, { ...of, ...one })));
  await insertRunEstimate(ground.db, of.runId, addEstimates(parts));
}
