import { ToposcopeError } from "../errors.ts";
import type { Db } from "../store/db.ts";
import { chunksByDocument, datedDocuments } from "../store/document-vector.ts";
import { layersOf } from "../store/layer.ts";
import { mainTopicsOf } from "../store/main-topic.ts";
import type { ProjectRow } from "../store/project.ts";
import { searchedProject } from "../store/search-index.ts";
import { modelsOfProject, vectorsOfChunks } from "../store/vector.ts";
import { MeanVectors } from "./mean-vectors.ts";
import type { DocumentVectors } from "./recommend.ts";

/** The documents of a project with their vectors, as they were at a version. */
export interface DocumentIndex extends DocumentVectors {
  readonly version: string;
  readonly project: ProjectRow;
  readonly model: { readonly id: number; readonly dimensions: number };
  readonly rowOf: ReadonlyMap<number, number>;
  /** Chunks of the document of a row, in their order. */
  chunksOf(row: number): readonly number[];
}

const projectsKept = 4;
const chunksAtOnce = 20_000;

/** Keeps the documents of the projects last asked about in memory. */
export class DocumentIndexes {
  readonly #db: Db;
  readonly #indexes = new Map<number, Promise<DocumentIndex>>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** @throws ToposcopeError PROJECT_NOT_FOUND, PROJECT_EMPTY */
  async of(name: string): Promise<DocumentIndex> {
    const { project, version } = await searchedProject(this.#db, name);
    const known = await this.#indexes.get(project.id);
    if (known?.version === version) return known;
    const loading = loadDocumentIndex(this.#db, project, version);
    this.#indexes.delete(project.id);
    this.#indexes.set(project.id, loading);
    loading.catch(() => this.#indexes.delete(project.id));
    for (const oldest of this.#indexes.keys())
      if (this.#indexes.size > projectsKept) this.#indexes.delete(oldest);
    return await loading;
  }

  clear(): void {
    this.#indexes.clear();
  }
}

async function loadDocumentIndex(db: Db, project: ProjectRow, version: string): Promise<DocumentIndex> {
  const [model] = await modelsOfProject(db, project.id);
  if (!model) throw new ToposcopeError("PROJECT_EMPTY", `project ${project.name} has nothing to recommend`);
  const { dimensions } = model.stamp;
  const rows = await chunksByDocument(db, { projectId: project.id, modelId: model.id });
  const chunks = rows.map(({ chunk }) => chunk);
  const ids = [...new Set(rows.map(({ document }) => document))];
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  const rowOfChunk = Int32Array.from(rows, ({ document }) => rowOf.get(document)!);
  const means = new MeanVectors(ids.length, dimensions);
  for (let from = 0; from < chunks.length; from += chunksAtOnce) {
    const slice = chunks.slice(from, from + chunksAtOnce);
    const vectors = await vectorsOfChunks(db, { modelId: model.id, dimensions, chunks: slice });
    means.add(rowOfChunk.subarray(from, from + slice.length), vectors);
  }
  return {
    version,
    project,
    model: { id: model.id, dimensions },
    ids,
    points: means.finish(),
    rowOf,
    topics: await topicsOfRows(db, project, rowOf),
    dates: await datesOfRows(db, project, rowOf),
    chunksOf: chunksOfRows(rowOfChunk, chunks),
  };
}

type RowOf = ReadonlyMap<number, number>;

async function topicsOfRows(db: Db, { shownRunId }: ProjectRow, rowOf: RowOf): Promise<Int32Array> {
  const topics = new Int32Array(rowOf.size).fill(-1);
  if (shownRunId === null) return topics;
  const layer = (await layersOf(db, shownRunId)).find(({ suggested }) => suggested)?.layer ?? 0;
  for (const { document, topic } of await mainTopicsOf(db, shownRunId, layer)) {
    const row = rowOf.get(document);
    if (row !== undefined) topics[row] = topic;
  }
  return topics;
}

async function datesOfRows(db: Db, { id }: ProjectRow, rowOf: RowOf): Promise<Float64Array> {
  const dates = new Float64Array(rowOf.size).fill(Number.NaN);
  for (const { id: document, date } of await datedDocuments(db, id)) {
    const row = rowOf.get(document);
    if (row !== undefined) dates[row] = Date.parse(date);
  }
  return dates;
}

/** The chunks lie document by document. */
function chunksOfRows(rowOfChunk: Int32Array, chunks: readonly number[]): (row: number) => number[] {
  const starts = new Map<number, number>();
  for (const [at, row] of rowOfChunk.entries()) if (!starts.has(row)) starts.set(row, at);
  return (row) => {
    const start = starts.get(row) ?? chunks.length;
    return chunks.slice(start, starts.get(row + 1) ?? chunks.length);
  };
}
