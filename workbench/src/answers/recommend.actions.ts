import type { LinearAlgebra } from "@toposcope/algorithms";
import type { Context, Interactive, RecommendInput, SimilarInput } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { Recommendations, RecommendReason, SimilarDocuments } from "../recommend-contract.ts";
import { chunkTexts } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { type DocumentCard, documentCards } from "../store/document-vector.ts";
import { readingsOf } from "../store/reading.ts";
import { topicsOf } from "../store/topic.ts";
import { vectorsOfChunks } from "../store/vector.ts";
import { type DocumentIndex, DocumentIndexes } from "./document-index.actions.ts";
import { type Example, readingWeights } from "./reading-weights.ts";
import {
  likedTopics,
  type Recommended,
  recommendDefaults,
  recommend as recommendRows,
  similarDocuments as similarRows,
  startingDocuments,
  usualPerTopic,
} from "./recommend.ts";
import { mostSimilarPair } from "./similar-passages.ts";

/** What recommending needs of a process that may compute. */
export interface RecommendTools extends Pick<Context, "db" | "clock"> {
  readonly linearAlgebra: () => Promise<LinearAlgebra>;
}

/** Of a history so many readings are looked at. */
const readingsConsidered = 1_000;
const passagesCompared = 100;
/** A topic that holds this share of what is liked is a reason. */
const tellingShare = 0.15;

/** Documents for a reader, or like some and unlike others. @throws ToposcopeError PROJECT_NOT_FOUND, PROJECT_EMPTY, DOCUMENT_NOT_FOUND */
export const recommend = ({ interactive }: Pick<Context, "interactive">, input: RecommendInput) =>
  interactive.recommend(input);

/** Documents like one. @throws ToposcopeError PROJECT_NOT_FOUND, PROJECT_EMPTY, DOCUMENT_NOT_FOUND */
export const similarDocuments = ({ interactive }: Pick<Context, "interactive">, input: SimilarInput) =>
  interactive.similar(input);

/** The same where it is done, keeping the documents' vectors in memory. */
export function localRecommend(
  tools: RecommendTools,
): Pick<Interactive, "recommend" | "similar" | "dropCaches"> {
  const indexes = new DocumentIndexes(tools.db);
  return {
    recommend: async (input) => await recommendHere(tools, await indexes.of(input.project), input),
    similar: async (input) => await similarHere(tools, await indexes.of(input.project), input),
    dropCaches: () => indexes.clear(),
  };
}

async function recommendHere(
  { db, clock, linearAlgebra }: RecommendTools,
  index: DocumentIndex,
  input: RecommendInput,
): Promise<Recommendations> {
  const { strategy = recommendDefaults.strategy, limit, reader, like = [], unlike = [] } = input;
  const now = clock.now().getTime();
  const examples = [
    ...namedExamples(index, like, 1),
    ...namedExamples(index, unlike, -1),
    ...(reader === undefined ? [] : await readExamples(db, index, { reader, now, input })),
  ];
  const likes = examples.filter(({ weight }) => weight > 0).length;
  const found =
    likes === 0
      ? startingDocuments(index, { limit, except: new Set(examples.map(({ row }) => row)) })
      : await recommendRows(index, examples, {
          limit,
          strategy,
          variety: input.variety ?? recommendDefaults.variety,
          freshness: input.freshness ?? recommendDefaults.freshness,
          mostPerTopic: input.perTopic ?? usualPerTopic(limit),
          now,
          linearAlgebra: await linearAlgebra(),
        });
  return {
    reader: reader ?? null,
    basis: likes === 0 ? "start" : like.length > 0 ? "examples" : "readings",
    strategy,
    likes,
    dislikes: examples.length - likes,
    documents: await withReasons(db, index, found, examples),
  };
}

function namedExamples(index: DocumentIndex, documents: readonly number[], weight: number): Example[] {
  return documents.map((document) => ({ row: requireRow(index, document), weight, readAt: undefined }));
}

async function readExamples(
  db: Db,
  { project, rowOf }: DocumentIndex,
  { reader, now, input }: { reader: string; now: number; input: RecommendInput },
): Promise<Example[]> {
  const read = await readingsOf(db, { projectId: project.id, reader, limit: readingsConsidered });
  const readings = read.flatMap(({ document, at, weight }) => {
    const row = rowOf.get(document);
    return row === undefined ? [] : [{ row, at: at.getTime(), weight }];
  });
  const halfLifeDays = input.halfLife ?? recommendDefaults.halfLifeDays;
  return readingWeights(readings, { now, halfLifeDays, most: recommendDefaults.mostExamples });
}

/** @throws ToposcopeError DOCUMENT_NOT_FOUND also for one that is set aside */
function requireRow({ project, rowOf }: DocumentIndex, document: number): number {
  const row = rowOf.get(document);
  if (row !== undefined) return row;
  throw new ToposcopeError(
    "DOCUMENT_NOT_FOUND",
    `project ${project.name} has no document ${document} to go by`,
  );
}

