import type { Context } from "../context.ts";
import { finishBatch } from "../jobs/batch.ts";
import { documentBatches } from "../jobs/document-batches.ts";
import type { BatchProgress, PlannedBatch, Step } from "../jobs/step.ts";
import { type RunSettings, roleOf } from "../model.ts";
import { documentValues } from "../store/document-value.ts";
import { type FacetRow, facetsOf } from "../store/facet.ts";
import {
  type AskedDocument,
  answersThere,
  askedDocuments,
  documentsToAsk,
  type FacetValueRow,
  saveFacetValues,
} from "../store/facet-value.ts";
import type { RunRow } from "../store/run.ts";
import { turnsOfDocuments } from "../store/turn.ts";
import { askModel, type ModelAnswer } from "./facet-asking.actions.ts";
import { compute } from "./facet-compute.ts";
import { extract } from "./facet-extract.ts";
import { meaningSource } from "./facet-meanings.actions.ts";
import { questionOf, readText } from "./facet-question.ts";
import { entriesOf, type Finding, isFound } from "./facet-value.ts";
import { type Spoken, spokenText } from "./spoken-text.ts";

/** A call of a model takes seconds and costs: a batch is what may be lost, and what a budget may be overspent by. */
const askedBatch = { documents: 16, letters: 80_000 };
const extractedBatch = { documents: 200, letters: 400_000 };
const idsPerReport = 10;

/** Asks every document the facets that it has not answered. */
export const facetStep: Step = {
  name: "ask",
  unit: "documents",
  async *plan(context, run): AsyncGenerator<PlannedBatch> {
    const { asked, again } = facetsIn(run.settings);
    const { projectId } = run;
    const asking = { projectId, facets: asked, again };
    const model = await modelFor(context, run, await askedFacets(context, run));
    yield* documentBatches(
      (after, limit) => documentsToAsk(context.db, { ...asking, after, limit }),
      model === undefined ? extractedBatch : askedBatch,
    );
  },
  async run(context, batch, { run, signal, progress }) {
    const { db } = context;
    const facets = await askedFacets(context, run);
    const documents = await askedDocuments(db, batch.items as number[]);
    const values = await answers(context, { run, facets, documents, signal, progress });
    await db.transaction(async (tx) => {
      await saveFacetValues(tx, facets, values);
      await finishBatch(tx, batch);
    });
  },
};

function facetsIn({ facets }: RunSettings): NonNullable<RunSettings["facets"]> {
  if (facets === undefined) throw new Error("a facets run says which facets it is about");
  return facets;
}

/** The run's facets whose questions are still what they were when it began. */
async function askedFacets({ db }: Context, { projectId, settings }: RunRow): Promise<FacetRow[]> {
  const asked = new Map(facetsIn(settings).asked.map(({ id, version }) => [id, version]));
  return (await facetsOf(db, projectId)).filter(({ id, version }) => asked.get(id) === version);
}

/** The model to ask; undefined where there is none, none is wanted, or nothing needs asking. */
async function modelFor(
  { llm }: Context,
  { id, projectId, settings }: RunRow,
  facets: readonly FacetRow[],
): Promise<string | undefined> {
  const isNeeded = facetsIn(settings).byModel && facets.some(({ spec }) => spec.computed === undefined);
  return isNeeded ? await llm.modelFor("facets", { projectId, runId: id, stage: "ask" }) : undefined;
}

interface Asking {
  readonly run: RunRow;
  readonly facets: readonly FacetRow[];
  readonly documents: readonly AskedDocument[];
  readonly signal: AbortSignal;
  readonly progress: BatchProgress;
}

async function answers(context: Context, asking: Asking): Promise<FacetValueRow[]> {
  const { run, facets, documents } = asking;
  const ids = documents.map(({ id }) => id);
  const there = facetsIn(run.settings).again
    ? []
    : await answersThere(context.db, { documents: ids, facets: facets.map(({ id }) => id) });
  const known = new Set(there.map(({ facet, document }) => `${facet} ${document}`));
  const isOpen = (facet: FacetRow, document: AskedDocument) => !known.has(`${facet.id} ${document.id}`);
  const model = await modelFor(context, run, facets);
  const values: FacetValueRow[] = [];
  for (const facet of facets.filter(({ spec }) => spec.computed !== undefined))
    values.push(
      ...(await computed(
        context,
        facet,
        documents.filter((document) => isOpen(facet, document)),
      )),
    );
  const open = facets.filter(({ spec }) => spec.computed === undefined);
  for (const [role, ofRole] of Map.groupBy(open, ({ spec }) => spec.role)) {
    const texts = await textsOf(context, documents, role);
    for (const group of sameQuestions(ofRole, texts, isOpen))
      values.push(...(await (model === undefined ? extracted : modelled)(context, { ...asking, ...group })));
  }
  return values;
}

