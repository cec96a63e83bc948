import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Project, Run, TopicList } from "../../src/contract.ts";
import { sql } from "../../src/store/sql.ts";
import { type FakeEndpoint, startFakeEndpoint } from "../providers/fake-endpoint.ts";
import { smallCorpus } from "./corpus.ts";
import { opened } from "./opened.ts";
import { expectAccessible, patienceMs, place } from "./page-under-test.ts";
import { startProduct } from "./product.ts";

const project = "Steered";
const encoded = encodeURIComponent(project);
const dimensions = 64;

let endpoint: FakeEndpoint;

/** Which words a text has: enough to find topics by, at no cost. */
function wordVector(text: string): number[] {
  const vector = Array.from({ length: dimensions }, () => 0.001);
  for (const word of text.toLowerCase().match(/[a-z]{6,}/g) ?? []) {
    let hash = 7;
    for (const letter of word) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003;
    vector[hash % dimensions]! += 1;
  }
  return vector;
}

/** As slow as an outside model: there is time to watch, whatever the machine. */
const delayMs = 2_500;

beforeAll(async () => {
  endpoint = await startFakeEndpoint({ delayMs, vectorOf: wordVector });
});

afterAll(() => endpoint?.close());

const product = opened(() =>
  startProduct({
    model: `${endpoint.base}#words`,
    embeddingKey: "key",
    embeddingAddress: endpoint.base,
    chunkSize: 200,
    chunkOverlap: 30,
    workers: 2,
  }),
);
const { withPage } = product;

async function answer<T>(path: string): Promise<T> {
  return (await (await fetch(`${product.site.address}/api/${path}`)).json()) as T;
}

const runsNow = () => answer<Run[]>(`projects/${encoded}/runs`);
const projectNow = () => answer<Project>(`projects/${encoded}`);

async function start(): Promise<number> {
  const form = new FormData();
  for (const { name, buffer } of await smallCorpus())
    form.append("files", new File([new Uint8Array(buffer)], name));
  const path = `${product.site.address}/api/projects/${encoded}/sources?analyze=true`;
  const reply = await fetch(path, { method: "POST", body: form });
  return ((await reply.json()) as { run: number }).run;
}

const db = () => product.site.app.servingContext.db;

/** Batches of a run that are done, by the database. */
const doneBatches = async (run: number) =>
  (
    await db().one<{ done: number }>(
      sql`select count(*)::int as done from batch where run_id = ${run} and state = 'done'`,
    )
  ).done;

async function killWorker(): Promise<void> {
  const { processId } = await db().one<{ processId: number }>(
    sql`select process_id as "processId" from worker order by id limit 1`,
  );
  process.kill(processId, "SIGKILL");
}

const pill = (page: Page, state: string | RegExp) => page.getByRole("button", { name: state });

async function steer(page: Page, does: string): Promise<void> {
  await pill(page, /steer it$/).click();
  await page.getByRole("menuitem", { name: does }).click();
}

test("partial topics are seen, the run is paused, the page loaded anew, a worker killed, and all of it finishes", {
  timeout: 300_000,
}, async () => {
  await fetch(`${product.site.address}/api/projects`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: project }),
  });
  await withPage(place(project), async (page) => {
    const run = await start();
    await page.getByText("Embedding passages").first().waitFor();

    const note = page.getByRole("status").filter({ hasText: "Provisional: found in" });
    await note.waitFor({ timeout: 3 * patienceMs });
    await page.getByRole("treeitem").first().waitFor();
    await page.locator("#map-area canvas").first().waitFor();
    const early = await projectNow();
    expect(early).toMatchObject({ run: null, provisional: { of: run } });
    expect(early.provisional!.share).toBeLessThan(1);

    await steer(page, "Pause");
    await pill(page, /^Import: Paused/).waitFor();
    expect((await runsNow())[0]).toMatchObject({ id: run, state: "paused" });
    const done = await doneBatches(run);
    await expectAccessible(page);

    await page.reload();
    await pill(page, /^Import: Paused/).waitFor();
    await note.waitFor();
    expect(await doneBatches(run), "nothing goes on while it is paused").toBe(done);
    const { topics } = await answer<TopicList>(`projects/${encoded}/topics?layer=0`);
    await page
      .getByText(new RegExp(`^${topics.length} topics?`))
      .first()
      .waitFor();

    await steer(page, "Resume");
    await pill(page, /^Import: Embedding passages/).waitFor();
    await killWorker();

    await page.getByText("Analysis 1 is done").waitFor({ timeout: 4 * patienceMs });
    await note.waitFor({ state: "detached" });
    const final = await projectNow();
    expect(final).toMatchObject({ run: 1, provisional: null, activeRun: null });
    const glance = page.getByRole("region", { name: "At a glance" });
    await glance.getByText(`${final.documents} documents`).waitFor();
    await glance.getByText(`${final.chunks.toLocaleString("en")} passages`).waitFor();
    await glance.getByText(`${final.topics} topic`).waitFor();
    const counted = await db().one<{ documents: number; chunks: number; vectors: number }>(sql`
      select (select count(*)::int from document) as documents, count(*)::int as chunks,
        (select count(*)::int from vector) as vectors
      from chunk`);
    expect([counted.documents, counted.chunks]).toEqual([final.documents, final.chunks]);
    expect(counted.vectors).toBe(final.chunks);
    expect(await page.locator('[role="alert"]').count()).toBe(0);
  });
});
