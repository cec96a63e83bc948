import {
  Bm25,
  type IndexSegment,
  type Matrix,
  matrix,
  mergeSegments,
  SegmentBuilder,
  searchWords,
} from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { chunkTexts } from "../store/chunk.ts";
import { currentRun, type ProjectRow } from "../store/project.ts";
import {
  replaceSegments,
  type SearchableChunk,
  searchableChunks,
  segmentData,
  segmentIds,
  sumSearchChanges,
} from "../store/search-index.ts";
import { type ModelOfProject, modelsOfProject, vectorsOfChunks } from "../store/vector.ts";
import { memoryVectors } from "./memory-vectors.actions.ts";
import { pgvectorFor, pgvectorSearch } from "./pgvector.actions.ts";
import { decodeSegment, encodeSegment } from "./segment-bytes.ts";
import { segmentsToMerge } from "./segments-to-merge.ts";
import type { VectorSearch } from "./vector-search.ts";

const chunksPerSegment = 20_000;
const chunksPerRead = 500;
/** Languages that fewer chunks are in get no stems of their own in queries. */
const leastLanguageShare = 0.01;

/** The chunks of a project as a search needs them, as they were at a version. A row is a chunk that may be found. */
export interface SearchIndex {
  readonly version: string;
  readonly model: string;
  readonly isStatic: boolean;
  /** Chunk and document of each row. */
  readonly chunks: readonly number[];
  readonly documents: readonly number[];
  /** Of the first rows; the later ones have no vector yet. */
  readonly vectors: VectorSearch;
  readonly words: Bm25;
  /** The languages of the chunks, that of most first. */
  readonly languages: readonly string[];
  readonly segments: readonly StoredSegment[];
  readonly modelId: number;
}

interface StoredSegment {
  /** Undefined of one that could not be stored. */
  readonly id: number | undefined;
  readonly segment: IndexSegment;
}

type Ground = Pick<Context, "db">;
type LoadGround = Pick<Context, "db" | "settings">;

/**
 * Loads what a search needs; what an earlier version has in memory already is taken from there. Chunks that no segment
 * holds yet are indexed, and those that are gone are taken out of theirs.
 *
 * @throws ToposcopeError PROJECT_EMPTY, PGVECTOR_MISSING
 */
export async function loadSearchIndex(
  { db, settings }: LoadGround,
  project: ProjectRow,
  { version, previous }: { version: string; previous?: SearchIndex | undefined },
): Promise<SearchIndex> {
  const model = await modelFor({ db }, project);
  await sumSearchChanges(db, project.id);
  const all = await searchableChunks(db, { projectId: project.id, modelId: model.id });
  const found = all.filter(({ setAside }) => !setAside);
  const rows = [
    ...found.filter(({ hasVector }) => hasVector),
    ...found.filter(({ hasVector }) => !hasVector),
  ];
  const segments = await currentSegments({ db }, project.id, { chunks: all, previous });
  const embedded = rows.filter(({ hasVector }) => hasVector).map(({ id }) => id);
  const schema = await pgvectorFor(
    { db, settings },
    { rows: embedded.length, dimensions: model.stamp.dimensions },
  );
  const vectors =
    schema === undefined
      ? memoryVectors(await readVectors({ db }, embedded, { model, previous }))
      : await pgvectorSearch(
          { db },
          {
            schema,
            projectId: project.id,
            modelId: model.id,
            dimensions: model.stamp.dimensions,
            chunks: embedded,
          },
        );
  return {
    version,
    model: model.name,
    modelId: model.id,
    isStatic: model.stamp.pooling === "static",
    chunks: rows.map(({ id }) => id),
    documents: rows.map(({ document }) => document),
    vectors,
    words: wordsOf(rows, segments),
    languages: languagesOf(rows),
    segments,
  };
}

/**
 * The model of the analysis that is shown, while it covers as many chunks as any other of the project's own; else the one
 * that covers most.
 */
async function modelFor({ db }: Ground, project: ProjectRow): Promise<ModelOfProject> {
  const models = await modelsOfProject(db, project.id);
  const [most] = models;
  if (!most) throw new ToposcopeError("PROJECT_EMPTY", `project ${project.name} has nothing to search in`);
  const shown = await currentRun(db, project.id);
  const covering = models.filter(({ chunks, isOwn }) => chunks === most.chunks && isOwn === most.isOwn);
  return covering.find(({ id }) => id === shown?.modelId) ?? covering.at(-1) ?? most;
}

/** Vectors of chunks in memory, read but for those that an earlier version has there. */
async function readVectors(
  { db }: Ground,
  wanted: readonly number[],
  { model, previous }: { model: ModelOfProject; previous: SearchIndex | undefined },
): Promise<Matrix> {
  const { dimensions } = model.stamp;
  const known = previous?.modelId === model.id ? previous.vectors.vectors : undefined;
  const knownRow = new Map(known && previous?.chunks.slice(0, known.rows).map((chunk, row) => [chunk, row]));
  const missing = wanted.filter((chunk) => !knownRow.has(chunk));
  const read = await vectorsOfChunks(db, { modelId: model.id, dimensions, chunks: missing });
  if (missing.length === wanted.length) return read;
  const vectors = matrix(wanted.length, dimensions);
  let nextRead = 0;
  for (const [row, chunk] of wanted.entries()) {
    const from = knownRow.get(chunk);
    const [source, at] = from === undefined ? [read, nextRead++] : [known!, from];
    vectors.data.set(source.data.subarray(at * dimensions, (at + 1) * dimensions), row * dimensions);
  }
  return vectors;
}

