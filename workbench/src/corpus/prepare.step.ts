import { finishBatch } from "../jobs/batch.ts";
import { documentBatches } from "../jobs/document-batches.ts";
import type { Step } from "../jobs/step.ts";
import type { Db } from "../store/db.ts";
import {
  type DuplicateRow,
  markRepeatedIds,
  type Preparation,
  saveDuplicates,
  savePreparations,
  signaturesOf,
  textsOf,
  type UnpreparedDocument,
  undoneDocumentIds,
  unpreparedDocuments,
} from "../store/document.ts";
import { exactDuplicates, nearDuplicates, shingles, signature } from "./duplicates.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { detectLanguage } from "./language.ts";
import { quality } from "./quality.ts";

/** Tells language, quality and duplicates of the documents that came in. Nothing is set aside; everything is marked. */
export const prepareStep: Step = {
  name: "prepare",
  unit: "documents",
  plan: ({ db }, { projectId }) =>
    documentBatches((after, limit) => undoneDocumentIds(db, { projectId, stage: "prepare", after, limit })),
  async run({ db }, batch, { progress }) {
    const documents = await unpreparedDocuments(db, batch.items as number[]);
    const preparations = documents.map((document, done) => {
      if (done % 50 === 0) progress("languages, quality", done);
      return prepare(document);
    });
    await db.transaction(async (tx) => {
      await savePreparations(tx, preparations);
      await finishBatch(tx, batch);
    });
  },
  async finish(tx, { projectId }) {
    await markRepeatedIds(tx, projectId);
    await saveDuplicates(tx, projectId, await findDuplicates(tx, projectId));
  },
};

function prepare({ id, text, flags }: UnpreparedDocument): Preparation {
  const found = flags.map(({ flag, detail }) => ({ flag, ...(detail === null ? {} : { detail }) }));
  const { score, flags: all } = quality(text, { found });
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

async function findDuplicates(db: Db, projectId: number): Promise<DuplicateRow[]> {
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
    ...exact.map(({ index, original }): DuplicateRow => {
      return { id: of.index(index), original: of.index(original), flag: "exact-duplicate", detail: null };
    }),
    ...near.map(({ index, original, similarity }): DuplicateRow => {
      const detail = `${Math.round(similarity * 100)} % the same`;
      return { id: of.index(index), original: of.index(original), flag: "near-duplicate", detail };
    }),
  ];
}

const numbersOf = (signature: Buffer) => new Uint32Array(Uint8Array.from(signature).buffer);
