import type { FacetSpec } from "../model.ts";
import { columnName } from "./rows.ts";
import type { Cell, Column, Row } from "./table.ts";

interface ExportedFacet {
  readonly id: number;
  readonly name: string;
  readonly spec: FacetSpec;
}

/** A facet with the column that its answers are written into. */
export interface FacetColumn extends ExportedFacet {
  readonly column: Column;
}

const columnTypes = { number: "number", list: "json" } as const satisfies Partial<
  Record<FacetSpec["type"], Column["type"]>
>;
const typeOf = (type: FacetSpec["type"]): Column["type"] =>
  type in columnTypes ? columnTypes[type as "list"] : "text";

/** A facet's column goes by its name, unless the export or the documents' tables have one of that name. */
export function facetColumns(
  facets: readonly ExportedFacet[],
  brought: readonly { readonly name: string }[],
): FacetColumn[] {
  const taken = new Set(brought.map(({ name }) => name));
  return facets.map((facet) => {
    const isFree = columnName(facet.name) === facet.name && !taken.has(facet.name);
    const name = isFree ? facet.name : `facet.${facet.name}`;
    return { ...facet, column: { name, type: typeOf(facet.spec.type) } };
  });
}

/** What a document answers, under the columns' names; null where it does not. */
export function facetCells(
  facets: readonly FacetColumn[],
  values: readonly {
    readonly facet: number;
    readonly entries: readonly string[];
    readonly number: number | null;
  }[],
): Row {
  const byFacet = new Map(values.map((value) => [value.facet, value]));
  return Object.fromEntries(
    facets.map(({ id, spec, column }): [string, Cell] => {
      const value = byFacet.get(id);
      if (value === undefined || value.entries.length === 0) return [column.name, null];
      if (spec.type === "number") return [column.name, value.number];
      return [column.name, spec.type === "list" ? value.entries : (value.entries[0] ?? null)];
    }),
  );
}