function wordsOf(rows: readonly SearchableChunk[], segments: readonly StoredSegment[]): Bm25 {
  const rowOf = new Map(rows.map(({ id }, row) => [id, row]));
  const placed = segments.map(({ segment }) => ({
    segment,
    rows: Int32Array.from(segment.ids, (id) => rowOf.get(id) ?? -1),
  }));
  return new Bm25(placed, rows.length);
}

function languagesOf(rows: readonly SearchableChunk[]): string[] {
  const counts = new Map<string, number>();
  for (const { language } of rows) {
    const code = language ?? "en";
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const usual = [...counts].filter(([, count]) => count >= leastLanguageShare * rows.length);
  return usual.sort((a, b) => b[1] - a[1]).map(([code]) => code);
}

/** The segments of a project's chunks, brought up to date. */
async function currentSegments(
  { db }: Ground,
  projectId: number,
  { chunks, previous }: { chunks: readonly SearchableChunk[]; previous: SearchIndex | undefined },
): Promise<StoredSegment[]> {
  const known = await segmentIds(db, projectId);
  const stored = await readSegments({ db }, known, previous);
  const unindexed = new Map(chunks.map((chunk) => [chunk.id, chunk]));
  const kept: StoredSegment[] = [];
  const changed: IndexSegment[] = [];
  for (const one of stored) {
    const held = one.segment.ids.filter((id) => unindexed.has(id));
    const still = new Set(held);
    if (held.length === one.segment.ids.length) kept.push(one);
    else if (held.length > 0) changed.push(mergeSegments([one.segment], (id) => still.has(id)));
    for (const id of held) unindexed.delete(id);
  }
  changed.push(...(await indexed({ db }, [...unindexed.values()])));
  if (changed.length === 0 && kept.length === known.length) return kept;
  const all = [...kept, ...changed.map((segment) => ({ id: undefined, segment }))];
  return await storeSegments({ db }, merged(all), { projectId, known });
}

function merged(all: readonly StoredSegment[]): StoredSegment[] {
  const small = new Set(segmentsToMerge(all.map(({ segment }) => segment.ids.length)));
  if (small.size === 0) return [...all];
  const one = mergeSegments(all.filter((_, place) => small.has(place)).map(({ segment }) => segment));
  return [...all.filter((_, place) => !small.has(place)), { id: undefined, segment: one }];
}

async function readSegments(
  { db }: Ground,
  ids: readonly number[],
  previous: SearchIndex | undefined,
): Promise<StoredSegment[]> {
  const inMemory = new Map(previous?.segments.map((one) => [one.id, one]));
  const read: StoredSegment[] = [];
  for (const id of ids) {
    const there = inMemory.get(id);
    const data = there ? undefined : await segmentData(db, id);
    const segment = there?.segment ?? (data && decodeSegment(data));
    if (segment) read.push({ id, segment });
  }
  return read;
}

async function indexed({ db }: Ground, chunks: readonly SearchableChunk[]): Promise<IndexSegment[]> {
  const segments: IndexSegment[] = [];
  let builder = new SegmentBuilder();
  for (let from = 0; from < chunks.length; from += chunksPerRead) {
    const ids = chunks.slice(from, from + chunksPerRead).map(({ id }) => id);
    for (const { id, title, isRow, language, text } of await chunkTexts(db, ids))
      builder.add(
        id,
        searchWords(searchedText({ title, isRow, text }), language ?? "en").map(({ stem }) => stem),
      );
    if (builder.texts < chunksPerSegment && from + chunksPerRead < chunks.length) continue;
    segments.push(builder.finish());
    builder = new SegmentBuilder();
  }
  return segments;
}

/** What a search by words looks in: a passage, below the title where that came from a table's column. */
export const searchedText = ({
  title,
  isRow,
  text,
}: {
  title: string;
  isRow: boolean;
  text: string;
}): string => (isRow && !text.startsWith(title) ? `${title}\n${text}` : text);

/** Stores those that are new in place of those that are gone; left as they are in memory when another process was first. */
async function storeSegments(
  { db }: Ground,
  segments: readonly StoredSegment[],
  { projectId, known }: { projectId: number; known: readonly number[] },
): Promise<StoredSegment[]> {
  const kept = new Set(segments.map(({ id }) => id));
  const added = segments.filter(({ id }) => id === undefined).map(({ segment }) => segment);
  const ids = await replaceSegments(db, {
    projectId,
    known,
    remove: known.filter((id) => !kept.has(id)),
    add: added.map(encodeSegment),
  });
  if (!ids) return [...segments];
  return segments.map(({ id, segment }) => ({ id: id ?? ids[added.indexOf(segment)], segment }));
}
