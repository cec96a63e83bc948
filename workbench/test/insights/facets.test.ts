import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import type { Run } from "../../src/contract.ts";
import { getDocument, listDocuments } from "../../src/corpus/actions.ts";
import { exportData } from "../../src/export/actions.ts";
import { facetDefinition, facetWhere } from "../../src/facet-contract.ts";
import {
  addFacet,
  addFacetTemplate,
  changeFacet,
  documentFacets,
  getFacet,
  listFacets,
  removeFacet,
} from "../../src/insights/facet.actions.ts";
import { crossFacets, facetMapColumn } from "../../src/insights/facet-cross.actions.ts";
import { askFacets, estimateFacets } from "../../src/insights/facet-run.actions.ts";
import { resumeRun } from "../../src/jobs/actions.ts";
import { addProvider } from "../../src/providers/provider.actions.ts";
import { columnOf, openMap } from "../../src/store/map-bytes.ts";
import { mapOf, watchRun } from "../../src/topics/actions.ts";
import { analyzed, imported, letters, openTestApp, writeFiles } from "../app.ts";
import { type ProviderRequest, providerServer } from "../providers/provider-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "letters";
const app = await openTestApp();
const { context } = app;
const server = await providerServer();
const each = 8;

const matter = facetDefinition.parse({
  name: "matter",
  type: "category",
  question: "What is the letter about?",
  choices: [
    { name: "sea", description: "ship, harbour, sailor, tide, anchor, captain, storm, lighthouse" },
    { name: "kitchen", description: "oven, flour, butter, recipe, sugar, bread, baker, dough, cake" },
    { name: "law", description: "court, judge, statute, verdict, lawyer, appeal, jury, tribunal" },
  ],
});
const where = (...conditions: string[]) => conditions.map((condition) => facetWhere.parse(condition));

/** The questions of a call by number, and its documents' texts. */
const documentsIn = ({ text }: ProviderRequest) =>
  [...text.matchAll(/<document number="(\d+)">\n([\s\S]*?)\n<\/document>/g)].map(([, number, body = ""]) => ({
    document: Number(number),
    body,
  }));

