import type { FacetSpec, FacetType } from "../model.ts";
import type { Db } from "./db.ts";
import type { FacetRow } from "./facet.ts";
import { type FacetHow, type FacetValueRow, valuesOfDocuments } from "./facet-value.ts";

/** What a document answers to a facet, or why it does not, and how that was found. */
export interface DocumentAnswer {
  readonly facet: string;
  readonly type: FacetType;
  readonly value: string | number | string[] | null;
  readonly reason: string | null;
  readonly how: FacetHow;
  readonly confidence: number | null;
  readonly evidence: [start: number, end: number] | null;
  readonly model: string | null;
}

/** What documents answer, by document, in the order of the facets; nothing where a facet was not asked. */
export async function facetAnswers(
  db: Db,
  facets: readonly FacetRow[],
  documents: readonly number[],
): Promise<Map<number, DocumentAnswer[]>> {
  if (facets.length === 0) return new Map();
  const placeOf = new Map(facets.map(({ id }, place) => [id, place]));
  const rows = (await valuesOfDocuments(db, documents))
    .flatMap((row) => {
      const place = placeOf.get(row.facet);
      return place === undefined ? [] : [{ row, place }];
    })
    .toSorted((a, b) => a.place - b.place);
  const byDocument = Map.groupBy(rows, ({ row }) => row.document);
  return new Map(
    [...byDocument].map(([document, own]) => [
      document,
      own.map(({ row, place }) => answer(facets[place] as FacetRow, row)),
    ]),
  );
}

function answer({ name, spec }: FacetRow, row: FacetValueRow): DocumentAnswer {
  const { reason, how, confidence, evidence, model } = row;
  return {
    facet: name,
    type: spec.type,
    value: reason === null ? valueIn(spec, row) : null,
    reason,
    how,
    confidence,
    evidence: evidence && [evidence[0], evidence[1]],
    model,
  };
}

function valueIn({ type }: FacetSpec, { entries, number }: FacetValueRow): string | number | string[] {
  if (type === "list") return [...entries];
  return type === "number" ? (number ?? 0) : (entries[0] ?? "");
}
