import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { facetDefinition } from "../../src/facet-contract.ts";
import { addFacet, getFacet } from "../../src/insights/facet.actions.ts";
import { askFacets } from "../../src/insights/facet-run.actions.ts";
import { addProvider } from "../../src/providers/provider.actions.ts";
import { totalCosts } from "../../src/store/provider-call.ts";
import { sql } from "../../src/store/sql.ts";
import { watchRun } from "../../src/topics/actions.ts";
import { imported, letters, openTestApp, writeFiles } from "../app.ts";
import { type ProviderRequest, providerServer } from "../providers/provider-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = "letters";
const each = 40;
const app = await openTestApp();
const { context } = app;
const { db } = context;

const answers = ({ text }: ProviderRequest) => ({
  documents: [...text.matchAll(/<document number="(\d+)">/g)].map(([, number]) => ({
    document: Number(number),
    answers: [{ question: 1, value: "letters", quote: null }],
  })),
});
const server = await providerServer(answers);

/** The process of a worker that is at one of the run's batches. */
const atWork = (runId: number) =>
  db.maybeOne<{ processId: number }>(sql`
    select process_id as "processId"
    from worker
    join batch on worker_id = worker.id
    where state = 'running' and run_id = ${runId}
    limit 1`);

test("where workers are killed in the midst of asking, the run goes on, and no answer is asked or paid for again", async () => {
  await imported(app, { project, paths: [writeFiles(temporaryFolder(), letters(each))] });
  await addProvider(context, {
    name: "here",
    kind: "compatible",
    baseUrl: server.base,
    models: { facets: "small" },
  });
  const kind = facetDefinition.parse({ name: "kind", type: "text", question: "What kind of text is it?" });
  await addFacet(context, { project, ...kind });

  server.delayMs = 150;
  const run = await askFacets(context, { project });
  const killed = new Set<number>();
  for (let kills = 0; kills < 3; kills += 1) {
    const before = server.calls.length;
    while (server.calls.length <= before) await sleep(10);
    const victim = await atWork(run.id);
    // One that is dead stands there until the others notice.
    if (victim === undefined || killed.has(victim.processId)) continue;
    process.kill(victim.processId, "SIGKILL");
    killed.add(victim.processId);
  }
  expect(killed.size).toBeGreaterThan(0);
  server.delayMs = 0;
  let last = run;
  for await (last of watchRun(context, { run: run.id }));
  expect(last.state).toBe("completed");
  expect(await getFacet(context, { project, facet: "kind" })).toMatchObject({
    answered: 3 * each,
    open: 0,
    how: { model: 3 * each },
  });
  // What was under way at a kill was not heard by anybody: only that is asked again.
  const heard = await db.many<{ hash: string }>(sql`
    select encode(prompt_hash, 'hex') as hash from provider_call where error is null and not cached`);
  expect(new Set(heard.map(({ hash }) => hash)).size).toBe(heard.length);
  const { calls, cached } = await totalCosts(db, null);
  expect(calls - cached).toBe(heard.length);
  const { values } = await db.one<{ values: number }>(
    sql`select count(*) as values from (select distinct facet_id, document_id from facet_value) as one`,
  );
  expect(values).toBe(3 * each);
});
