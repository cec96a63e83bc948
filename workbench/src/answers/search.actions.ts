import type {
  Context,
  EmbedInput,
  Interactive,
  SearchInput,
  SearchManyInput,
  SearchOptions,
} from "../context.ts";
import type { EmbeddingsResult } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import type { QueryDocuments, SearchFilters, SearchResult } from "../search-contract.ts";
import { chunksOfDocument, chunkTexts } from "../store/chunk.ts";
import type { ProjectRow } from "../store/project.ts";
import { externalIds, searchedProject } from "../store/search-index.ts";
import { foundHits } from "./found-hits.actions.ts";
import { keep } from "./keep.ts";
import { narrow } from "./narrow.actions.ts";
import { holdsPhrases, neededWords, phrasesOf, type QueryWord, queryWords } from "./query-words.ts";
import { rerank, rerankedPassages, rerankerOf } from "./rerank.actions.ts";
import { scoresInOrder } from "./rerank.ts";
import { bestRows, capped, fuse, type Hit } from "./retrieve.ts";
import { saidBy, saysPhrases, scoresOfSaid } from "./said-words.actions.ts";
import { loadSearchIndex, type SearchIndex, searchedText } from "./search-index.actions.ts";
import { sharedLooks } from "./shared-look.ts";

/** How many passages each ranking offers, beside what is asked for. */
const candidates = 200;
/** How much meaning counts beside words: a static model knows words by themselves, and so adds less. */
const usualMeaning = 0.5;
const usualStaticMeaning = 0.3;
const projectsKept = 4;
const looksKept = 100;
const resultsKept = 500;
const queriesKept = 2_000;
/** Passages that are looked at for a phrase, at most. */
const phraseReads = 1_000;
const phraseReadSize = 50;
/** Words of a passage that stand for it in a search for others like it. */
const tellingWords = 25;

type Ground = Pick<Context, "db" | "embedders" | "rerankers" | "clock" | "settings" | "flagged">;

/** What was asked, made ready to rank rows by. */
interface Asked {
  /** Undefined where meaning does not count. */
  readonly vector: Float32Array | undefined;
  readonly words: readonly QueryWord[];
  readonly phrases: readonly string[];
  readonly meaning: number;
  /** A row with a 0 may not be found. */
  readonly allowed: Uint8Array | undefined;
  /** Whose words count; undefined where everybody's do. */
  readonly role: string | undefined;
}

/** What is the same of a query's words and of what stands for a passage. */
type Frame = Pick<Asked, "allowed" | "meaning" | "role">;

/** A project, and its index as it is now. */
interface Found {
  readonly project: ProjectRow;
  readonly index: SearchIndex;
}

/** Searches and embeds in this process, keeping the indexes of the projects last searched in memory. */
export function localSearch(
  ground: Ground,
): Pick<Interactive, "search" | "searchMany" | "embed" | "dropCaches" | "close"> {
  const indexes = new Map<number, { version: string; index: Promise<SearchIndex> }>();
  const results = new WeakMap<SearchIndex, Map<string, Promise<SearchResult>>>();
  const vectors = new Map<string, Float32Array>();
  const indexOf = async (project: ProjectRow, version: string): Promise<SearchIndex> => {
    const known = indexes.get(project.id);
    if (known?.version === version) return await known.index;
    const previous = await known?.index.catch(() => undefined);
    const now = indexes.get(project.id);
    if (now?.version === version) return await now.index;
    const index = loadSearchIndex(ground, project, { version, previous });
    indexes.delete(project.id);
    keep(indexes, project.id, { version, index }, projectsKept);
    index.catch(() => indexes.delete(project.id));
    return await index;
  };
  const embedQueries = async (model: string, queries: readonly string[]): Promise<Float32Array[]> => {
    const keyOf = (query: string) => `${model}\n${query}`;
    const missing = [...new Set(queries.filter((query) => !vectors.has(keyOf(query))))];
    const made = await embedAll(ground, model, missing);
    const fresh = new Map(missing.map((query, i) => [query, made[i]!]));
    const asked = queries.map((query) => fresh.get(query) ?? vectors.get(keyOf(query))!);
    for (const [query, vector] of fresh) keep(vectors, keyOf(query), vector, queriesKept);
    return asked;
  };
  const find = sharedLooks(async (name: string): Promise<Found> => {
    const { project, version } = await searchedProject(ground.db, name);
    return { project, index: await indexOf(project, version) };
  }, looksKept);
  return {
    async search(input) {
      const found = await find(input.project);
      const searching = () => search({ ...ground, embedQueries }, { ...found, input });
      if (input.filters?.where?.length) return await searching();
      const kept = results.get(found.index) ?? new Map<string, Promise<SearchResult>>();
      results.set(found.index, kept);
      const key = JSON.stringify([input, rerankerOf(ground, found.project)]);
      const result = kept.get(key) ?? searching();
      keep(kept, key, result, resultsKept);
      result.catch(() => kept.delete(key));
      return await result;
    },
    async searchMany(input) {
      return await searchMany({ ...ground, embedQueries }, { ...(await find(input.project)), input });
    },
    embed: (input) => embed(ground, input),
    dropCaches: () => indexes.clear(),
    close: async () => indexes.clear(),
  };
}

