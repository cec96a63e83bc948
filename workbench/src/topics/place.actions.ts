import {
  type LinearAlgebra,
  type Matrix,
  type ModelLayer,
  matrix,
  predictTopics,
  searchTopics as rankTopics,
  type TopicModel,
} from "@toposcope/algorithms";
import type { Context, Interactive, PredictInput, SearchTopicsInput, SpansInput } from "../context.ts";
import { stampKey } from "../embedding/stamp.ts";
import { contentHash } from "../embedding/text.ts";
import { ToposcopeError } from "../errors.ts";
import type { Embedder } from "../providers/embedder.ts";
import type { Db } from "../store/db.ts";
import { documentById } from "../store/document.ts";
import { type CurrentRun, currentRun, requireProject } from "../store/project.ts";
import { editInForceOf } from "../store/topic-edit.ts";
import { documentPassages, modelIdOf, textHashesOf } from "../store/topic-model.ts";
import { hashesWithoutVector, vectorsOfChunks } from "../store/vector.ts";
import type { DocumentSpans, PredictResult, TopicSearchResult } from "../topic-contract.ts";
import { embedderOf, readModelFile } from "./models.actions.ts";
import { predictionViews, spanViews } from "./placed.ts";
import { shownTopicModel } from "./shown-model.actions.ts";
import { textWindows } from "./windows.ts";

/** What placing texts needs of a process that may compute. */
export interface PlacementTools extends Pick<Context, "db" | "embedders" | "settings"> {
  readonly linearAlgebra: () => Promise<LinearAlgebra>;
}

/** A model with what its vectors are made with. */
interface OpenedModel {
  readonly model: TopicModel;
  readonly embedder: Embedder;
  /** What a setting calls the embedder. */
  readonly name: string;
  /** Number of the analysis; none for a file. */
  readonly run: number | null;
}

const modelsKept = 4;
/** Longer texts are cut at the borders of their passages, whose vectors are there already. */
const mostWindows = 400;

/** Places texts among the topics of an analysis or of a saved model. @throws ToposcopeError NO_ANALYSIS, NO_TOPIC_MODEL */
export const predictTexts = ({ interactive }: Pick<Context, "interactive">, input: PredictInput) =>
  interactive.predict(input);

/** Topics by how much they have to do with a query. @throws ToposcopeError NO_ANALYSIS, NO_TOPIC_MODEL */
export const searchTopics = ({ interactive }: Pick<Context, "interactive">, input: SearchTopicsInput) =>
  interactive.searchTopics(input);

/** Where in a document which topic is. @throws ToposcopeError DOCUMENT_NOT_FOUND, NO_ANALYSIS, NO_TOPIC_MODEL */
export const documentSpans = ({ interactive }: Pick<Context, "interactive">, input: SpansInput) =>
  interactive.documentSpans(input);

/** The same where it is done, keeping the models last used in memory. */
export function localPlacement(
  tools: PlacementTools,
): Pick<Interactive, "predict" | "searchTopics" | "documentSpans"> {
  const models = new Map<string, Promise<TopicModel>>();
  const shown = async (project: string): Promise<OpenedModel> => {
    const { id } = await requireProject(tools.db, project);
    const run = await currentRun(tools.db, id);
    if (!run) throw new ToposcopeError("NO_ANALYSIS", `project ${project} has no topics yet`);
    const key = `${run.id}/${await editInForceOf(tools.db, run.id)}`;
    const loading = models.get(key) ?? requireModel(tools.db, run);
    models.delete(key);
    models.set(key, loading);
    loading.catch(() => models.delete(key));
    for (const oldest of models.keys()) if (models.size > modelsKept) models.delete(oldest);
    const model = await loading;
    const embedder = await tools.embedders.open(run.model);
    if (stampKey(embedder.stamp) !== model.embedding)
      throw new ToposcopeError("NO_TOPIC_MODEL", `model ${run.model} changed since analysis ${run.number}`);
    return { model, embedder, name: run.model, run: run.number };
  };
  return {
    predict: async (input) =>
      await predict(
        tools,
        "file" in input.of ? await fromFile(tools, input.of.file) : await shown(input.of.project),
        input,
      ),
    searchTopics: async (input) => await search(await shown(input.project), input),
    documentSpans: async (input) => await spans(tools, await shown(input.project), input),
  };
}

