import { afterAll, expect, test } from "vitest";
import type { DocumentList } from "../../src/contract.ts";
import { facetDefinition } from "../../src/facet-contract.ts";
import { handlers } from "../../src/http/handlers.ts";
import { addFacet } from "../../src/insights/facet.actions.ts";
import { askFacets } from "../../src/insights/facet-run.actions.ts";
import type { SearchResult } from "../../src/search-contract.ts";
import { watchRun } from "../../src/topics/actions.ts";
import { imported, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { jsonOf, startServer } from "./server-under-test.ts";

const project = "support";
const base = `/api/projects/${project}`;
const app = await openTestApp();
const { context } = app;
const conversation = (team: string, customer: string, agent: string) =>
  JSON.stringify({ team, messages: [said("customer", customer), said("agent", agent)] });
const said = (role: string, content: string) => ({ role, content });
const lines = [
  conversation("north", "My parcel is lost.", "The refund was sent to your bank today."),
  conversation("south", "I demand a refund for the lamp.", "Send the lamp to our workshop."),
];
await imported(app, { project, paths: [writeFiles(temporaryFolder(), { "log.jsonl": lines.join("\n") })] });
const team = { name: "team", type: "category", computed: "column", column: "team" };
await addFacet(context, { project, ...facetDefinition.parse(team) });
const { id: run } = await askFacets(context, { project });
for await (const _ of watchRun(context, { run }));
const { call, close } = await startServer({ context, handlers });
afterAll(close);

test("searches are narrowed over HTTP by role and by answers, spelled as in links", async () => {
  const teams = async (query: string) => {
    const { hits } = await jsonOf<SearchResult>(await call(`${base}/search?q=refund&meaning=0${query}`));
    return hits.map(({ text }) => /lamp|parcel/.exec(text)?.[0]);
  };
  expect((await teams("")).toSorted()).toEqual(["lamp", "parcel"]);
  expect(await teams("&role=customer")).toEqual(["lamp"]);
  expect(await teams("&where=team%3Dnorth&where=team%21%3D")).toEqual(["parcel"]);
  expect(await teams("&role=customer&where=team%3Dnorth")).toEqual([]);
  expect(await call(`${base}/search?q=refund&where=team`)).toMatchObject({ status: 400 });
  expect(await call(`${base}/search?q=refund&where=nothing%3Da`)).toMatchObject({ status: 404 });
});

test("listed documents bring what they answer to the facets asked for", async () => {
  const list = async (query: string) => await jsonOf<DocumentList>(await call(`${base}/documents${query}`));
  const { documents } = await list("?facets=team");
  expect(documents.map(({ answers }) => answers.map(({ value, how }) => [value, how]))).toEqual([
    [["north", "computed"]],
    [["south", "computed"]],
  ]);
  expect((await list("")).documents.map(({ answers }) => answers)).toEqual([[], []]);
  expect(await call(`${base}/documents?facets=nothing`)).toMatchObject({ status: 404 });
});

test("questions are narrowed in the words of a search, and the answer says to what", async () => {
  const ask = (only: unknown) =>
    call(`${base}/questions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ question: "How many documents are there?", only }),
    });
  const told = await (await ask({ role: "customer", where: "team=north" })).text();
  expect(told).toContain("There is 1 document. (role=customer, team=north)");
  expect(told).toContain('"only":["role=customer","team=north"]');
  expect(await ask({ where: "team" })).toMatchObject({ status: 400 });
  expect(await ask({ where: "nothing=a" })).toMatchObject({ status: 404 });
});
