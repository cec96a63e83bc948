import { beforeAll, expect, test } from "vitest";
import { search, searchMany } from "../../src/answers/actions.ts";
import type { SearchInput } from "../../src/context.ts";
import { analyzed, imported, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const app = await openTestApp();
const { context } = app;
const project = "complaints";

const rows = [
  [
    "c1",
    "Late fee on my card",
    "The bank charged a late fee of 40 dollars on my credit card.",
    "2022-03-01",
    "fees",
    "north",
  ],
  [
    "c2",
    "Fee again",
    "Another fee was charged on the card although I had paid in time.",
    "2023-05-31",
    "fees",
    "south",
  ],
  [
    "c3",
    "Stolen card",
    "My card was stolen and the bank of the state refused a refund.",
    "2023-11-02",
    "fraud",
    "north",
  ],
  [
    "c4",
    "Mortgage",
    "The state of the bank mortgage was never explained to us.",
    "2024-01-15",
    "loans",
    "south",
  ],
  [
    "c5",
    "Gebühren",
    "Die Bank hat mir für die Häuser hohe Gebühren berechnet, und niemand hat mir erklärt, wofür sie sind.",
    "2024-02-20",
    "fees",
    "east",
  ],
];
const long = Array.from(
  { length: 300 },
  (_, i) =>
    `Sentence ${i} of a long report on lighthouses, their keepers and the ${i}th storm of that winter.`,
).join(" ");

beforeAll(async () => {
  const quoted = [["id", "title", "text", "date", "label", "region"], ...rows]
    .map((row) => row.map((cell) => JSON.stringify(cell)).join(","))
    .join("\n");
  const folder = writeFiles(temporaryFolder(), { "complaints.csv": quoted });
  const mapping = { id: "id", title: "title", text: "text", date: "date", label: "label" };
  await imported(app, { project, paths: [folder], mapping });
});

const ids = async (query: string, how: Partial<SearchInput> = {}) =>
  (await search(context, { project, query, limit: 10, ...how })).hits.map(({ externalId }) => externalId);

test("a search is narrowed by label, date, column, language and document, and by all of them together", async () => {
  const narrowed = (filters: SearchInput["filters"]) => ids("a fee of the bank", { filters });
  expect((await narrowed({ label: "fees" })).sort()).toEqual(["c1", "c2", "c5"]);
  expect((await narrowed({ from: "2023" })).sort()).toEqual(["c2", "c3", "c4", "c5"]);
  expect((await narrowed({ from: "2023-05-31", to: "2023" })).sort()).toEqual(["c2", "c3"]);
  expect((await narrowed({ to: "2023-05" })).sort()).toEqual(["c1", "c2"]);
  expect((await narrowed({ columns: [{ name: "region", value: "north" }] })).sort()).toEqual(["c1", "c3"]);
  expect(await narrowed({ language: "de" })).toEqual(["c5"]);
  expect(await narrowed({ columns: [{ name: "region", value: "north" }], label: "fraud" })).toEqual(["c3"]);
  expect(await narrowed({ label: "nothing has it" })).toEqual([]);
  const { hits } = await search(context, { project, query: "fee", limit: 1 });
  expect(await narrowed({ documents: [hits[0]!.document] })).toEqual([hits[0]!.externalId]);
});

test("what is in quotes must stand in the passage word by word", async () => {
  expect((await ids("bank state")).length).toBeGreaterThan(2);
  expect(await ids('"bank of the state"')).toEqual(["c3"]);
  expect(await ids('"STATE of the bank" mortgage')).toEqual(["c4"]);
  expect(await ids('"no such phrase"')).toEqual([]);
});

test("with words only, passages without any of them are not found; inflection makes no difference in any language", async () => {
  expect((await ids("charges", { meaning: 0 })).sort()).toEqual(["c1", "c2"]);
  expect(await ids("Haus", { meaning: 0 })).toEqual(["c5"]);
  expect(await ids("volcano", { meaning: 0 })).toEqual([]);
  expect(await ids("volcano", { meaning: 1 })).toHaveLength(5);
});

test("a hit says how it fits: words found, their share, nearness in meaning", async () => {
  const { hits, meaning } = await search(context, { project, query: "late fees", limit: 5 });
  const [best] = hits;
  expect(best?.externalId).toBe("c1");
  expect(best?.highlights.map(([start, end]) => best.text.slice(start, end))).toEqual(["late", "fee"]);
  expect(best?.coverage).toBe(1);
  expect(best?.bm25).toBeGreaterThan(0);
  expect(best?.cosine).toBeGreaterThan(0);
  expect(meaning).toBeGreaterThan(0);
  for (const { coverage } of hits) expect(coverage >= 0 && coverage <= 1).toBe(true);
});

test("others like a passage or a document are found, never itself", async () => {
  const [found] = (await search(context, { project, query: "late fee", limit: 1 })).hits;
  const { chunk, document } = found!;
  for (const like of [{ chunk }, { document }]) {
    const { hits } = await search(context, { project, query: "", like, limit: 4 });
    expect(hits).toHaveLength(4);
    expect(hits.map((hit) => hit.document)).not.toContain(document);
    expect(hits[0]?.externalId).toBe("c2");
  }
  await expect(
    search(context, { project, query: "", like: { chunk: 999_999 }, limit: 1 }),
  ).rejects.toMatchObject({
    code: "DOCUMENT_NOT_FOUND",
  });
});

test("many queries at once give the documents by their own ids, in the order of the queries", async () => {
  const queries = [
    { id: "q1", text: "stolen card" },
    { id: "q0", text: "mortgage" },
  ];
  const results = await searchMany(context, { project, queries, limit: 2 });
  expect(results.map(({ query, documents }) => [query, documents[0]?.id, documents.length])).toEqual([
    ["q1", "c3", 2],
    ["q0", "c4", 2],
  ]);
});

test("of one document come at most so many passages, with those around them", async () => {
  const settled = await openTestApp({ chunkTokens: 200, chunkOverlap: 20 });
  const folder = writeFiles(temporaryFolder(), { "report.txt": long });
  await imported(settled, { project: "short", paths: [folder] });
  const find = (how: Partial<SearchInput>) =>
    search(settled.context, { project: "short", query: "storm of lighthouse keepers", limit: 10, ...how });
  const all = (await find({})).hits;
  expect(all.length).toBeGreaterThan(3);
  expect((await find({ perDocument: 2 })).hits.map(({ chunk }) => chunk)).toEqual(
    all.slice(0, 2).map(({ chunk }) => chunk),
  );
  const textOf = new Map(all.map(({ ordinal, text }) => [ordinal, text]));
  for (const { ordinal, before, after } of (await find({ neighbours: 1 })).hits) {
    expect(before.map((one) => one.ordinal)).toEqual(ordinal === 0 ? [] : [ordinal - 1]);
    for (const one of [...before, ...after]) expect(textOf.get(one.ordinal) ?? one.text).toBe(one.text);
  }
});

test("after an analysis a search is narrowed to a topic", async () => {
  await analyzed(app, { project });
  const { hits } = await search(context, { project, query: "bank", limit: 10 });
  const topic = hits.find((hit) => hit.topic !== null)?.topic;
  if (topic === undefined || topic === null) return;
  const narrowed = await search(context, { project, query: "bank", limit: 10, filters: { topic } });
  expect(narrowed.hits.map(({ chunk }) => chunk).sort()).toEqual(
    hits
      .filter((hit) => hit.topic === topic)
      .map(({ chunk }) => chunk)
      .sort(),
  );
});
