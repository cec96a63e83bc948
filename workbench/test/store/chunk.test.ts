import fc from "fast-check";
import { expect, test } from "vitest";
import {
  analysedChunks,
  chunkBelongsTo,
  chunksFingerprint,
  chunksOfDocument,
  chunkTexts,
  unchunkedDocuments,
} from "../../src/store/chunk.ts";
import { setAside } from "../../src/store/document.ts";
import { testDb } from "../postgres.ts";
import { createCorpus, newDocument, storeChunks } from "./corpus.ts";

const db = await testDb();

test("a chunk's text is the document's between its UTF-16 offsets, letters beyond the first plane included", async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), fc.nat(), fc.nat(), async (raw, a, b) => {
      round += 1;
      const text = raw.replaceAll("\0", " ");
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
        number,
        number,
      ];
      const { projectId, documentIds } = await createCorpus(db, `slice ${round}`, [newDocument(text)]);
      const ids = await storeChunks(db, { projectId, document: documentIds[0]!, text }, [[start, end]]);
      const [chunk] = await chunkTexts(db, ids);
      expect(chunk?.text).toBe(text.slice(start, end));
    }),
    { numRuns: 30 },
  );
});

test("chunks come back in the order they are asked for, those that are gone left out", async () => {
  const text = "one two three";
  const corpus = await createCorpus(db, "order", [newDocument(text)]);
  const document = corpus.documentIds[0]!;
  const spans = [[0, 3] as const, [4, 7] as const, [8, 13] as const];
  const [a, b, c] = (await storeChunks(db, { ...corpus, document, text }, spans)) as [number, number, number];
  expect((await chunkTexts(db, [c, 999_999, a])).map((chunk) => chunk.text)).toEqual(["three", "one"]);
  const [first] = await chunksOfDocument(db, document);
  expect(first).toEqual({
    id: a,
    ordinal: 0,
    start: 0,
    end: 3,
    pages: null,
    headingPath: ["Part, one", 'with "quotes"'],
  });
  expect(await chunkBelongsTo(db, corpus.projectId, b)).toBe(true);
  expect(await chunkBelongsTo(db, corpus.projectId + 1, b)).toBe(false);
  expect(await unchunkedDocuments(db, [document])).toEqual([]);
});

test("what an analysis depends on changes with its documents, and only with those taken", async () => {
  const corpus = await createCorpus(db, "fingerprint", [newDocument("one"), newDocument("two")]);
  const { projectId, documentIds } = corpus;
  expect(await chunksFingerprint(db, projectId)).toBeNull();
  for (const [i, document] of documentIds.entries())
    await storeChunks(db, { projectId, document, text: ["one", "two"][i]! }, [[0, 3]]);
  const both = await chunksFingerprint(db, projectId);
  await setAside(db, { projectId, id: documentIds[1]!, value: true });
  expect(await chunksFingerprint(db, projectId)).not.toBe(both);
  expect((await analysedChunks(db, projectId)).map(({ document }) => document)).toEqual([documentIds[0]]);
  await setAside(db, { projectId, id: documentIds[1]!, value: false });
  expect(await chunksFingerprint(db, projectId)).toBe(both);
});
