import { expect, test } from "vitest";
import {
  countDocuments,
  documentById,
  listDocuments,
  savePreparations,
  setAside,
  undoneDocumentIds,
  unpreparedDocuments,
} from "../../src/store/document.ts";
import { repeatedIds, replaceMarks, signaturesOf } from "../../src/store/document-mark.ts";
import { testDb } from "../postgres.ts";
import { createCorpus, hashOf, newDocument, storeAnalysis } from "./corpus.ts";

const db = await testDb();

test("a document comes back as it was stored, whatever its text holds", async () => {
  const text = "Zeile 1\n𝔘nicode 🙂 \0 \ud800 end";
  const document = newDocument(text, {
    path: "box.zip/a.pdf",
    row: 3,
    externalId: "id-\0-7",
    title: 'Ein „Titel" {mit, allem}',
    date: "2024-02-29",
    label: "a\\b",
    metadata: { "key\0": ["\ud83d", 1.5, null, true], nested: "\\u0000" },
    pages: [0, 8],
    headings: [{ offset: 0, level: 1, text: "Zeile 1" }],
    flags: [{ flag: "replacement-characters", detail: null }],
  });
  const { projectId, documentIds } = await createCorpus(db, "round trip", [document]);
  const found =
    (await documentById(db, { projectId, runId: null, id: documentIds[0]! })) ?? expect.unreachable();
  expect(found).toMatchObject({
    path: "box.zip/a.pdf",
    row: 3,
    externalId: "id-\uFFFD-7",
    title: document.title,
    text: "Zeile 1\n𝔘nicode 🙂 \uFFFD \uFFFD end",
    date: "2024-02-29",
    label: "a\\b",
    metadata: { "key\uFFFD": ["\uFFFD", 1.5, null, true], nested: "\\u0000" },
    pages: 2,
    pageStarts: [0, 8],
    headings: document.headings,
    flags: document.flags,
    topic: null,
    setAside: false,
  });
  expect(found.text.length).toBe(text.length);
});

test("what a stage has yet to do shrinks as it is done, a slice at a time", async () => {
  const { projectId, documentIds } = await createCorpus(
    db,
    "undone",
    ["aa", "b", "c"].map((text) => newDocument(text)),
  );
  const query = { projectId, stage: "prepare", after: 0, limit: 2 } as const;
  expect(await undoneDocumentIds(db, query)).toEqual([
    { id: documentIds[0], letters: 2 },
    { id: documentIds[1], letters: 1 },
  ]);
  expect(await unpreparedDocuments(db, documentIds)).toHaveLength(3);
  const signature = Buffer.from([1, 2, 3]);
  await savePreparations(db, [
    { id: documentIds[1]!, language: "de", words: 1, tokens: 2, quality: 0.5, flags: [], signature },
  ]);
  expect((await undoneDocumentIds(db, query)).map(({ id }) => id)).toEqual([documentIds[0], documentIds[2]]);
  const rest = await undoneDocumentIds(db, { ...query, after: documentIds[0]! });
  expect(rest.map(({ id }) => id)).toEqual([documentIds[2]]);
  expect((await signaturesOf(db, projectId))[1]).toEqual({
    id: documentIds[1],
    textHash: hashOf("b"),
    signature,
  });
});

test("duplicates and repeated ids are flagged, once however often they are looked for", async () => {
  const rows = ["x", "y", "x"].map((text) => newDocument(text, { externalId: text }));
  const { projectId, documentIds } = await createCorpus(db, "duplicates", rows);
  const [original = 0, , copy = 0] = documentIds;
  for (let round = 0; round < 2; round += 1) {
    expect(await repeatedIds(db, projectId)).toEqual([{ id: copy, externalId: "x", first: original }]);
    const touched = await replaceMarks(db, projectId, [
      { id: copy, original: null, flag: "id-used-before", detail: "x" },
      { id: copy, original, flag: "exact-duplicate", detail: null },
    ]);
    expect(touched.map(({ id }) => id)).toEqual(round === 0 ? [copy] : []);
  }
  const listed = await listDocuments(db, { projectId, runId: null, after: 0, limit: 10 });
  expect(listed.map(({ duplicateOf, flags }) => [duplicateOf, flags.map(({ flag }) => flag).sort()])).toEqual(
    [
      [null, []],
      [null, []],
      [original, ["exact-duplicate", "id-used-before"]],
    ],
  );
});

