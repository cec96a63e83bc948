import { ToposcopeError } from "../errors.ts";
import type { Db } from "./db.ts";
import { type FacetRow, requireFacets } from "./facet.ts";
import type { FacetComparison, FacetCondition } from "./facet-value.ts";

/** A condition as it is written: `{ facet: "words", comparison: ">=", value: "100" }`. */
export interface WrittenCondition {
  readonly facet: string;
  readonly comparison: FacetComparison;
  readonly value: string;
}

/** @throws ToposcopeError FACET_NOT_FOUND, INVALID_INPUT for a comparison that the facet's answers do not allow */
export async function facetConditions(
  db: Db,
  projectId: number,
  written: readonly WrittenCondition[],
): Promise<FacetCondition[]> {
  const names = written.map(({ facet }) => facet);
  const facets = written.length === 0 ? [] : await requireFacets(db, projectId, names);
  return written.map((condition, at) => conditionOn(facets[at] as FacetRow, condition));
}

function conditionOn({ id, name, spec }: FacetRow, { comparison, value }: WrittenCondition): FacetCondition {
  const number =
    spec.type === "number" ? Number(value) : spec.type === "date" ? Date.parse(value) : Number.NaN;
  const isKnown = value !== "" && Number.isFinite(number);
  const isOrder = comparison !== "=" && comparison !== "!=";
  if (isOrder && !isKnown)
    throw new ToposcopeError(
      "INVALID_INPUT",
      `${name}${comparison}${value} compares a ${spec.type} with ${JSON.stringify(value)}; numbers and dates have an order`,
    );
  return { facet: id, comparison, text: value, number: isKnown ? number : null };
}