interface Tools extends Ground {
  embedQueries(model: string, queries: readonly string[]): Promise<Float32Array[]>;
}

interface Task<Input> extends Found {
  readonly input: Input;
}

async function search(tools: Tools, task: Task<SearchInput>): Promise<SearchResult> {
  const { project, index, input } = task;
  const frame = await frameOf(tools, task);
  const { meaning } = frame;
  const asked = input.like ? await askedLike(tools, task, frame) : await askedQuery(tools, task, frame);
  const byWords = await wordScores(tools, index, asked);
  const ranked = await rank(index, asked, { byWords, limit: Math.max(candidates, input.limit) });
  const groups = input.perDocument ?? input.limit;
  const spread = capped(ranked, (row) => index.documents[row]!, groups);
  const mayRerank = meaning > 0 && !input.like && input.rerank !== false;
  const folder = mayRerank ? rerankerOf(tools, project) : undefined;
  const limit = neededHits(folder, input.limit);
  const fused = await withPhrases(tools, index, { hits: spread, asked, limit });
  const { chunks } = index;
  const toOrder = { folder, question: input.query, hits: fused, chunks, isInteractive: true };
  const { hits: best, reranking } = await rerank(tools, toOrder);
  const hits = best.slice(0, input.limit);
  return {
    query: input.query,
    model: index.model,
    meaning,
    reranking,
    hits: await foundHits(tools, { project, index, asked, hits, byWords, reach: input.neighbours ?? 0 }),
  };
}

/** How many hits a search needs of which so many are shown. */
const neededHits = (folder: string | undefined, limit: number) =>
  folder === undefined ? limit : Math.max(rerankedPassages, limit);

const frameOf = async (tools: Tools, task: Task<SearchOptions>): Promise<Frame> => ({
  allowed: await allowedRows(tools, task),
  meaning: weightOfMeaning(task.index, task.input),
  role: task.input.filters?.role,
});

const weightOfMeaning = (index: SearchIndex, { meaning }: SearchOptions): number =>
  meaning ?? (index.isStatic ? usualStaticMeaning : usualMeaning);

async function askedQuery(
  { embedQueries }: Tools,
  { index, input }: Task<SearchInput>,
  { allowed, meaning, role }: Frame,
): Promise<Asked> {
  const words = queryWords(input.query, index.languages);
  const phrases = phrasesOf(input.query);
  const [vector] = meaning > 0 ? await embedQueries(index.model, [input.query]) : [];
  return { vector, words, phrases, meaning, role, allowed: withWordsOf(index, phrases, allowed) };
}

/** Rows that hold all telling words of phrases, so that few texts have to be looked at. */
function withWordsOf(
  index: SearchIndex,
  phrases: readonly string[],
  allowed: Uint8Array | undefined,
): Uint8Array | undefined {
  let left = allowed;
  for (const { stems } of phrases.flatMap((phrase) => neededWords(phrase, index.languages))) {
    const mark = new Uint8Array(index.chunks.length);
    for (const stem of stems) index.words.markHolding(stem, mark);
    if (left) for (let row = 0; row < mark.length; row++) mark[row]! &= left[row]!;
    left = mark;
  }
  return left;
}