async function computed(
  { db }: Context,
  { id: facet, spec }: FacetRow,
  documents: readonly AskedDocument[],
): Promise<FacetValueRow[]> {
  const { column } = spec;
  const ids = documents.map(({ id }) => id);
  const columns = column === undefined ? [] : await documentValues(db, { documents: ids, column });
  return documents.map((document, at) =>
    rowOf(
      { facet, document: document.id, spec, how: "computed" },
      compute(spec, { ...document, column: columns[at] }),
    ),
  );
}

/** A document, with what is asked of it where that is not all of its text. */
interface AskedText extends AskedDocument {
  readonly spoken: Spoken;
}

async function textsOf(
  { db }: Context,
  documents: readonly AskedDocument[],
  role: string | undefined,
): Promise<AskedText[]> {
  if (role === undefined)
    return documents.map((document) => ({ ...document, spoken: spokenText(document.text, undefined) }));
  const turns = await turnsOfDocuments(
    db,
    documents.map(({ id }) => id),
  );
  return documents.map((document) => {
    const own = (turns.get(document.id) ?? []).filter((turn) => turn.role === roleOf(role));
    const parts = own.map(({ said, end }) => ({ start: said, end }));
    return { ...document, spoken: spokenText(document.text, parts) };
  });
}

interface Group {
  readonly facets: readonly FacetRow[];
  readonly texts: readonly AskedText[];
}

/** Documents that are asked the same facets, put together. */
function sameQuestions(
  facets: readonly FacetRow[],
  texts: readonly AskedText[],
  isOpen: (facet: FacetRow, document: AskedDocument) => boolean,
): Group[] {
  const openTo = (text: AskedText) => facets.filter((facet) => isOpen(facet, text));
  const groups = Map.groupBy(texts, (text) =>
    openTo(text)
      .map(({ id }) => id)
      .join(" "),
  );
  return [...groups.values()]
    .map((same) => ({ facets: openTo(same[0] as AskedText), texts: same }))
    .filter(({ facets: open }) => open.length > 0);
}

const silent = { reason: "nobody of this role speaks in it" };

async function modelled(
  context: Context,
  { run, facets, texts, signal, progress }: Asking & Group,
): Promise<FacetValueRow[]> {
  progress(`asking a language model of ${texts.length} documents`);
  const [spoken, unspoken] = [texts.filter(hasText), texts.filter((text) => !hasText(text))];
  const answered = await askModel(context, {
    facets,
    texts: spoken.map(({ id, title, spoken: { text } }) => ({ id, title, text })),
    of: { projectId: run.projectId, runId: run.id, stage: "ask" },
    signal,
  });
  const textOf = new Map(texts.map((text) => [text.id, text]));
  const specOf = new Map(facets.map(({ id, spec }) => [id, spec]));
  const rows = answered.map(({ facet, document, finding, origin }: ModelAnswer) => {
    const row = { facet, document, spec: specOf.get(facet)!, how: "model" as const };
    return {
      ...rowOf(row, located(finding, textOf.get(document)!.spoken)),
      model: origin ? `${origin.provider}/${origin.model}` : null,
      promptHash: origin?.promptHash ?? null,
    };
  });
  const none = unspoken.flatMap(({ id }) =>
    facets.map(({ id: facet, spec }) => rowOf({ facet, document: id, spec, how: "extraction" }, silent)),
  );
  return [...rows, ...none];
}

const hasText = ({ spoken }: AskedText) => spoken.text.trim() !== "";

async function extracted(
  context: Context,
  { run, facets, texts, signal, progress }: Asking & Group,
): Promise<FacetValueRow[]> {
  const documents = texts.map(({ id }) => id);
  const meanings = await meaningSource(context, { projectId: run.projectId, documents, signal });
  const questions = facets.map((facet) => ({ facet, question: questionOf(facet) }));
  const rows: FacetValueRow[] = [];
  for (const [done, text] of texts.entries()) {
    signal.throwIfAborted();
    if (done % idsPerReport === 0) progress("reading for answers", done);
    const read = readText(text.spoken.text, text.language);
    for (const { facet, question } of questions) {
      const finding = hasText(text)
        ? extract(question, read, await meanings.of(question, text.id, read))
        : silent;
      const row = { facet: facet.id, document: text.id, spec: facet.spec, how: "extraction" as const };
      rows.push(rowOf(row, located(finding, text.spoken)));
    }
  }
  return rows;
}

/** Evidence in what is asked, as a place in the document. */
function located(finding: Finding, spoken: Spoken): Finding {
  if (!isFound(finding) || finding.evidence === null) return finding;
  return { ...finding, evidence: spoken.placeOf(finding.evidence) };
}

function rowOf(
  { spec, ...of }: Pick<FacetValueRow, "facet" | "document" | "how"> & Pick<FacetRow, "spec">,
  finding: Finding,
): FacetValueRow {
  const none = {
    entries: [],
    number: null,
    reason: null,
    confidence: null,
    evidence: null,
    model: null,
    promptHash: null,
  };
  if (!isFound(finding)) return { ...none, ...of, reason: finding.reason };
  const { value, confidence, evidence } = finding;
  return { ...none, ...of, ...entriesOf(spec, value), confidence, evidence };
}
