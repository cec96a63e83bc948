import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, openApp } from "../../src/app.ts";
import { resolveSettings } from "../../src/config.ts";
import type { Project, Run, TopicList } from "../../src/contract.ts";
import { handlers } from "../../src/http/handlers.ts";
import { createServer, type Server } from "../../src/http/server.ts";
import { workCounts } from "../../src/jobs/actions.ts";
import { type RouteName, routes } from "../../src/routes.ts";
import { silentLog } from "./silent-log.ts";

const project = "reports / 2026";
const encoded = encodeURIComponent(project);
let folder: string;
let app: App;
let server: Server;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "toposcope-api-"));
  const sources = { flags: { data: folder, model: "static", workers: "1" }, environment: {} };
  const resolved = resolveSettings(sources);
  app = await openApp({ settings: resolved.settings, log: silentLog });
  await app.workers.start();
  const { servingContext: context } = app;
  server = await createServer({
    ...{ context, handlers, resolved, sources, version: "0.0.0", work: () => workCounts(context) },
  });
  address = await server.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await server.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

type Reply<R extends RouteName> = (typeof routes)[R]["reply"] extends { parse(value: unknown): infer T }
  ? T
  : never;

/** Calls a route and checks that the reply is what the contract says. */
async function call<R extends RouteName>(name: R, path: string, body?: unknown): Promise<Reply<R>> {
  const { method, reply } = routes[name];
  const response = await fetch(address + path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  expect(response.ok, text).toBe(true);
  return (reply as unknown as { parse(value: unknown): Reply<R> }).parse(JSON.parse(text));
}

async function failure(path: string, init?: RequestInit): Promise<[number, string]> {
  const response = await fetch(address + path, init);
  return [response.status, ((await response.json()) as { code: string }).code];
}

async function followed(run: number): Promise<Run[]> {
  const text = await (await fetch(`${address}/api/runs/${run}/events`)).text();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) =>
    routes.getRun.reply.parse(JSON.parse(data ?? "")),
  );
}

const page = (subject: string, i: number) =>
  `Report ${i} on ${subject}. The committee looked at ${subject} in detail and found ${i + 2} reasons for more ${subject}. `.repeat(
    6,
  );

