import { z } from "zod";
import { facetSources, facetTypes } from "./model.ts";

/** What goes over the wire about facets. */

/** Names stand in conditions, so signs of comparison are no part of them. */
export const facetName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}=<>!"]+$/u, "no signs of comparison, quotes or control characters");
const words = z.string().trim().max(2_000);
const choice = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^\P{Cc}+$/u, "no control characters"),
  description: words.optional(),
});

const shape = z.object({
  name: facetName,
  description: words.default(""),
  type: z.enum(facetTypes),
  /** What every document is asked; absent where the values are computed. */
  question: words.min(1).optional(),
  computed: z.enum(facetSources).optional(),
  /** Of `column`: its name. */
  column: z.string().min(1).max(200).optional(),
  /** The values allowed, of a category or a list; with what each means, they are told apart better. */
  choices: z.array(choice).min(2).max(100).optional(),
  /** Of a number: the range allowed. */
  least: z.number().optional(),
  most: z.number().optional(),
  /** Only what this role of a conversation says is asked. */
  role: z.string().trim().min(1).max(60).optional(),
});

/** What a computed facet's values are; a column's may be anything. */
const computedTypes: Readonly<Record<string, string>> = {
  words: "number",
  language: "category",
  date: "date",
  sentiment: "category",
};

/** What is wrong with a facet as a whole. */
function* faultsOf(facet: z.output<typeof shape>): Generator<[path: string, message: string]> {
  const { type, question, computed, column, choices, least, most } = facet;
  if ((question === undefined) === (computed === undefined))
    yield ["question", "a facet has a question, or it is computed"];
  if (computed !== undefined && type !== (computedTypes[computed] ?? type))
    yield ["type", `${computed} is of type ${computedTypes[computed]}`];
  if ((computed === "column") !== (column !== undefined))
    yield ["column", "a computed column, and nothing else, has the name of one"];
  if (type === "category" && computed === undefined && choices === undefined)
    yield ["choices", "a category has at least two values to choose from"];
  if (choices !== undefined && type !== "category" && type !== "list")
    yield ["choices", `a ${type} has no values to choose from`];
  const names = new Set(choices?.map(({ name }) => name.toLowerCase()));
  if (names.size !== (choices?.length ?? 0)) yield ["choices", "two values have the same name"];
  if (type !== "number" && (least !== undefined || most !== undefined))
    yield ["least", `a ${type} has no range`];
  if (least !== undefined && most !== undefined && least >= most)
    yield ["most", "the range ends before it begins"];
}

/** A facet as it is made: name, what is asked, and what answers must be. */
export const facetDefinition = shape.superRefine((facet, { addIssue }) => {
  for (const [path, message] of faultsOf(facet)) addIssue({ code: "custom", path: [path], message });
});

export const facetTemplate = z.object({
  name: z.string(),
  description: z.string(),
  facets: z.array(shape),
});

/** How answers were found: by a language model, from the text alone, or computed. */
export const facetHow = z.enum(["model", "extraction", "computed"]);

export const facet = shape.extend({
  id: z.number().int().positive(),
  description: z.string(),
  /** Documents that answer, and how their answers were found. */
  answered: z.number().int(),
  /** Documents that were asked and say nothing that fits. */
  empty: z.number().int(),
  /** Documents that were not asked yet. */
  open: z.number().int(),
  how: z.partialRecord(facetHow, z.number().int()),
});

export const facetList = z.object({
  /** The language model that would be asked, as `provider/model`; null where the texts must do. */
  model: z.string().nullable(),
  facets: z.array(facet),
});

/** Documents with the same answer, or with numbers or dates of the same stretch. */
export const facetGroup = z.object({
  label: z.string(),
  documents: z.number().int(),
  /** Condition under which the list of documents shows them. */
  where: z.array(z.string()),
});

export const facetDetail = facet.extend({
  groups: z.array(facetGroup),
  /** Answers beyond the groups that are shown. */
  others: z.number().int(),
  /** Of numbers: what they are on the whole. */
  numbers: z.object({ least: z.number(), most: z.number(), mean: z.number(), median: z.number() }).nullable(),
});