test("thousands of documents are marked, in portions, each once", async () => {
  const rows = Array.from({ length: 4_100 }, (_, i) => newDocument(`text ${i}`));
  const { projectId, documentIds } = await createCorpus(db, "thousands", rows);
  const [original = 0, ...copies] = documentIds;
  const marks = copies.map((id) => ({ id, original, flag: "exact-duplicate" as const, detail: null }));
  const touched = await replaceMarks(db, projectId, marks);
  expect(touched.map(({ id }) => id).sort((a, b) => a - b)).toEqual(copies);
  const filter = { projectId, runId: null, flag: "exact-duplicate" as const };
  expect(await countDocuments(db, filter)).toBe(copies.length);
  expect(await replaceMarks(db, projectId, marks)).toEqual([]);
});

test("marks that no longer hold go, and what a document says of itself stays", async () => {
  const poor = { flag: "too-short" as const, detail: null };
  const { projectId, documentIds } = await createCorpus(db, "marks", [
    newDocument("x", { flags: [poor] }),
    newDocument("y", { flags: [poor] }),
  ]);
  const [original = 0, copy = 0] = documentIds;
  await replaceMarks(db, projectId, [
    { id: copy, original, flag: "near-duplicate", detail: "90 % the same" },
  ]);
  const [changed] = await replaceMarks(db, projectId, [
    { id: copy, original, flag: "near-duplicate", detail: "80 % the same" },
  ]);
  expect(changed).toEqual({
    id: copy,
    flags: [poor, { flag: "near-duplicate", detail: "80 % the same" }],
  });
  expect(await replaceMarks(db, projectId, [])).toEqual([{ id: copy, flags: [poor] }]);
  const listed = await listDocuments(db, { projectId, runId: null, after: 0, limit: 10 });
  expect(listed.map(({ duplicateOf, flags }) => [duplicateOf, flags])).toEqual([
    [null, [poor]],
    [null, [poor]],
  ]);
});

test("documents are listed page by page with their main topic, and by topic, flag, words or what was set aside", async () => {
  const texts = ["Alpha apples", "beta pears", "gamma plums", "delta figs", "epsilon apples"];
  const flagged = [{ flag: "too-short" as const, detail: null }];
  const rows = texts.map((text, i) => newDocument(text, i === 2 ? { flags: flagged } : {}));
  const corpus = await createCorpus(db, "listed", rows);
  const { projectId, documentIds } = corpus;
  const runId = await storeAnalysis(db, corpus);
  const list = (filter: object) => listDocuments(db, { projectId, runId, after: 0, limit: 10, ...filter });
  const ids = async (filter: object) => {
    const found = (await list(filter)).map(({ id }) => documentIds.indexOf(id));
    expect(await countDocuments(db, { projectId, runId, ...filter })).toBe(found.length);
    return found;
  };
  expect(
    (await list({ limit: 2 })).map(({ id, topic, topicName, strength }) => [id, topic, topicName, strength]),
  ).toEqual([
    [documentIds[0], 0, "topic 0", 0.75],
    [documentIds[1], 1, "topic 1", 0.75],
  ]);
  expect((await list({ after: documentIds[3] })).map(({ id }) => id)).toEqual([documentIds[4]]);
  expect(await ids({ topic: 1 })).toEqual([1, 3]);
  expect(await ids({ flag: "too-short" })).toEqual([2]);
  expect(await ids({ text: "APPLES" })).toEqual([0, 4]);
  expect(await ids({ text: "100%\0" })).toEqual([]);
  expect(await setAside(db, { projectId, id: documentIds[4]!, value: true })).toBe(true);
  expect(await setAside(db, { projectId: projectId + 1, id: documentIds[4]!, value: true })).toBe(false);
  expect(await ids({ setAside: true })).toEqual([4]);
  expect(await ids({ setAside: false, text: "apples" })).toEqual([0]);
});