async function withReasons(
  db: Db,
  index: DocumentIndex,
  found: readonly Recommended[],
  examples: readonly Example[],
): Promise<Recommendations["documents"]> {
  const rows = found.flatMap(({ row, because }) => (because === undefined ? [row] : [row, because.row]));
  const cards = await cardsOf(db, index, [...new Set(rows)]);
  const liked = likedTopics(index, examples);
  const named = new Set(examples.filter(({ readAt }) => readAt === undefined).map(({ row }) => row));
  return found.flatMap((one) => {
    const card = cards.get(one.row);
    if (!card) return [];
    const { because, isFresh, readAt, score } = one;
    const reasons: RecommendReason[] = [];
    const like = because && cards.get(because.row);
    if (because && like) {
      const kind = named.has(because.row) ? "like" : "read";
      reasons.push({ kind, document: like.document, title: like.title, similarity: because.similarity });
    }
    const { topic, topicName, date } = card;
    const share = topic === null ? 0 : (liked.get(topic) ?? 0);
    if (topic !== null && topicName !== null && share >= tellingShare)
      reasons.push({ kind: "topic", topic, name: topicName, share });
    if (isFresh && date !== null) reasons.push({ kind: "fresh", date });
    if (readAt !== undefined) reasons.push({ kind: "again", at: new Date(readAt).toISOString() });
    if (reasons.length === 0) reasons.push({ kind: "typical", topic, name: topicName });
    return [{ ...card, score, reasons }];
  });
}

type Card = Omit<DocumentCard, "id"> & {
  readonly document: number;
  readonly topic: number | null;
  readonly topicName: string | null;
};

/** How documents are shown, by their rows. */
async function cardsOf(
  db: Db,
  { ids, topics, project }: DocumentIndex,
  rows: readonly number[],
): Promise<Map<number, Card>> {
  const names = project.shownRunId === null ? [] : await topicsOf(db, project.shownRunId);
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  const found = await documentCards(
    db,
    rows.map((row) => ids[row]!),
  );
  const cardOf = new Map(found.map((card) => [card.id, card]));
  return new Map(
    rows.flatMap((row) => {
      const card = cardOf.get(ids[row]!);
      if (!card) return [];
      const { id: document, ...rest } = card;
      const topicName = nameOf.get(topics[row]!);
      const topic = topicName === undefined ? null : topics[row]!;
      return [[row, { document, ...rest, topic, topicName: topicName ?? null }] as const];
    }),
  );
}

async function similarHere(
  { db, linearAlgebra }: RecommendTools,
  index: DocumentIndex,
  { document, limit }: SimilarInput,
): Promise<SimilarDocuments> {
  const row = requireRow(index, document);
  const found = await similarRows(index, row, { limit, linearAlgebra: await linearAlgebra() });
  const cards = await cardsOf(
    db,
    index,
    found.map((one) => one.row),
  );
  const passages = await passagePairs(
    db,
    index,
    row,
    found.map((one) => one.row),
  );
  return {
    document,
    documents: found.flatMap(({ row: other, similarity }) => {
      const card = cards.get(other);
      const pair = passages.get(other);
      return card && pair ? [{ ...card, similarity, passages: pair }] : [];
    }),
  };
}

type PassagePair = SimilarDocuments["documents"][number]["passages"];

/** The passage of a document and that of each other which are most alike. */
async function passagePairs(
  db: Db,
  index: DocumentIndex,
  row: number,
  others: readonly number[],
): Promise<Map<number, PassagePair>> {
  const { model } = index;
  const own = spread(index.chunksOf(row), passagesCompared);
  const chunksOf = new Map(others.map((other) => [other, spread(index.chunksOf(other), passagesCompared)]));
  const chunks = [...own, ...[...chunksOf.values()].flat()];
  const { dimensions } = model;
  const vectors = await vectorsOfChunks(db, { modelId: model.id, dimensions, chunks });
  let from = own.length;
  const pairs = Array.from(chunksOf, ([other, theirs]) => {
    const pair = mostSimilarPair(vectors, [0, own.length], [from, from + theirs.length]);
    from += theirs.length;
    return { other, own: chunks[pair.one]!, their: chunks[pair.other]!, similarity: pair.similarity };
  });
  const wanted = [...new Set(pairs.flatMap((pair) => [pair.own, pair.their]))];
  const textOf = new Map((await chunkTexts(db, wanted)).map(({ id, text }) => [id, text]));
  const passage = (chunk: number) => ({ chunk, text: textOf.get(chunk) ?? "" });
  return new Map(
    pairs.map(({ other, own, their, similarity }) => [
      other,
      { own: passage(own), other: passage(their), similarity },
    ]),
  );
}

/** So many of a document's chunks at most, from all of it. */
function spread(chunks: readonly number[], most: number): readonly number[] {
  if (chunks.length <= most) return chunks;
  return Array.from({ length: most }, (_, i) => chunks[Math.floor((i * chunks.length) / most)]!);
}
