import { type Matrix, matrix } from "@toposcope/algorithms";
import type { Context, EmbedInput, Interactive, SearchInput } from "../context.ts";
import type { EmbeddingsResult } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import type { SearchResult } from "../search-contract.ts";
import { foundByIds } from "../store/passage.ts";
import { currentRun, type ProjectRow, requireProject } from "../store/project.ts";
import { searchVersion } from "../store/search-index.ts";
import { chunksWithVector, modelsOfProject, vectorsOfChunks } from "../store/vector.ts";
import { fuseRankings, nearestChunks } from "./retrieve.ts";

/** How many passages each ranking offers, beside what is asked for. */
const candidates = 200;
const projectsKept = 4;
/** A static model knows words by themselves: it adds less to a ranking by words than one that reads sentences. */
const staticWeight = 0.5;

/** The vectors of a project's chunks in memory, as they were at a version. */
interface Index {
  readonly version: string;
  readonly model: string;
  /** How much the ranking by meaning counts, beside 1 for that by words. */
  readonly meaningWeight: number;
  readonly chunks: readonly number[];
  readonly vectors: Matrix;
}

type Ground = Pick<Context, "db" | "embedders" | "settings">;

/** Searches and embeds in this process, keeping the vectors of the projects last searched in memory. */
export function localSearch(
  ground: Ground,
): Pick<Interactive, "search" | "searchMany" | "embed" | "dropCaches" | "close"> {
  const indexes = new Map<number, Promise<Index>>();
  const indexOf = async (project: ProjectRow): Promise<Index> => {
    const version = await searchVersion(ground.db, project.id);
    const known = await indexes.get(project.id);
    if (known?.version === version) return known;
    const loading = loadIndex(ground, project, version);
    indexes.delete(project.id);
    indexes.set(project.id, loading);
    loading.catch(() => indexes.delete(project.id));
    for (const oldest of indexes.keys()) if (indexes.size > projectsKept) indexes.delete(oldest);
    return await loading;
  };
  return {
    search: (input) => search(ground, indexOf, input),
    searchMany: async () => [],
    embed: (input) => embed(ground, input),
    dropCaches: () => indexes.clear(),
    close: async () => indexes.clear(),
  };
}

async function search(
  { db, embedders }: Ground,
  indexOf: (project: ProjectRow) => Promise<Index>,
  { project: name, query, limit }: SearchInput,
): Promise<SearchResult> {
  const project = await requireProject(db, name);
  const index = await indexOf(project);
  const wanted = Math.max(limit, candidates);
  const { vectors } = await (await embedders.open(index.model)).embed([query]);
  const byMeaning = nearestChunks(index.vectors, matrix(1, index.vectors.cols, vectors), wanted);
  const hits = fuseRankings(
    [{ chunks: byMeaning.map(({ chunk }) => index.chunks[chunk]!), weight: index.meaningWeight }],
    limit,
  );
  const scoreOf = new Map(hits.map(({ chunk, score }) => [chunk, score]));
  const passages = await foundByIds(db, {
    runId: project.shownRunId,
    ids: hits.map(({ chunk }) => chunk),
  });
  return {
    query,
    model: index.model,
    meaning: 0.5,
    hits: passages.map((passage) => ({
      ...passage,
      score: scoreOf.get(passage.chunk) ?? 0,
      cosine: null,
      bm25: 0,
      coverage: 0,
      highlights: [],
      before: [],
      after: [],
    })),
  };
}

async function loadIndex({ db }: Ground, project: ProjectRow, version: string): Promise<Index> {
  const model = await modelFor({ db }, project);
  const chunks = await chunksWithVector(db, { projectId: project.id, modelId: model.id });
  const { dimensions } = model.stamp;
  const vectors = await vectorsOfChunks(db, { modelId: model.id, dimensions, chunks });
  const meaningWeight = model.stamp.pooling === "static" ? staticWeight : 1;
  return { version, model: model.name, meaningWeight, chunks, vectors };
}

/** The model of the analysis that is shown, while it covers as many chunks as any other; else the one that covers most. */
async function modelFor({ db }: Pick<Ground, "db">, project: ProjectRow) {
  const models = await modelsOfProject(db, project.id);
  const [most] = models;
  if (!most) throw new ToposcopeError("PROJECT_EMPTY", `project ${project.name} has nothing to search in`);
  const shown = await currentRun(db, project.id);
  const covering = models.filter(({ chunks }) => chunks === most.chunks);
  return covering.find(({ id }) => id === shown?.modelId) ?? covering.at(-1) ?? most;
}

async function embed(
  { embedders, settings }: Ground,
  { texts, model = settings.model }: EmbedInput,
): Promise<EmbeddingsResult> {
  const embedder = await embedders.open(model);
  const { dimensions } = embedder.stamp;
  const { vectors, tokens } = await embedder.embed(texts);
  return {
    model,
    dimensions,
    tokens,
    embeddings: texts.map((_, i) => Array.from(vectors.subarray(i * dimensions, (i + 1) * dimensions))),
  };
}
