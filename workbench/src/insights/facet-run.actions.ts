import type { Context } from "../context.ts";
import type { Run } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import type { FacetEstimate } from "../facet-contract.ts";
import { startRun } from "../jobs/engine.ts";
import { runView } from "../jobs/progress.ts";
import { runSettings } from "../jobs/run-settings.ts";
import { type EstimatedCost, estimateCost } from "../providers/estimate.ts";
import { pricedModels } from "../providers/stored-registry.ts";
import { type FacetRow, facetsOf, requireFacets } from "../store/facet.ts";
import { documentsToAsk } from "../store/facet-value.ts";
import { requireProject } from "../store/project.ts";
import { insertRunEstimate } from "../store/run-estimate.ts";
import { plannedCalls } from "./facet-prompt.ts";

export interface AskFacetsInput {
  readonly project: string;
  /** Names; all facets where none is named. */
  readonly facets?: readonly string[] | undefined;
  /** Ask documents that have answered already, too. */
  readonly again?: boolean | undefined;
  /** Without a language model, even where there is one. */
  readonly extract?: boolean | undefined;
  /** Stand in line where the project has a run under way. */
  readonly queue?: boolean | undefined;
}

/**
 * Starts a run that asks every document the facets that it has not answered.
 *
 * @throws ToposcopeError NO_FACETS, FACET_NOT_FOUND, RUN_ALREADY_ACTIVE
 */
export async function askFacets(context: Context, input: AskFacetsInput): Promise<Run> {
  const { db } = context;
  const { again = false, extract = false, queue } = input;
  const row = await requireProject(db, input.project);
  const facets = await chosen(context, row.id, input);
  const { settings, overridden } = runSettings(context, row);
  const { model: _model, ...expected } = await estimateFacets(context, input);
  const run = await startRun(context, {
    projectId: row.id,
    kind: "facets",
    settings: {
      ...settings,
      facets: { asked: facets.map(({ id, version }) => ({ id, version })), again, byModel: !extract },
    },
    overridden,
    queue,
  });
  await insertRunEstimate(db, run.id, expected);
  return await runView(db, run.id);
}

async function chosen(
  { db }: Context,
  projectId: number,
  { project, facets: names }: Pick<AskFacetsInput, "project" | "facets">,
): Promise<FacetRow[]> {
  if (names !== undefined && names.length > 0) return await requireFacets(db, projectId, [...new Set(names)]);
  const all = await facetsOf(db, projectId);
  if (all.length === 0) throw new ToposcopeError("NO_FACETS", `project ${project} has no facets yet`);
  return all;
}

const idsPerQuery = 20_000;

/** What asking would take. @throws ToposcopeError NO_FACETS, FACET_NOT_FOUND */
export async function estimateFacets(context: Context, input: AskFacetsInput): Promise<FacetEstimate> {
  const { db, llm } = context;
  const { again = false, extract = false } = input;
  const { id: projectId } = await requireProject(db, input.project);
  const facets = await chosen(context, projectId, input);
  const open = facets.filter(({ spec }) => spec.computed === undefined);
  const letters = await lettersToAsk(db, { projectId, facets, again });
  const model = extract || open.length === 0 ? undefined : await llm.modelFor("facets", { projectId });
  const none = { calls: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, leastCost: 0, mostCost: 0 };
  if (model === undefined) return { documents: letters.length, model: null, ...none };
  const toModel = await lettersToAsk(db, { projectId, facets: open, again });
  const cost = await costOfCalls(context, projectId, plannedCalls(open, toModel));
  return { documents: letters.length, model, ...cost };
}

async function lettersToAsk(
  db: Context["db"],
  asking: { projectId: number; facets: readonly FacetRow[]; again: boolean },
): Promise<number[]> {
  const letters: number[] = [];
  for (let after = 0; ; ) {
    const documents = await documentsToAsk(db, { ...asking, after, limit: idsPerQuery });
    for (const document of documents) letters.push(document.letters);
    const last = documents.at(-1);
    if (documents.length < idsPerQuery || !last) return letters;
    after = last.id;
  }
}

async function costOfCalls(
  context: Context,
  projectId: number,
  planned: ReturnType<typeof plannedCalls>,
): Promise<EstimatedCost> {
  return estimateCost(planned, await pricedModels(context, "facets", { projectId }));
}