/** What one document says. */
export const facetAnswer = z.object({
  facet: z.string(),
  type: z.enum(facetTypes),
  /** Text, number, list of texts, or null. */
  value: z.union([z.string(), z.number(), z.array(z.string())]).nullable(),
  /** Why there is none. */
  reason: z.string().nullable(),
  how: facetHow,
  /** 0 to 1, where the way it was found gives one. */
  confidence: z.number().nullable(),
  /** Where in the text it stands. */
  evidence: z.tuple([z.number().int(), z.number().int()]).nullable(),
  model: z.string().nullable(),
});

/** What a run would do. */
export const facetEstimate = z.object({
  documents: z.number().int(),
  model: z.string().nullable(),
  /** Calls of the model and the tokens that go in and come out, at most. */
  calls: z.number().int(),
  inputTokens: z.number().int(),
  cachedInputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** US dollars, with the cheapest and with the dearest model that may be asked; null where a price is not known. */
  leastCost: z.number().nullable(),
  mostCost: z.number().nullable(),
});

/** How often two facets' answers, or an answer and a topic, meet. */
export const facetCross = z.object({
  rows: z.array(z.string()),
  columns: z.array(z.string()),
  /** Documents: row by row. */
  counts: z.array(z.array(z.number().int())),
  /** How many times as often as if rows and columns had nothing to do with each other; null where nothing is expected. */
  lifts: z.array(z.array(z.number().nullable())),
  /** How far from that, in standard deviations: beyond ±2 it is hardly chance. */
  residuals: z.array(z.array(z.number())),
  /** Documents that say nothing of one of the two. */
  without: z.number().int(),
});

/** What to ask, and how. */
export const facetRunRequest = z.object({
  /** Names; all facets where none is named. */
  facets: z.array(facetName).max(200).optional(),
  /** Ask documents that have answered already, too. */
  again: z.boolean().default(false),
  /** Without a language model, even where there is one. */
  extract: z.boolean().default(false),
  queue: z.boolean().optional(),
});

/** A condition on what documents answer to a facet. */
export const facetCondition = z.object({
  facet: z.string(),
  comparison: z.enum(["=", "!=", "<", "<=", ">", ">="]),
  /** Empty: that there is no answer. */
  value: z.string(),
});

const comparison = /^\s*([^=<>!"]+?)\s*(!=|<=|>=|=|<|>)\s*(.*?)\s*$/s;

/** `sentiment=negative`, `words>=100`, `date<2024-01-01`, `amount=` for no answer, `amount!=` for any. */
export const facetWhere = z
  .string()
  .max(300)
  .transform((text, { addIssue }) => {
    const [, name, sign, value = ""] = comparison.exec(text) ?? [];
    if (name === undefined || sign === undefined) {
      addIssue({
        code: "custom",
        message: `${JSON.stringify(text)} is no condition such as sentiment=negative`,
      });
      return z.NEVER;
    }
    return { facet: name, comparison: sign, value };
  })
  .pipe(facetCondition);

const oneOrSeveral = <T extends z.ZodType>(one: T, most: number) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(one).max(most).optional(),
  );

/** One or several conditions, all of which must hold. */
export const facetWheres = oneOrSeveral(facetWhere, 20);

/** One or several facets by their names. */
export const facetNames = oneOrSeveral(facetName, 200);

export type FacetDefinition = z.output<typeof facetDefinition>;
export type FacetTemplate = z.infer<typeof facetTemplate>;
export type Facet = z.infer<typeof facet>;
export type FacetList = z.infer<typeof facetList>;
export type FacetGroup = z.infer<typeof facetGroup>;
export type FacetDetail = z.infer<typeof facetDetail>;
export type FacetAnswer = z.infer<typeof facetAnswer>;
export type FacetEstimate = z.infer<typeof facetEstimate>;
export type FacetCross = z.infer<typeof facetCross>;
export type FacetWhere = z.output<typeof facetWhere>;