describe("from files to topics over HTTP", () => {
  let topics: TopicList;

  test("uploaded files are imported, and the import can be watched to its end", async () => {
    const form = new FormData();
    for (const subject of ["railways", "vaccines", "fisheries"]) {
      for (let i = 0; i < 5; i++) form.append("files", new Blob([page(subject, i)]), `${subject}/${i}.txt`);
    }
    form.append("files", new Blob([""]), "nothing.txt");
    const reply = await fetch(`${address}/api/projects/${encoded}/sources`, { method: "POST", body: form });
    expect(reply.status).toBe(202);
    const { run } = routes.importFiles.reply.parse(await reply.json());
    const states = await followed(run);
    expect(states.at(-1)).toMatchObject({ kind: "import", state: "completed" });
    const sources = await call("listSources", `/api/projects/${encoded}/sources`);
    expect(sources).toMatchObject([
      { kind: "upload", documents: 15, rejections: [{ path: "nothing.txt", reason: "empty" }] },
    ]);
    expect(await call("runTimings", `/api/runs/${run}/timings`)).toContainEqual(
      expect.objectContaining({ stage: "read" }),
    );
  });

  test("with `analyze` the topics are found without anybody waiting for the import", async () => {
    const upload = async () => {
      const form = new FormData();
      for (let i = 0; i < 5; i++) form.append("files", new Blob([page("harbours", i)]), `${i}.txt`);
      const path = "/api/projects/followed/sources?analyze=true&model=static";
      const reply = await fetch(address + path, { method: "POST", body: form });
      return routes.importFiles.reply.parse(await reply.json()).run;
    };
    const first = await upload();
    await followed(first);
    const [analysis, ...others] = await call("listRuns", "/api/projects/followed/runs");
    expect([analysis?.kind, ...others.map(({ id }) => id)]).toEqual(["analysis", first]);
    expect((await followed(analysis?.id ?? 0)).at(-1)).toMatchObject({ state: "completed", current: true });

    const again = await upload();
    await followed(again);
    const [newest] = await call("listRuns", "/api/projects/followed/runs");
    expect(newest, "an import that brings nothing new is followed by nothing").toMatchObject({ id: again });
    await call("deleteProject", "/api/projects/followed");
  });

  test("the timings of a run can be forgotten", async () => {
    const [{ id = 0 } = {}] = await call("listRuns", `/api/projects/${encoded}/runs`);
    expect((await call("runTimings", `/api/runs/${id}/timings`)).length).toBeGreaterThan(0);
    expect(await call("resetTimings", `/api/runs/${id}/timings`)).toEqual({ reset: id });
    expect(await call("runTimings", `/api/runs/${id}/timings`)).toEqual([]);
    expect(await failure("/api/runs/999999/timings", { method: "DELETE" })).toEqual([404, "RUN_NOT_FOUND"]);
  });

  test("an analysis finds topics, in which the passages can be read", async () => {
    const started = await call("analyze", `/api/projects/${encoded}/runs`, { seed: 3 });
    expect((await followed(started.id)).at(-1)).toMatchObject({
      kind: "analysis",
      state: "completed",
      current: true,
    });
    topics = await call("listTopics", `/api/projects/${encoded}/topics`);
    expect(topics.topics.length).toBeGreaterThan(0);
    for (const { outliers, coverage } of topics.layers) {
      expect(outliers).toBeGreaterThanOrEqual(0);
      expect(outliers).toBeLessThan(1);
      expect(coverage).toBe(1);
    }
    const compare = `/api/projects/${encoded}/runs/compare?a=${started.id}`;
    const same = await call("compareRuns", `${compare}&b=${started.id}`);
    expect(same).toMatchObject({ ari: 1, moved: 0 });
    expect(same.topics.map(({ change }) => change)).toEqual(same.topics.map(() => "same"));
    expect(await failure(`${compare}&b=999999`)).toEqual([404, "RUN_NOT_FOUND"]);
    const card = await call("getTopic", `/api/projects/${encoded}/topics/${topics.topics[0]?.id}`);
    const [passage] = card.passages;
    expect(passage?.text).toContain("The committee");
    const document = await call("getDocument", `/api/projects/${encoded}/documents/${passage?.document}`);
    expect(document.text).toContain(passage?.text.slice(0, 40));
    expect(await call("getChunk", `/api/projects/${encoded}/chunks/${passage?.chunk}`)).toMatchObject({
      document: document.id,
    });
  });

  test("everything else that the page asks for is there", async () => {
    const shown = (await call("getProject", `/api/projects/${encoded}`)) as Project;
    expect(shown).toMatchObject({ name: project, documents: 15, run: 1, activeRun: null, rejections: 1 });
    expect(await call("listProjects", "/api/projects")).toEqual([shown]);
    expect(await call("listRuns", `/api/projects/${encoded}/runs`)).toHaveLength(2);
    expect(await call("listRejections", `/api/projects/${encoded}/rejections`)).toHaveLength(1);
    await call("topicGraph", `/api/projects/${encoded}/graph?threshold=-1`);
    const tree = await call("topicTree", `/api/projects/${encoded}/topics/tree`);
    expect(tree.topics).toHaveLength(topics.topics.length);
    const map = await fetch(`${address}/api/projects/${encoded}/map`);
    expect([map.status, map.headers.get("content-type")]).toEqual([200, "application/octet-stream"]);
    expect((await map.arrayBuffer()).byteLength).toBeGreaterThan(15 * 8);
  });

  test("topics are told over time, per class, and judged", async () => {
    const [first, second] = topics.topics.map(({ id }) => id);
    const base = `/api/projects/${encoded}`;
    const time = await call(
      "topicsOverTime",
      `${base}/topics/over-time?bins=4&topic=${first}&topic=${second}`,
    );
    expect(time.topics.map(({ id }) => id)).toEqual([first, second]);
    expect(
      await call("topicsOverTime", `${base}/topics/over-time?topic=${first}&evolution=false`),
    ).toMatchObject({
      bins: [],
      topics: [{ id: first, counts: [] }],
    });
    expect(await failure(`${base}/topics/per-class?column=none`)).toEqual([400, "INVALID_INPUT"]);
    expect(await failure(`${base}/topics/per-class`)).toEqual([400, "INVALID_INPUT"]);
    expect(await call("evaluation", `${base}/evaluation`)).toMatchObject({ run: topics.run, labels: null });
    expect(await failure(`${base}/evaluation?run=99999`)).toEqual([404, "RUN_NOT_FOUND"]);
  });

  test("documents come page by page", async () => {
    const seen: number[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor === "" ? "limit=4" : `limit=4&cursor=${cursor}`;
      const list = await call("listDocuments", `/api/projects/${encoded}/documents?${query}`);
      expect(list.total).toBe(15);
      seen.push(...list.documents.map(({ id }) => id));
      cursor = list.next;
    }
    expect(new Set(seen).size).toBe(15);
  });

  test("topics are edited, and the map is sent again only where it changed", async () => {
    const path = `/api/projects/${encoded}/topics`;
    const map = (version = "") =>
      fetch(`${address}/api/projects/${encoded}/map`, { headers: { "if-none-match": version } });
    const version = (await map()).headers.get("etag") ?? "";
    expect((await map(version)).status).toBe(304);
    const [first] = topics.topics;
    const rename = { kind: "rename", topic: first?.id, name: "Renamed", run: topics.run, after: topics.edit };
    const done = await call("editTopics", `${path}/edits`, rename);
    expect(done).toMatchObject({ run: 1, last: 1, edit: { kind: "rename", undone: false } });
    const refused = await fetch(`${address}${path}/edits`, {
      method: "POST",
      body: JSON.stringify(rename),
      headers: { "content-type": "application/json" },
    });
    expect([refused.status, await refused.json()]).toEqual([
      409,
      expect.objectContaining({ code: "EDIT_OUT_OF_DATE", detail: expect.stringContaining("after edit 0") }),
    ]);
    await call("editTopics", `${path}/edits`, { kind: "exclude", topics: [first?.id] });
    expect((await map(version)).status).toBe(200);
    expect((await call("listTopics", path)).topics.map(({ id }) => id)).not.toContain(first?.id);
    expect((await call("undoTopicEdit", `${path}/edits/undo`)).edit).toMatchObject({ edit: 2, undone: true });
    expect((await call("redoTopicEdit", `${path}/edits/redo`)).last).toBe(2);
    for (const _ of done.edit.after.concat(done.edit.after))
      await call("undoTopicEdit", `${path}/edits/undo`);
    expect((await call("listTopicEdits", `${path}/edits`)).edits.map(({ undone }) => undone)).toEqual([
      true,
      true,
    ]);
    expect((await map(version)).status).toBe(304);
    expect(await call("listTopics", path)).toEqual(topics);
    expect(await failure(`${path}/edits/undo`, { method: "POST" })).toEqual([409, "NOTHING_TO_UNDO"]);
    expect(await failure(`${path}/edits/replay`, { method: "POST" })).toEqual([400, "INVALID_INPUT"]);
  });

  test("search and embeddings are computed beside the server", async () => {
    const { hits } = await call("search", `/api/projects/${encoded}/search?q=vaccines&limit=3`);
    expect(hits).toHaveLength(3);
    for (const hit of hits) expect(hit.text).toContain("vaccines");
    const embedded = await call("embeddings", "/embeddings", { input: ["a text", "another"] });
    expect(embedded).toMatchObject({ dimensions: 256 });
    expect(embedded.embeddings.map((vector) => vector.length)).toEqual([256, 256]);
  });

  test("results are taken away in every format", async () => {
    for (const [what, format, type] of [
      ["documents", "csv", "text/csv; charset=utf-8"],
      ["topics", "jsonl", "application/x-ndjson"],
      ["vectors", "parquet", "application/vnd.apache.parquet"],
      ["map", "png", "image/png"],
      ["map", "svg", "image/svg+xml"],
    ]) {
      const reply = await fetch(`${address}/api/projects/${encoded}/export/${what}?format=${format}`);
      expect([reply.status, reply.headers.get("content-type")]).toEqual([200, type]);
      expect(reply.headers.get("content-disposition")).toContain(`.${format}`);
      expect((await reply.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
    expect(await failure(`/api/projects/${encoded}/export/topics?format=png`)).toEqual([
      400,
      "EXPORT_FORMAT",
    ]);
  });

  test("a project is renamed, and gone when deleted", async () => {
    const renamed = await call("renameProject", `/api/projects/${encoded}`, { name: "other" });
    expect(renamed.name).toBe("other");
    expect(await failure(`/api/projects/${encoded}`)).toEqual([404, "PROJECT_NOT_FOUND"]);
    expect(await call("deleteProject", "/api/projects/other")).toEqual({ deleted: "other" });
    expect(await call("listProjects", "/api/projects")).toEqual([]);
  });
});

describe("a table is described before it is imported", () => {
  const send = (files: Readonly<Record<string, string>>, query = "") => {
    const form = new FormData();
    for (const [name, content] of Object.entries(files)) form.append("files", new Blob([content]), name);
    return fetch(`${address}/api/tables${query}`, { method: "POST", body: form });
  };
  const rows = Array.from({ length: 8 }, (_, i) => `${i},"${page("bridges", i)}",${i % 2 ? "old" : "new"}\n`);
  const table = `nr,findings,state\n${rows.join("")}`;
  const uploads = () => readdir(join(folder, "uploads"));

  test("with its columns, what they are taken for and why, and its first rows", async () => {
    const reply = await send({ "bridges/reports.csv": table });
    const description = routes.describeTable.reply.parse(await reply.json());
    expect(description).toMatchObject({
      rows: 8,
      rowsAreExact: true,
      columns: [
        { name: "nr", type: "number", filled: 1, examples: ["0", "1", "2"] },
        { name: "findings", type: "text" },
        { name: "state", examples: ["new", "old"] },
      ],
      guess: {
        mapping: { text: "findings", date: null },
        reasons: { text: expect.stringContaining("words") },
      },
    });
    expect(description.sample[7]).toMatchObject({ nr: "7", state: "old" });
  });

  test("under the names that the user gave its columns", async () => {
    const named = await (await send({ "a.csv": table }, "?label=state")).json();
    expect(named).toMatchObject({
      guess: { mapping: { label: "state" }, reasons: { label: "named by you" } },
    });
    const without = await (await send({ "a.csv": table }, "?id=&label=")).json();
    expect(without).toMatchObject({ guess: { mapping: { text: "findings", id: null, label: null } } });
    const reply = await send({ "a.csv": table }, "?text=nothing");
    expect([reply.status, await reply.json()]).toEqual([
      422,
      expect.objectContaining({ code: "TABLE_UNREADABLE", hint: expect.stringContaining("--text") }),
    ]);
  });

  test("from its first part alone, cut off within a row", async () => {
    const reply = await send({ "a.csv": table.slice(0, -300) });
    expect(await reply.json()).toMatchObject({ guess: { mapping: { text: "findings" } } });
  });

  test("unless it is none, or there are several; and nothing of it is left behind", async () => {
    const refused = await send({ "a.md": "# A heading" });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      422,
      "TABLE_UNREADABLE",
    ]);
    expect((await send({ "a.csv": table, "b.csv": table })).status).toBe(400);
    expect(await uploads()).toEqual([]);
  });
});

test("what one project holds cannot be reached through another", async () => {
  await call("createProject", "/api/projects", { name: "mine" });
  await call("createProject", "/api/projects", { name: "yours" });
  const form = new FormData();
  form.append("files", new Blob([page("secrets", 1)]), "a.txt");
  const reply = await fetch(`${address}/api/projects/mine/sources`, { method: "POST", body: form });
  const { run } = routes.importFiles.reply.parse(await reply.json());
  await followed(run);
  const [document] = (await call("listDocuments", "/api/projects/mine/documents")).documents;
  const { chunks } = await call("getDocument", `/api/projects/mine/documents/${document?.id}`);
  for (const path of [`documents/${document?.id}`, `chunks/${chunks[0]?.id}`]) {
    expect((await fetch(`${address}/api/projects/mine/${path}`)).status).toBe(200);
    expect(await failure(`/api/projects/yours/${path}`)).toEqual([404, "DOCUMENT_NOT_FOUND"]);
  }
  const patch = {
    method: "PATCH",
    body: '{"setAside":true}',
    headers: { "content-type": "application/json" },
  };
  expect(await failure(`/api/projects/yours/documents/${document?.id}`, patch)).toEqual([
    404,
    "DOCUMENT_NOT_FOUND",
  ]);
});

test("what the database is asked to do under a wrong name, number or state is a problem with a code", async () => {
  expect(await failure("/api/runs/999999")).toEqual([404, "RUN_NOT_FOUND"]);
  expect(await failure("/api/runs/999999/events")).toEqual([404, "RUN_NOT_FOUND"]);
  expect(await failure("/api/projects/none/topics")).toEqual([404, "PROJECT_NOT_FOUND"]);
  expect(await failure("/api/projects/yours/topics")).toEqual([409, "NO_ANALYSIS"]);
  const json = { method: "POST", headers: { "content-type": "application/json" } };
  expect(await failure("/api/projects/yours/runs", { ...json, body: "{}" })).toEqual([409, "PROJECT_EMPTY"]);
  expect(await failure("/api/projects", { ...json, body: '{"name":"yours"}' })).toEqual([
    409,
    "PROJECT_EXISTS",
  ]);
  expect(await failure("/api/runs/99999999999999999999")).toEqual([400, "INVALID_INPUT"]);
});

test("a server that runs tells what is wrong with its machine", async () => {
  const checks = await call("doctor", "/api/doctor");
  expect(checks.filter(({ ok }) => !ok).map(({ check }) => check)).toEqual([]);
  expect(await (await fetch(`${address}/metrics`)).text()).toMatch(/toposcope_runs\{state="completed"\} \d/);
});
