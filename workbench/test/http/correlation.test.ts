import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, openApp } from "../../src/app.ts";
import { resolveSettings } from "../../src/config.ts";
import { handlers } from "../../src/http/handlers.ts";
import { createServer, type Server } from "../../src/http/server.ts";
import { workCounts } from "../../src/jobs/actions.ts";
import { stages } from "../../src/model.ts";
import { routes } from "../../src/routes.ts";
import { makePdf } from "../corpus/read/make-pdf.ts";

const id = "follow-this-import-1";
/** A page that takes a parser gigabytes. */
const monster = makePdf([`BT /F1 1 Tf\n${"(x) Tj 1 0 Td\n".repeat(6_000_000)}ET`]);
let folder: string;
let app: App;
let server: Server;
let run: number;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "toposcope-correlation-"));
  const flags = { data: folder, model: "static", workers: "1", memory: "256", debug: true };
  const sources = { flags, environment: {} };
  const resolved = resolveSettings(sources);
  app = await openApp({ settings: resolved.settings });
  await app.workers.start();
  const { servingContext: context } = app;
  const work = () => workCounts(context);
  server = await createServer({ context, handlers, resolved, sources, version: "0.0.0", work });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  const form = new FormData();
  form.append(
    "files",
    new Blob(["A letter about the harbour and what the tide brought in.\n"]),
    "a/letter.txt",
  );
  form.append("files", new Blob(["nr,text\n1,The first row of a table\n2,\n"]), "table.csv");
  form.append("files", new Blob([new Uint8Array(monster)]), "monster.pdf");
  const headers = { "x-request-id": id };
  const reply = await fetch(`${address}/api/projects/p/sources`, { method: "POST", body: form, headers });
  expect(reply.headers.get("x-request-id")).toBe(id);
  ({ run } = routes.importFiles.reply.parse(await reply.json()));
  await (await fetch(`${address}/api/runs/${run}/events`)).text();
  lines = (await readFile(join(folder, "logs", "toposcope.log"), "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ correlationId }) => correlationId === id);
}, 120_000);
afterAll(async () => {
  await server?.close();
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

const debug = 20;
const info = 30;
const warn = 40;

test("the log tells under one id of the request, the run and each of its stages", () => {
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: info,
      msg: "request",
      route: routes.importFiles.path,
      pid: process.pid,
    }),
  );
  const planned = lines.filter(({ msg }) => msg === "planned a stage");
  expect(planned.map((line) => [line.run, line.stage])).toEqual(stages.import.map((stage) => [run, stage]));
  expect(lines).toContainEqual(expect.objectContaining({ level: info, msg: "completed a run", run }));
});

test("the worker tells under the same id of every file that a parser read", () => {
  const files = lines.filter(({ msg }) => msg === "read a file");
  expect(files.map(({ path }) => path).sort()).toEqual(["a/letter.txt", "monster.pdf", "table.csv"]);
  for (const file of files) {
    expect(file).toMatchObject({ level: debug, run, stage: "read", milliseconds: expect.any(Number) });
    expect(file.pid).not.toBe(process.pid);
  }
  expect(files.find(({ path }) => path === "table.csv")).toMatchObject({
    documents: 1,
    rejections: 1,
    warnings: expect.any(Number),
    peakMemoryMb: expect.any(Number),
  });
});

test("a parser that was lost is warned of, with the reason", () => {
  const lost = lines.filter(({ level }) => level === warn);
  expect(lost).toMatchObject([
    { msg: "a parser was lost", path: "monster.pdf", reason: "out-of-memory", run, stage: "read" },
  ]);
  expect(lost[0]?.parser).not.toBe(lost[0]?.pid);
});
