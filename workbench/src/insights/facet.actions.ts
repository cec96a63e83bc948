import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import {
  type Facet,
  type FacetAnswer,
  type FacetDefinition,
  type FacetDetail,
  type FacetList,
  type FacetTemplate,
  facetDefinition,
} from "../facet-contract.ts";
import type { FacetSpec } from "../model.ts";
import {
  deleteFacet,
  type FacetRow,
  facetsOf,
  insertFacet,
  requireFacet,
  updateFacet,
} from "../store/facet.ts";
import { facetAnswers } from "../store/facet-answer.ts";
import { countDocumentsToAsk, facetColumn, facetTallies } from "../store/facet-value.ts";
import { requireProject } from "../store/project.ts";
import { group } from "./facet-groups.ts";
import { facetTemplates } from "./facet-templates.ts";

/** The facets that one may begin with, by what the documents are. */
export const listFacetTemplates = async (): Promise<FacetTemplate[]> => [...facetTemplates];

interface OfProject {
  readonly project: string;
}
interface OfFacet extends OfProject {
  /** Its name. */
  readonly facet: string;
}

/** A project's facets, and what would be asked. @throws ToposcopeError PROJECT_NOT_FOUND */
export async function listFacets({ db, llm }: Context, { project }: OfProject): Promise<FacetList> {
  const { id: projectId } = await requireProject(db, project);
  const facets = await facetsOf(db, projectId);
  return {
    model: (await llm.modelFor("facets", { projectId })) ?? null,
    facets: await views(db, projectId, facets),
  };
}

async function views(db: Context["db"], projectId: number, facets: readonly FacetRow[]): Promise<Facet[]> {
  const documents = await countDocumentsToAsk(db, projectId);
  const tallies = Map.groupBy(await facetTallies(db, projectId), ({ facet }) => facet);
  return facets.map(({ id, name, description, spec }) => {
    const own = tallies.get(id) ?? [];
    const answered = own.reduce((sum, tally) => sum + tally.answered, 0);
    const empty = own.reduce((sum, tally) => sum + tally.empty, 0);
    const how = Object.fromEntries(own.map((tally) => [tally.how, tally.answered + tally.empty]));
    return {
      id,
      name,
      description,
      ...definitionOf(spec),
      answered,
      empty,
      open: documents - answered - empty,
      how,
    };
  });
}

const definitionOf = ({ choices, ...spec }: FacetSpec) => ({
  ...spec,
  ...(choices && { choices: choices.map((choice) => ({ ...choice })) }),
});

/** One facet with its answers in groups. @throws ToposcopeError FACET_NOT_FOUND */
export async function getFacet({ db }: Context, { project, facet: name }: OfFacet): Promise<FacetDetail> {
  const { id: projectId } = await requireProject(db, project);
  const facet = await requireFacet(db, projectId, name);
  const values = await facetColumn(db, facet.id);
  const [view] = await views(db, projectId, [facet]);
  const { groups, others } = group(facet, values);
  const numbers = facet.spec.type === "number" ? summary(values.map(({ number }) => number ?? 0)) : null;
  return {
    ...(view as Facet),
    groups: groups.map((one) => ({ ...one, where: [...one.where] })),
    others,
    numbers,
  };
}

function summary(numbers: readonly number[]): FacetDetail["numbers"] {
  if (numbers.length === 0) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  return {
    least: sorted[0]!,
    most: sorted.at(-1)!,
    mean: sorted.reduce((sum, number) => sum + number, 0) / sorted.length,
    median: sorted[Math.floor(sorted.length / 2)]!,
  };
}

const specOf = ({ name: _name, description: _description, ...spec }: FacetDefinition): FacetSpec => spec;

/** Adds a facet. @throws ToposcopeError FACET_EXISTS */
export async function addFacet(
  { db, clock }: Context,
  { project, ...definition }: OfProject & FacetDefinition,
): Promise<Facet> {
  const { id: projectId } = await requireProject(db, project);
  const { name, description } = definition;
  const made = await insertFacet(db, {
    projectId,
    name,
    description,
    spec: specOf(definition),
    now: clock.now(),
  });
  if (!made) throw new ToposcopeError("FACET_EXISTS", `project ${project} has a facet ${name} already`);
  const [view] = await views(db, projectId, [made]);
  return view as Facet;
}

/**
 * Adds the facets of a template; those whose names the project has already are left as they are.
 *
 * @throws ToposcopeError FACET_NOT_FOUND when there is no such template
 */
export async function addFacetTemplate(
  context: Context,
  { project, template }: OfProject & { readonly template: string },
): Promise<FacetList> {
  const { db, clock } = context;
  const { id: projectId } = await requireProject(db, project);
  const found = facetTemplates.find(({ name }) => name === template);
  if (!found)
    throw new ToposcopeError("FACET_NOT_FOUND", `there is no template ${template}`, {
      hint: `templates are: ${facetTemplates.map(({ name }) => name).join(", ")}`,
    });
  for (const one of found.facets) {
    const definition = facetDefinition.parse(one);
    const { name, description } = definition;
    await insertFacet(db, { projectId, name, description, spec: specOf(definition), now: clock.now() });
  }
  return await listFacets(context, { project });
}

/**
 * Changes a facet. Where its question, type or values are others now, its answers go, and it is asked anew.
 *
 * @throws ToposcopeError FACET_NOT_FOUND, FACET_EXISTS
 */
export async function changeFacet(
  { db }: Context,
  { project, facet: called, ...definition }: OfFacet & FacetDefinition,
): Promise<Facet> {
  const { id: projectId } = await requireProject(db, project);
  const row = await requireFacet(db, projectId, called);
  const { name, description } = definition;
  const other = (await facetsOf(db, projectId)).find(
    (one) => one.id !== row.id && one.name.toLowerCase() === name.toLowerCase(),
  );
  if (other) throw new ToposcopeError("FACET_EXISTS", `project ${project} has a facet ${name} already`);
  const spec = specOf(definition);
  const isOther = JSON.stringify(sorted(spec)) !== JSON.stringify(sorted(row.spec));
  const changed = await updateFacet(db, row, { name, description, spec, isOther });
  if (!changed)
    throw new ToposcopeError("FACET_NOT_FOUND", `facet ${called} was changed or deleted meanwhile`);
  const [view] = await views(db, projectId, [changed]);
  return view as Facet;
}

/** The same facet is written the same, in whatever order its parts came. */
const sorted = (spec: FacetSpec) =>
  Object.entries({
    ...spec,
    choices: spec.choices?.map(({ name, description = "" }) => [name, description]),
  })
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** Takes a facet away with its answers. @throws ToposcopeError FACET_NOT_FOUND */
export async function removeFacet(
  { db }: Context,
  { project, facet: name }: OfFacet,
): Promise<{ removed: string }> {
  const { id: projectId } = await requireProject(db, project);
  const facet = await requireFacet(db, projectId, name);
  await deleteFacet(db, facet.id);
  return { removed: facet.name };
}

/** What one document answers to its project's facets. */
export async function documentFacets(
  { db }: Context,
  { project, document }: OfProject & { readonly document: number },
): Promise<FacetAnswer[]> {
  const { id: projectId } = await requireProject(db, project);
  const answers = await facetAnswers(db, await facetsOf(db, projectId), [document]);
  return answers.get(document) ?? [];
}
