import { type Matrix, normaliseRows, rowDot } from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { embeddedChunksOf } from "../store/facet-value.ts";
import { modelsOfProject, vectorsOfChunks } from "../store/vector.ts";
import type { Meanings } from "./facet-extract.ts";
import type { Question, ReadText } from "./facet-question.ts";

/** Sentences need many vectors, so the quick model makes them. */
const quickModel = "static";
const sentencesCompared = 300;

/** Tells what texts mean, as extraction needs it: by the vectors that the project has, and by the quick model. */
export interface MeaningSource {
  /** How similar a document is to each value of a facet; undefined where nothing tells. */
  of(question: Question, document: number, read: ReadText): Promise<Meanings>;
}

type Reader = Pick<Context, "db" | "embedders">;

/** @param documents those of a batch, whose vectors are read at once */
export async function meaningSource(
  { db, embedders }: Reader,
  { projectId, documents, signal }: { projectId: number; documents: readonly number[]; signal: AbortSignal },
): Promise<MeaningSource> {
  const quick = await embedders.open(quickModel);
  const embedQuickly = async (texts: readonly string[]): Promise<Matrix> => {
    const { vectors } = await quick.embed(texts, { signal });
    return { rows: texts.length, cols: quick.stamp.dimensions, data: vectors };
  };
  const ground = await documentVectors({ db, embedders }, { projectId, documents });
  const choicesOf = new Map<Question, Promise<Matrix>>();
  const embedChoices = (question: Question, embed: (texts: readonly string[]) => Promise<Matrix>) => {
    const known = choicesOf.get(question) ?? embed(choiceTexts(question));
    choicesOf.set(question, known);
    return known;
  };
  return {
    async of(question, document, read) {
      const { type, choices, role } = question.spec;
      if (type === "category" && choices) {
        const row = role === undefined ? ground?.rowOf.get(document) : undefined;
        if (ground && row !== undefined) {
          const vectors = await embedChoices(question, ground.embed);
          return { choices: similarities(vectors, ground.vectors, row) };
        }
        if (ground && role === undefined) return {};
        const own = await embedQuickly([read.text]);
        return { choices: similarities(await embedChoices(question, embedQuickly), own, 0) };
      }
      if (type !== "text" && (type !== "list" || choices)) return {};
      const sentences = read.sentences.slice(0, sentencesCompared).map(({ text }) => text);
      const vectors = await embedQuickly([question.spec.question ?? question.name, ...sentences]);
      return { sentences: similarities(vectors, vectors, 0).slice(1) };
    },
  };
}

const choiceTexts = ({ spec }: Question): string[] =>
  (spec.choices ?? []).map(({ name, description }) => (description ? `${name}: ${description}` : name));

/** How similar each row is to one row of another matrix. */
const similarities = (rows: Matrix, other: Matrix, at: number): number[] =>
  Array.from({ length: rows.rows }, (_, row) => rowDot(rows, row, other, at));

interface DocumentVectors {
  readonly vectors: Matrix;
  readonly rowOf: ReadonlyMap<number, number>;
  embed(texts: readonly string[]): Promise<Matrix>;
}

/** The mean direction of each document's chunks, under the model that the project has most vectors of. */
async function documentVectors(
  { db, embedders }: Reader,
  { projectId, documents }: { projectId: number; documents: readonly number[] },
): Promise<DocumentVectors | undefined> {
  const [model] = await modelsOfProject(db, projectId);
  if (!model) return undefined;
  const { dimensions } = model.stamp;
  const chunks = await embeddedChunksOf(db, { documents, modelId: model.id });
  const rowOf = new Map([...new Set(chunks.map(({ document }) => document))].map((id, row) => [id, row]));
  const each = await vectorsOfChunks(db, {
    modelId: model.id,
    dimensions,
    chunks: chunks.map(({ chunk }) => chunk),
  });
  const data = new Float32Array(rowOf.size * dimensions);
  for (const [at, { document }] of chunks.entries()) {
    const row = rowOf.get(document) as number;
    for (let c = 0; c < dimensions; c++) data[row * dimensions + c]! += each.data[at * dimensions + c]!;
  }
  const vectors = { rows: rowOf.size, cols: dimensions, data };
  normaliseRows(vectors);
  return {
    vectors,
    rowOf,
    async embed(texts) {
      const { vectors: made } = await (await embedders.open(model.name)).embed(texts);
      return { rows: texts.length, cols: dimensions, data: made };
    },
  };
}
