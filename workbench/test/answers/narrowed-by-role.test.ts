import { beforeAll, expect, test } from "vitest";
import type { Answer } from "../../src/answer-contract.ts";
import { search, searchMany } from "../../src/answers/actions.ts";
import { type AskInput, ask, getQuestion } from "../../src/answers/ask.actions.ts";
import { listDocuments, listSources } from "../../src/corpus/actions.ts";
import { facetDefinition } from "../../src/facet-contract.ts";
import { addFacet } from "../../src/insights/facet.actions.ts";
import { askFacets } from "../../src/insights/facet-run.actions.ts";
import { filtersOf, searchQuery } from "../../src/search-contract.ts";
import { watchRun } from "../../src/topics/actions.ts";
import { imported, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const app = await openTestApp();
const { context } = app;
const project = "support";
const said = (role: string, content: string) => ({ role, content });
const log = [
  {
    id: "parcel",
    team: "north",
    messages: [
      said("customer", "My parcel from Lisbon never arrived."),
      said("agent", "We apologise. A refund for the parcel was sent to your bank today."),
      said("customer", "Thank you, that settles it."),
    ],
  },
  {
    id: "lamp",
    team: "south",
    messages: [
      said("customer", "I demand a refund because the lamp is broken."),
      said("agent", "Please send the lamp to our workshop in Porto."),
    ],
  },
  {
    id: "invoice",
    team: "north",
    messages: [
      said("customer", "The invoice is wrong by forty euros."),
      said("agent", "The invoice will be corrected by Friday."),
    ],
  },
];

beforeAll(async () => {
  const folder = writeFiles(temporaryFolder(), {
    "log.jsonl": log.map((line) => JSON.stringify(line)).join("\n"),
    "letter.txt": "This letter is no conversation, but a refund is in it.",
  });
  await imported(app, { project, paths: [folder], mapping: { id: "id" } });
  await imported(app, {
    project,
    paths: [writeFiles(temporaryFolder(), { "late.txt": "A late note about a refund of the railway." })],
  });
  await addColumnFacet("team");
  await askAll();
}, 60_000);

/** A facet whose answers are what the column `team` says. */
const addColumnFacet = (name: string) =>
  addFacet(context, {
    project,
    ...facetDefinition.parse({ name, type: "category", computed: "column", column: "team" }),
  });

async function askAll(): Promise<void> {
  const { id: run } = await askFacets(context, { project });
  for await (const { state } of watchRun(context, { run })) expect(state).not.toBe("failed");
}

const only = (spelled: Readonly<Record<string, unknown>>) => filtersOf(searchQuery.parse(spelled));
const found = async (query: string, spelled: Readonly<Record<string, unknown>>, meaning?: number) =>
  (await search(context, { project, query, limit: 10, meaning, filters: only(spelled) })).hits;
const ids = async (...asked: Parameters<typeof found>) =>
  (await found(...asked)).map(({ externalId, title }) => externalId ?? title).toSorted();

test("with words only, what one role says is found, and nothing that only others say", async () => {
  expect(await ids("refund", {}, 0)).toHaveLength(4);
  expect(await ids("refund", { role: "user" }, 0)).toEqual(["lamp"]);
  expect(await ids("refund", { role: "agent" }, 0)).toEqual(["parcel"]);
  expect(await ids("lamp workshop", { role: "agent" }, 0)).toEqual(["lamp"]);
  expect(await ids("refund", { role: "tool" }, 0)).toEqual([]);
});

test("a role goes by any of its names, in searches and in the list of documents", async () => {
  expect(await ids("refund", { role: "Customer" }, 0)).toEqual(["lamp"]);
  const { documents } = await listDocuments(context, { project, limit: 10, role: "client", text: "refund" });
  expect(documents.map(({ externalId }) => externalId)).toEqual(["lamp"]);
});

test("by meaning every passage in which the role speaks may be found, and no other", async () => {
  expect(await ids("money back", { role: "agent" }, 1)).toEqual(["invoice", "lamp", "parcel"]);
});

test("a hit says where the role speaks, and marks only its words", async () => {
  const [hit] = await found("parcel refund", { role: "agent" });
  expect(hit?.externalId).toBe("parcel");
  const stretches = hit?.said?.map(([start, end]) => hit.text.slice(start, end));
  expect(stretches).toEqual(["We apologise. A refund for the parcel was sent to your bank today."]);
  expect(hit?.highlights.map(([start, end]) => hit.text.slice(start, end))).toEqual(["refund", "parcel"]);
  expect((await found("parcel", {}))[0]?.said).toBeNull();
});

test("what is in quotes must be said by the role, in one turn", async () => {
  expect(await ids('"demand a refund"', { role: "user" })).toEqual(["lamp"]);
  expect(await ids('"demand a refund"', { role: "agent" })).toEqual([]);
  expect(await ids('"never arrived" "settles it"', { role: "user" })).toEqual(["parcel"]);
  expect(await ids('"arrived thank you"', { role: "user" })).toEqual([]);
});

test("many queries at once are narrowed to a role too", async () => {
  const queries = [{ id: "q", text: "refund" }];
  const filters = only({ role: "agent" });
  const [result] = await searchMany(context, { project, queries, limit: 5, meaning: 0, filters });
  expect(result?.documents.map(({ id }) => id)).toEqual(["parcel"]);
});

test("a search is narrowed by answers to facets, as they are at the time", async () => {
  expect(await ids("refund", { where: "team=north" }, 0)).toEqual(["parcel"]);
  expect(await ids("refund", { where: ["team!=north", "team!="] }, 0)).toEqual(["lamp"]);
  expect(await ids("invoice", { where: "team=north", role: "agent" }, 0)).toEqual(["invoice"]);
  await expect(ids("refund", { where: "nothing=north" })).rejects.toMatchObject({ code: "FACET_NOT_FOUND" });
  await addColumnFacet("site");
  expect(await ids("refund", { where: "site=north" }, 0)).toEqual([]);
  await askAll();
  expect(await ids("refund", { where: "site=north" }, 0)).toEqual(["parcel"]);
});

test("searches and the list of documents are narrowed to what came with one import", async () => {
  const sources = await listSources(context, { project });
  const late = sources.find(({ documents }) => documents === 1)!.id;
  expect(await ids("refund", { source: late }, 0)).toEqual(["late"]);
  const { documents } = await listDocuments(context, { project, limit: 10, source: late });
  expect(documents).toHaveLength(1);
});

async function answerTo(
  question: string,
  spelled: Readonly<Record<string, unknown>>,
  { after, filters = only(spelled) }: Partial<AskInput> = {},
): Promise<Answer> {
  const steps = await ask(context, { project, question, after, filters });
  for await (const event of steps(new AbortController().signal))
    if (event.type === "done") return event.answer;
  throw new Error("there is no answer");
}

test("an answer narrowed to a role rests on what it says, and says to what it was narrowed", async () => {
  const answer = await answerTo("Which invoice is wrong by forty euros?", { role: "customer" });
  if (answer.kind !== "answer") throw new Error(JSON.stringify(answer));
  expect(answer.sentences.map(({ text }) => text)).toEqual(["The invoice is wrong by forty euros."]);
  expect(answer.only).toEqual(["role=customer"]);
  const { documents } = await listDocuments(context, { project, limit: 10, text: "forty" });
  const [{ citations } = { citations: [] }] = answer.sentences;
  expect(citations.map(({ document, quote }) => [document, quote])).toEqual([
    [documents[0]?.id, "The invoice is wrong by forty euros."],
  ]);
  expect(await getQuestion(context, { project, question: answer.id })).toEqual(answer);
});

test("nothing that was left out is shown with an answer", async () => {
  const question = "To which city should the lamp be sent to the workshop?";
  expect(JSON.stringify(await answerTo(question, { role: "agent" }))).toContain("Porto");
  for (const spelled of [
    { where: "team=north" },
    { role: "customer" },
    { where: "team=north", role: "agent" },
  ])
    expect(JSON.stringify(await answerTo(question, spelled))).not.toContain("Porto");
  await expect(answerTo(question, { where: "nothing=1" })).rejects.toMatchObject({ code: "FACET_NOT_FOUND" });
});

test("a count is of what it is narrowed to", async () => {
  const counted = async (spelled: Readonly<Record<string, unknown>>) => {
    const answer = await answerTo("How many documents are there?", spelled);
    return answer.kind === "corpus" ? [answer.query.documents, answer.text] : answer.kind;
  };
  expect(await counted({})).toEqual([5, "There are 5 documents."]);
  expect(await counted({ where: "team=north" })).toEqual([2, "There are 2 documents. (team=north)"]);
  expect(await counted({ role: "customer" })).toEqual([3, "There are 3 documents. (role=customer)"]);
});

test("a follow-up keeps to what the question before it was narrowed to, unless it is narrowed otherwise", async () => {
  const { id: after } = await answerTo("How many documents are there?", { where: "team=north" });
  const question = "And how many documents are there?";
  const follow = async (filters?: AskInput["filters"]) => {
    const { only: narrowedTo, text } = (await answerTo(question, {}, { after, filters })) as Answer & {
      text: string;
    };
    return [narrowedTo, text];
  };
  expect(await follow()).toEqual([["team=north"], "There are 2 documents. (team=north)"]);
  expect(await follow({ role: "customer" })).toEqual([
    ["role=customer"],
    "There are 3 documents. (role=customer)",
  ]);
  expect(await follow({})).toEqual([[], "There are 5 documents."]);
});