/** What stands for a passage or a document: its place in meaning, and its most telling words. */
async function askedLike(
  { db }: Tools,
  { project, index, input }: Task<SearchInput>,
  { allowed, meaning, role }: Frame,
): Promise<Asked> {
  const like = input.like!;
  const isChunk = "chunk" in like;
  const ids = isChunk ? [like.chunk] : (await chunksOfDocument(db, like.document)).map(({ id }) => id);
  const own = new Set(ids);
  const rows = index.chunks.flatMap((chunk, row) => (own.has(chunk) ? [row] : []));
  if (rows.length === 0) {
    const what = isChunk ? `passage ${like.chunk}` : `document ${like.document}`;
    throw new ToposcopeError("DOCUMENT_NOT_FOUND", `project ${project.name} has no ${what} to search with`);
  }
  const texts = await chunkTexts(db, ids.slice(0, phraseReadSize));
  const stems = texts.flatMap((text) => queryWords(searchedText(text), [text.language ?? "en"]));
  const telling = [...new Map(stems.map((word) => [word.stems[0]!, word])).values()]
    .map((word) => ({ word, weight: index.words.weight(word.stems[0]!) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, tellingWords);
  const others = allowed?.slice() ?? new Uint8Array(index.chunks.length).fill(1);
  for (const row of rows) others[row] = 0;
  return {
    vector: meaning > 0 ? await index.vectors.meanOf(rows) : undefined,
    words: telling.map(({ word }) => word),
    phrases: [],
    meaning,
    role,
    allowed: others,
  };
}

/** What each row gets for its words. */
async function wordScores(
  tools: Tools,
  index: SearchIndex,
  { words, role, allowed }: Asked,
): Promise<Float32Array> {
  const byWords = new Float32Array(index.chunks.length);
  index.words.addScores(new Set(words.flatMap(({ stems }) => stems)), byWords);
  if (role === undefined) return byWords;
  return await scoresOfSaid(tools, index, { role, words, allowed, byWords });
}

/** Rows as the query ranks them, the best first: so many by each ranking. */
async function rank(
  { vectors }: SearchIndex,
  { vector, meaning, allowed }: Asked,
  { byWords, limit }: { readonly byWords: Float32Array; readonly limit: number },
): Promise<Hit[]> {
  const wordRows = bestRows(byWords, { limit, allowed, above: 0 });
  const near = vector ? await vectors.nearest(vector, { limit, allowed }) : [];
  const cosineOf = new Map(near.map(({ row, score }) => [row, score]));
  const others = wordRows.filter((row) => !cosineOf.has(row));
  const cosines = vector ? await vectors.cosines(vector, others) : [];
  for (const [at, row] of others.entries()) cosineOf.set(row, cosines[at] ?? 0);
  const rankings = {
    words: { rows: wordRows, scoreOf: (row: number) => byWords[row]! },
    meaning: { rows: near.map(({ row }) => row), scoreOf: (row: number) => cosineOf.get(row) ?? 0 },
  };
  return fuse(rankings, meaning);
}

async function withPhrases(
  tools: Tools,
  index: SearchIndex,
  { hits, asked, limit }: { hits: readonly Hit[]; asked: Asked; limit: number },
): Promise<Hit[]> {
  if (asked.phrases.length === 0) return hits.slice(0, limit);
  const found: Hit[] = [];
  for (let from = 0; from < Math.min(hits.length, phraseReads); from += phraseReadSize) {
    const looked = hits.slice(from, from + phraseReadSize);
    const holding = await chunksHolding(
      tools,
      asked,
      looked.map(({ row }) => index.chunks[row]!),
    );
    found.push(...looked.filter(({ row }) => holding.has(index.chunks[row]!)));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}

/** Of chunks those that hold phrases; where one role's words count, in what it says. */
async function chunksHolding(
  { db }: Tools,
  { phrases, role }: Asked,
  chunks: readonly number[],
): Promise<Set<number>> {
  if (role !== undefined) {
    const said = await saidBy({ db }, role, chunks);
    return new Set(chunks.filter((chunk) => saysPhrases(said.get(chunk), phrases)));
  }
  const texts = await chunkTexts(db, chunks);
  return new Set(texts.filter((text) => holdsPhrases(searchedText(text), phrases)).map(({ id }) => id));
}

async function allowedRows(
  { db }: Ground,
  { project, index, input: { filters } }: Task<{ readonly filters?: SearchFilters | undefined }>,
): Promise<Uint8Array | undefined> {
  if (!filters) return undefined;
  const { documents, chunks } = await narrow({ db }, project, filters);
  if (!documents && !chunks) return undefined;
  return Uint8Array.from(index.chunks, (chunk, row) =>
    Number((!documents || documents.has(index.documents[row]!)) && (!chunks || chunks.has(chunk))),
  );
}

async function searchMany(tools: Tools, task: Task<SearchManyInput>): Promise<QueryDocuments[]> {
  const { index, input } = task;
  const frame = await frameOf(tools, task);
  const { meaning } = frame;
  const texts = input.queries.map(({ text }) => text);
  const vectors = meaning > 0 ? await tools.embedQueries(index.model, texts) : [];
  const folder = meaning > 0 ? rerankerOf(tools, task.project) : undefined;
  const limit = neededHits(folder, input.limit);
  const results: QueryDocuments[] = [];
  for (const [i, { id, text }] of input.queries.entries()) {
    const words = queryWords(text, index.languages);
    const asked = { ...frame, vector: vectors[i], words, phrases: [] };
    const byWords = await wordScores(tools, index, asked);
    const ranked = await rank(index, asked, { byWords, limit: Math.max(candidates, 2 * limit) });
    const fused = capped(ranked, (row) => index.documents[row]!, 1).slice(0, limit);
    const { chunks } = index;
    const toOrder = { folder, question: text, hits: fused, chunks, isInteractive: false };
    const { hits, reranking } = await rerank(tools, toOrder);
    const best = hits.slice(0, input.limit);
    const scores = scoresInOrder(best);
    const found = best.map(({ row }) => index.documents[row]!);
    const names = await externalIds(tools.db, found);
    const documents = found.map((document, at) => ({
      id: names.get(document) ?? String(document),
      score: scores[at]!,
    }));
    results.push({ query: id, documents, ...(reranking && { reranking }) });
  }
  return results;
}

async function embedAll(
  { embedders }: Ground,
  model: string,
  texts: readonly string[],
): Promise<Float32Array[]> {
  if (texts.length === 0) return [];
  const embedder = await embedders.open(model);
  const { dimensions } = embedder.stamp;
  const rows: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += embedder.maxBatchTexts) {
    const batch = texts.slice(from, from + embedder.maxBatchTexts);
    const { vectors } = await embedder.embed(batch);
    for (let i = 0; i < batch.length; i++) rows.push(vectors.slice(i * dimensions, (i + 1) * dimensions));
  }
  return rows;
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
