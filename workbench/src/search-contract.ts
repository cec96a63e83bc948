import { z } from "zod";
import { passage } from "./contract.ts";
import { facetCondition, facetWheres } from "./facet-contract.ts";

const day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "expected a year, a month or a day: 2024, 2024-05, 2024-05-31");

/** What passages may be looked for in; a passage must meet all that is given. */
export const searchFilters = z.object({
  /** Number of a topic of the analysis that is shown, of any layer. */
  topic: z.number().int().nonnegative().optional(),
  /** Id of an import. */
  source: z.number().int().positive().optional(),
  /** As in `en`. */
  language: z.string().max(20).optional(),
  label: z.string().max(200).optional(),
  /** Dates of documents, both ends included; one without a date is in no range. */
  from: day.optional(),
  to: day.optional(),
  /** What columns of the documents' tables say. */
  columns: z
    .array(z.object({ name: z.string().max(200), value: z.string().max(200) }))
    .max(20)
    .optional(),
  documents: z.array(z.number().int().positive()).max(10_000).optional(),
  /** Who, by any name of the role, must speak in the passage, and say the words of it that count. */
  role: z.string().max(100).optional(),
  /** What documents must answer to facets. */
  where: z.array(facetCondition).max(20).optional(),
});

const condition = z
  .string()
  .max(401)
  .regex(/^[^=]+=/, "expected a column and what it says: region=north");

/** The filters as a query spells them, `column` and `where` once or several times. */
export const searchQuery = z.object({
  topic: z.coerce.number().int().nonnegative().optional(),
  source: z.coerce.number().int().positive().optional(),
  language: searchFilters.shape.language,
  label: searchFilters.shape.label,
  from: searchFilters.shape.from,
  to: searchFilters.shape.to,
  column: z.union([condition, z.array(condition).max(20)]).optional(),
  role: searchFilters.shape.role,
  where: facetWheres,
});

/** The filters that a query spells; undefined where there are none. */
export function filtersOf({ column, ...filters }: z.infer<typeof searchQuery>): SearchFilters | undefined {
  const columns = [column ?? []].flat().map((text) => {
    const at = text.indexOf("=");
    return { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
  });
  const all = { ...filters, ...(columns.length > 0 && { columns }) };
  return Object.values(all).every((value) => value === undefined) ? undefined : all;
}

/** What filters say, each as it is written: `role=user`, `region=north`, `urgency!=high`. */
export function filterWords({ columns = [], where = [], documents, ...plain }: SearchFilters): string[] {
  const said = Object.entries(plain).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  const named = documents === undefined ? [] : [`documents=${documents.join(",")}`];
  return [
    ...said,
    ...columns.map(({ name, value }) => `${name}=${value}`),
    ...where.map(({ facet, comparison, value }) => `${facet}${comparison}${value}`),
    ...named,
  ];
}

/** A passage before or after one that was found, in the same document. */
export const neighbour = z.object({ chunk: z.number().int(), ordinal: z.number().int(), text: z.string() });

export const searchHit = passage.extend({
  /** Words and meaning together, 0 to 1; comparable within one query only. */
  score: z.number(),
  /** What the cross-encoder gives it, comparable within one model only; null where none scored it. */
  rerank: z.number().nullable(),
  /** Nearness in meaning to the query, -1 to 1; null where only words were asked for. */
  cosine: z.number().nullable(),
  /** Sum of the weights of the words found, 0 where there is none. */
  bm25: z.number(),
  /** Share of the query's words found in the passage, each weighed by its rarity: 0 to 1. */
  coverage: z.number(),
  /** Where in `text` words of the query stand, as start and end, in order. */
  highlights: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** Where in `text` the role that was asked for speaks; null where none was. */
  said: z.array(z.tuple([z.number().int(), z.number().int()])).nullable(),
  /** Place of the passage among those of its document, from 0, and where its text stands in it. */
  ordinal: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  externalId: z.string().nullable(),
  date: z.string().nullable(),
  label: z.string().nullable(),
  language: z.string().nullable(),
  /** The passages before and after it, where they were asked for. */
  before: z.array(neighbour),
  after: z.array(neighbour),
});

/** What a cross-encoder did with the best passages of a search. */
export const reranking = z.object({
  /** As `id@revision`; null where it could not be used. */
  model: z.string().nullable(),
  /** How many of the best passages it put in its order; the others follow as they were. */
  passages: z.number().int(),
  /** Why it scored fewer than it should have, or none; else null. */
  note: z.string().nullable(),
});

export const searchResult = z.object({
  query: z.string(),
  model: z.string(),
  /** How much of the score is meaning: 0 is words only, 1 meaning only. */
  meaning: z.number(),
  /** Null where no cross-encoder is set, or it was not asked: for words only, and for what is like something. */
  reranking: reranking.nullable(),
  hits: z.array(searchHit),
});

/** The documents that one of many queries finds, the best first. */
export const queryDocuments = z.object({
  query: z.string(),
  /** By their id in the data they came from, or their number where they have none. */
  documents: z.array(z.object({ id: z.string(), score: z.number() })),
  /** Where a cross-encoder is set: their scores are its own then. */
  reranking: reranking.optional(),
});

export type SearchFilters = z.infer<typeof searchFilters>;
export type SearchHit = z.infer<typeof searchHit>;
export type Reranking = z.infer<typeof reranking>;
export type SearchResult = z.infer<typeof searchResult>;
export type QueryDocuments = z.infer<typeof queryDocuments>;