/** Answers every question with the word behind the first "The", and quotes it. */
function sayWell(asked: ProviderRequest): unknown {
  const questions = [...asked.text.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
  return {
    documents: documentsIn(asked).map(({ document, body }) => {
      const word = /The (\w+)/.exec(body)?.[1] ?? null;
      return {
        document,
        answers: questions.map((question) => ({ question, value: word, quote: word && `The ${word}` })),
      };
    }),
  };
}

beforeEach(() => {
  server.say = sayWell;
  server.fault = () => undefined;
  server.script.length = 0;
  server.calls.length = 0;
});

await imported(app, { project, paths: [writeFiles(temporaryFolder(), letters(each))] });
await analyzed(app, { project, clustering: "kmeans", topics: 3 });

async function asked(input: Omit<Parameters<typeof askFacets>[1], "project"> = {}): Promise<Run> {
  let run = await askFacets(context, { project, ...input });
  for await (run of watchRun(context, { run: run.id }));
  return run;
}

const doneIn = ({ stages }: Run) => stages[0]?.done;

test("without a model answers are taken from the texts, and say so", async () => {
  await addFacet(context, { project, ...matter });
  await addFacetTemplate(context, { project, template: "basics" });
  expect(await estimateFacets(context, { project })).toMatchObject({
    documents: 3 * each,
    model: null,
    calls: 0,
  });
  const run = await asked();
  expect(run).toMatchObject({ state: "completed", kind: "facets" });
  const found = await getFacet(context, { project, facet: "MATTER" });
  expect(found.how).toEqual({ extraction: 3 * each });
  const byLabel = Object.fromEntries(found.groups.map(({ label, documents }) => [label, documents]));
  expect(byLabel).toEqual({ sea: each, kitchen: each, law: each });
  const length = await getFacet(context, { project, facet: "length" });
  expect(length).toMatchObject({ answered: 3 * each, how: { computed: 3 * each } });
});

test("documents are filtered by what they answer", async () => {
  const count = async (...conditions: string[]) =>
    (await listDocuments(context, { project, where: where(...conditions), limit: 1 })).total;
  expect(await count("matter=sea")).toBe(each);
  expect(await count("matter!=sea")).toBe(2 * each);
  expect(await count("matter=sea", "matter=law")).toBe(0);
  expect(await count("length>=1", "matter=LAW")).toBe(each);
  expect(await count("length<1")).toBe(0);
  expect(await count("date=")).toBe(3 * each);
  await expect(count("matter>3")).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(count("nothing=3")).rejects.toMatchObject({ code: "FACET_NOT_FOUND" });
  for (const { where: conditions, documents } of (await getFacet(context, { project, facet: "length" }))
    .groups)
    expect(await count(...conditions)).toBe(documents);
});

test("answers are crossed with topics and with each other", async () => {
  const byTopic = await crossFacets(context, { project, facet: "matter" });
  expect(byTopic.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(3 * each);
  for (const row of byTopic.counts) expect(Math.max(...row)).toBe(each);
  expect(Math.max(...byTopic.residuals.flat())).toBeGreaterThan(3);
  const byLanguage = await crossFacets(context, { project, facet: "matter", by: "language" });
  expect(byLanguage).toMatchObject({ rows: ["sea", "kitchen", "law"], without: 0 });
});

test("the map's column has the group of each point's document, in the map's order", async () => {
  const { read, version } = await facetMapColumn(context, { project, facet: "matter" });
  const column = new Uint16Array(Uint8Array.from(await read()).buffer);
  const { read: readMap } = await mapOf(context, { project });
  const documents = columnOf(openMap(await readMap()), "document");
  expect(column.length).toBe(documents.length);
  const { documents: sea } = await listDocuments(context, {
    project,
    where: where("matter=sea"),
    limit: 100,
  });
  const ids = new Set(sea.map(({ id }) => id));
  for (const [row, document] of [...documents].entries()) expect(column[row] === 0).toBe(ids.has(document));
  expect((await facetMapColumn(context, { project, facet: "matter" })).version).toBe(version);
});

test("after new documents came only those are asked, and after another question all", async () => {
  expect(doneIn(await asked())).toBe(0);
  const more = Object.fromEntries(
    Object.entries(letters(each + 1)).filter(([name]) => name.endsWith(`-${each}.txt`)),
  );
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), more)] });
  expect((await getFacet(context, { project, facet: "matter" })).open).toBe(3);
  expect(doneIn(await asked())).toBe(3);
  const renamed = await changeFacet(context, { project, facet: "matter", ...matter, name: "about" });
  expect(renamed).toMatchObject({ answered: 3 * each + 3, open: 0 });
  await changeFacet(context, { project, facet: "about", ...matter, question: "What is it mainly about?" });
  expect((await getFacet(context, { project, facet: "matter" })).open).toBe(3 * each + 3);
  expect(doneIn(await asked({ facets: ["matter"] }))).toBe(3 * each + 3);
  expect(doneIn(await asked({ facets: ["matter"], again: true }))).toBe(3 * each + 3);
});

