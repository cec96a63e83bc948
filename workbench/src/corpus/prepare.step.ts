import { finishBatch } from "../jobs/batch.ts";
import { documentBatches } from "../jobs/document-batches.ts";
import type { PlannedBatch, Step } from "../jobs/step.ts";
import type { Db } from "../store/db.ts";
import {
  medianCharacters,
  type Preparation,
  savePreparations,
  textsOf,
  type UnpreparedDocument,
  undoneDocumentIds,
  unpreparedDocuments,
} from "../store/document.ts";
import { type Mark, repeatedIds, replaceMarks, saveQualities, signaturesOf } from "../store/document-mark.ts";
import { exactDuplicates, nearDuplicates, shingles, signature } from "./duplicates.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { detectLanguage } from "./language.ts";
import { type CorpusStatistics, type Flag, quality, qualityScore } from "./quality.ts";

/** What one batch is about. */
interface PreparedTogether {
  readonly documents: readonly number[];
  readonly corpus: CorpusStatistics;
}

/** Tells language, quality and duplicates of the documents that came in. Nothing is set aside; everything is marked. */
export const prepareStep: Step = {
  name: "prepare",
  unit: "documents",
  async *plan({ db }, { projectId }): AsyncGenerator<PlannedBatch> {
    const corpus = { medianCharacters: await medianCharacters(db, projectId) };
    const batches = documentBatches((after, limit) =>
      undoneDocumentIds(db, { projectId, stage: "prepare", after, limit }),
    );
    for await (const { items, weight } of batches) {
      yield { items: { documents: items as number[], corpus } satisfies PreparedTogether, weight };
    }
  },
  async run({ db }, batch, { progress }) {
    const { documents: ids, corpus } = batch.items as PreparedTogether;
    const documents = await unpreparedDocuments(db, ids);
    const preparations = documents.map((document, done) => {
      if (done % 50 === 0) progress("languages, quality", done);
      return prepare(document, corpus);
    });
    await db.transaction(async (tx) => {
      await savePreparations(tx, preparations);
      await finishBatch(tx, batch);
    });
  },
  async finish(tx, { projectId }) {
    const duplicates = await findDuplicates(tx, projectId);
    const marks = [...(await findRepeatedIds(tx, projectId, duplicates)), ...duplicates];
    const touched = await replaceMarks(tx, projectId, marks);
    await saveQualities(
      tx,
      touched.map(({ id, flags }) => ({ id, quality: qualityScore(flags.map(asFlag)) })),
    );
  },
};

const asFlag = ({ flag, detail }: UnpreparedDocument["flags"][number]): Flag => ({
  flag,
  ...(detail === null ? {} : { detail }),
});

function prepare({ id, text, flags }: UnpreparedDocument, corpus: CorpusStatistics): Preparation {
  const { score, flags: all } = quality(text, { found: flags.map(asFlag), corpus });
  const numbers = signature(text);
  return {
    id,
    language: detectLanguage(text).language,
    words: countWords(text),
    tokens: estimateTokens(text),
    quality: score,
    flags: all.map(({ flag, detail }) => ({ flag, detail: detail ?? null })),
    signature: numbers && Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength),
  };
}

const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/u;

function countWords(text: string): number {
  if (!unspaced.test(text))
    return text.match(/[^\s\p{P}\p{S}]+(?:[\p{P}\p{S}]+[^\s\p{P}\p{S}]+)*/gu)?.length ?? 0;
  let words = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words++;
  return words;
}

/** A copy has the id of its original as it has all else: saying so of both would be saying it twice. */
async function findRepeatedIds(db: Db, projectId: number, duplicates: readonly Mark[]): Promise<Mark[]> {
  const exact = duplicates.filter(({ flag }) => flag === "exact-duplicate");
  const originalOf = new Map(exact.map(({ id, original }) => [id, original]));
  const repeated = await repeatedIds(db, projectId);
  return repeated
    .filter(({ id, first }) => originalOf.get(id) !== first)
    .map(({ id, externalId }) => ({ id, flag: "id-used-before", detail: externalId, original: null }));
}

async function findDuplicates(db: Db, projectId: number): Promise<Mark[]> {
  const rows = await signaturesOf(db, projectId);
  const exact = exactDuplicates(rows.map(({ textHash }) => textHash));
  const isCopy = new Set(exact.map(({ index }) => index));
  const shinglesOf = async (index: number) => {
    const [document] = await textsOf(db, [rows[index]!.id]);
    return shingles(document?.text ?? "");
  };
  const near = await nearDuplicates(
    rows.map(({ signature }, index) => (signature && !isCopy.has(index) ? numbersOf(signature) : null)),
    shinglesOf,
  );
  const of = { index: (index: number) => rows[index]!.id };
  return [
    ...exact.map(({ index, original }): Mark => {
      return { id: of.index(index), original: of.index(original), flag: "exact-duplicate", detail: null };
    }),
    ...near.map(({ index, original, similarity }): Mark => {
      const detail = `${Math.round(similarity * 100)} % the same`;
      return { id: of.index(index), original: of.index(original), flag: "near-duplicate", detail };
    }),
  ];
}

const numbersOf = (signature: Buffer) => new Uint32Array(Uint8Array.from(signature).buffer);