async function requireModel(db: Db, run: CurrentRun): Promise<TopicModel> {
  const model = await shownTopicModel(db, run.id);
  if (!model) throw new ToposcopeError("NO_TOPIC_MODEL", `analysis ${run.number} left no model behind`);
  return model;
}

async function fromFile(tools: PlacementTools, file: string): Promise<OpenedModel> {
  const model = await readModelFile(file);
  return { model, ...(await embedderOf(tools, model, file)), run: null };
}

async function predict(
  { linearAlgebra }: PlacementTools,
  { model, embedder, name, run }: OpenedModel,
  { texts, layer: asked }: PredictInput,
): Promise<PredictResult> {
  const { layer, at } = layerOf(model, asked);
  const found = await predictTopics(model, await embedAll(embedder, texts), {
    layer: at,
    hashes: texts.map(hashOf),
    linearAlgebra: await linearAlgebra(),
  });
  return { run, model: name, layer: at, predictions: predictionViews(layer, found) };
}

async function search(
  { model, embedder, name, run }: OpenedModel,
  { query, limit, layer: asked }: SearchTopicsInput,
): Promise<TopicSearchResult> {
  const { layer, at } = layerOf(model, asked);
  const hits = rankTopics(model, await embedAll(embedder, [query]), { layer: at, limit });
  return {
    query,
    run,
    model: name,
    layer: at,
    hits: hits.map(({ topic, relevance }) => {
      const { id, name, keywords, size } = layer.topics[topic]!;
      return { id, name, keywords: [...keywords], size, relevance };
    }),
  };
}

async function spans(
  tools: PlacementTools,
  { model, embedder, run }: OpenedModel,
  { project, document: id, layer: asked }: SpansInput,
): Promise<DocumentSpans> {
  const { db } = tools;
  const { layer, at } = layerOf(model, asked);
  const { id: projectId } = await requireProject(db, project);
  const document = await documentById(db, { projectId, runId: null, id });
  if (!document) throw new ToposcopeError("DOCUMENT_NOT_FOUND", `project ${project} has no document ${id}`);
  const windows = textWindows(document.text);
  const inWindows = windows.length <= mostWindows;
  const passages = inWindows ? [] : await documentPassages(db, id);
  const parts = inWindows ? windows : passages;
  const kept = inWindows ? undefined : await passageVectors(tools, model, passages);
  const texts = parts.map(({ start, end }) => document.text.slice(start, end));
  const placed = await predictTopics(model, kept ?? (await embedAll(embedder, texts)), {
    layer: at,
    linearAlgebra: await tools.linearAlgebra(),
  });
  const detail = inWindows ? "windows" : "passages";
  return {
    document: id,
    run,
    layer: at,
    detail,
    ...spanViews(layer, parts, { found: placed, reach: model.reach }),
  };
}

/** The vectors that passages have under a model; undefined where one has none. */
async function passageVectors(
  { db }: PlacementTools,
  { embedding, landmarks }: TopicModel,
  passages: readonly { readonly id: number }[],
): Promise<Matrix | undefined> {
  const chunks = passages.map(({ id }) => id);
  const modelId = await modelIdOf(db, embedding);
  const missing = await hashesWithoutVector(db, modelId, await textHashesOf(db, chunks));
  if (missing.size > 0) return undefined;
  return await vectorsOfChunks(db, { modelId, dimensions: landmarks.cols, chunks });
}

/** @throws ToposcopeError INVALID_INPUT when there is no such layer */
function layerOf(
  { layers, suggested }: TopicModel,
  asked: number | undefined,
): { layer: ModelLayer; at: number } {
  const at = asked ?? suggested;
  const layer = layers[at];
  if (!layer) throw new ToposcopeError("INVALID_INPUT", `there are ${layers.length} layers, no layer ${at}`);
  return { layer, at };
}

async function embedAll(embedder: Embedder, texts: readonly string[]): Promise<Matrix> {
  const { dimensions } = embedder.stamp;
  const all = matrix(texts.length, dimensions);
  for (let from = 0; from < texts.length; from += embedder.maxBatchTexts) {
    const { vectors } = await embedder.embed(texts.slice(from, from + embedder.maxBatchTexts));
    all.data.set(vectors, from * dimensions);
  }
  return all;
}

const hashOf = (text: string): Buffer => Buffer.from(contentHash(text), "hex");