test("an export carries the answers", async () => {
  const { stream } = await exportData(context, { project, what: "documents", format: "jsonl" });
  const rows = (await new Response(ReadableStream.from(stream)).text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(3 * each + 3);
  for (const row of rows)
    expect(row).toMatchObject({
      matter: expect.stringMatching(/^(sea|kitchen|law)$/),
      "facet.language": "en",
    });
});

test("a language model is asked several documents at once; what does not fit is none, with a reason", async () => {
  await addProvider(context, {
    name: "here",
    kind: "compatible",
    baseUrl: server.base,
    models: { facets: "small" },
  });
  await addFacet(context, {
    project,
    ...facetDefinition.parse({ name: "first word", type: "text", question: "What is named first?" }),
  });
  await addFacet(context, {
    project,
    ...facetDefinition.parse({ name: "how many", type: "number", question: "How many are there?" }),
  });
  const facets = ["first word", "how many"];
  const expected = await estimateFacets(context, { project, facets });
  expect(expected).toMatchObject({ model: "here/small", documents: 3 * each + 3 });
  await asked({ facets });
  expect(server.calls.length).toBeLessThan(3 * each);
  expect(server.calls.length).toBeLessThanOrEqual(expected.calls + 2);
  const [listed] = (await listDocuments(context, { project, limit: 1 })).documents;
  const answers = await documentFacets(context, { project, document: listed!.id });
  const first = answers.find(({ facet }) => facet === "first word");
  expect(first).toMatchObject({ how: "model", model: "here/small", evidence: [0, expect.any(Number)] });
  const many = answers.find(({ facet }) => facet === "how many");
  expect(many).toMatchObject({ value: null, reason: expect.stringContaining("no number"), how: "model" });
  server.calls.length = 0;
  await asked({ facets, again: true });
  expect(server.calls, "what was paid for is not asked again").toHaveLength(0);
});

test("an answer that cannot be used is asked for document by document, and then is none", async () => {
  server.say = (request) => {
    const documents = documentsIn(request);
    const [first] = documents;
    if (documents.length > 1 || first?.body.includes("sea-0")) return "nothing of use";
    return { documents: [{ document: 1, answers: [{ question: 1, value: "=1+1", quote: null }] }] };
  };
  const odd = facetDefinition.parse({ name: "odd", type: "text", question: "What is odd?" });
  await addFacet(context, { project, ...odd });
  await asked({ facets: ["odd"] });
  const found = await getFacet(context, { project, facet: "odd" });
  expect(found.answered).toBeGreaterThan(2 * each);
  expect(found.answered + found.empty).toBe(3 * each + 3);
});

test("while no provider answers the run waits, and goes on where it was", async () => {
  const late = facetDefinition.parse({ name: "late", type: "text", question: "What is late?" });
  await addFacet(context, { project, ...late });
  server.fault = () => "unavailable-503";
  const started = await askFacets(context, { project, facets: ["late"] });
  let run: Run = started;
  for await (run of watchRun(context, { run: started.id })) if (run.state === "waiting") break;
  expect(run.waitsFor?.what).toBe("provider");
  server.fault = () => undefined;
  while (run.state !== "completed") {
    if (run.state === "waiting") await resumeRun(context, { run: started.id }).catch(() => undefined);
    await sleep(200);
    for await (run of watchRun(context, { run: started.id })) if (run.state === "waiting") break;
  }
  expect(await getFacet(context, { project, facet: "late" })).toMatchObject({ open: 0 });
});

test("no answer is written as a cell that a spreadsheet would run", async () => {
  const { stream } = await exportData(context, { project, what: "documents", format: "csv" });
  const sheet = await new Response(ReadableStream.from(stream)).text();
  expect(sheet).toContain("'=1+1");
  expect(sheet).not.toMatch(/(^|,)"?=/m);
});

test("of a conversation one role can be asked, and its evidence stands where that role speaks", async () => {
  const turns = [
    { role: "user", text: "I want 3 tickets." },
    { role: "assistant", text: "There are 9 tickets left." },
  ];
  const file = { "chats.jsonl": `${JSON.stringify({ id: "1", turns })}\n` };
  const chats = "chats";
  await imported(app, { project: chats, paths: [writeFiles(temporaryFolder(), file)] });
  for (const role of ["user", "assistant", "referee"]) {
    const question = "How many tickets are there?";
    const tickets = facetDefinition.parse({ name: role, type: "number", question, role });
    await addFacet(context, { project: chats, ...tickets });
  }
  let run = await askFacets(context, { project: chats, extract: true });
  for await (run of watchRun(context, { run: run.id }));
  const [document] = (await listDocuments(context, { project: chats, limit: 1 })).documents;
  const { text } = await getDocument(context, { project: chats, document: document!.id });
  const answers = await documentFacets(context, { project: chats, document: document!.id });
  expect(answers.map(({ value }) => value)).toEqual([3, 9, null]);
  expect(text.slice(...answers[1]!.evidence!)).toBe("9");
  expect(answers[2]?.reason).toContain("nobody of this role");
});

test("a facet goes with its answers", async () => {
  await removeFacet(context, { project, facet: "odd" });
  const { facets } = await listFacets(context, { project });
  expect(facets.map(({ name }) => name)).not.toContain("odd");
  await expect(getFacet(context, { project, facet: "odd" })).rejects.toMatchObject({
    code: "FACET_NOT_FOUND",
  });
  await expect(addFacet(context, { project, ...matter })).rejects.toMatchObject({ code: "FACET_EXISTS" });
});
