import { join } from "node:path";
import { expect, test } from "vitest";
import type { z } from "zod";
import { routes } from "../../src/routes.ts";
import { imported, letters, openTestApp, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { serveTestApp } from "./serve-test-app.ts";

const files = 6;
const app = await openTestApp({ workers: 1 });
const address = await serveTestApp(app);
const folder = writeFiles(temporaryFolder(), letters(files / 3));

async function call<S extends z.ZodType>(reply: S, path: string, method = "GET"): Promise<z.output<S>> {
  const response = await fetch(address + path, { method });
  expect(response.ok, path).toBe(true);
  return reply.parse(await response.json());
}

async function caches() {
  const list = await call(routes.listCaches.reply, "/api/caches");
  return Object.fromEntries(list.map((cache) => [cache.name, cache]));
}

test("the same files in a second project are neither read nor embedded again, and the caches say so", async () => {
  await imported(app, { project: "first", paths: [folder] });
  const before = await caches();
  expect(before.texts).toMatchObject({ entries: files, hits: 0, misses: files, hitRate: 0 });
  expect(before.vectors).toMatchObject({ entries: files, hits: 0, misses: files, paidEntries: 0 });
  await imported(app, { project: "second", paths: [folder] });
  const after = await caches();
  expect(after.texts).toMatchObject({ entries: files, hits: files, misses: files, hitRate: 0.5 });
  expect(after.vectors).toMatchObject({ entries: files, hits: files, misses: files, hitRate: 0.5 });
  const documents = async (project: string) =>
    (await call(routes.listDocuments.reply, `/api/projects/${project}/documents`)).documents.map(
      ({ title, path }) => [title, path],
    );
  expect((await documents("second")).toSorted()).toEqual((await documents("first")).toSorted());
});

test("a file that changed, or is named otherwise, is read anew", async () => {
  const { texts } = await caches();
  const other = writeFiles(temporaryFolder(), { "sea-0.txt": "other words", "named.txt": "other words" });
  await imported(app, { project: "third", paths: [join(other, "sea-0.txt"), join(other, "named.txt")] });
  expect((await caches()).texts?.misses).toBe((texts?.misses ?? 0) + 2);
});

test("metrics have the caches, and the memory of the server's processes", async () => {
  const metrics = await (await fetch(`${address}/metrics`)).text();
  expect(metrics).toMatch(/toposcope_cache_hits\{cache="vectors"\} 7/);
  expect(metrics).toMatch(/toposcope_cache_plain_bytes\{cache="texts"\} \d{3,}/);
  expect(metrics).toMatch(/toposcope_memory_bytes\{process="server"\} \d{8,}/);
  expect(metrics).toMatch(/toposcope_memory_share 0\.\d/);
});

test("the memory of all processes is told, with what they may have", async () => {
  const memory = await call(routes.memory.reply, "/api/memory");
  expect(memory.processes.map(({ role }) => role)).toEqual(
    expect.arrayContaining(["server", "worker", "parser"]),
  );
  expect(memory.usedBytes).toBe(memory.processes.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(memory).toMatchObject({ limitBytes: null, threshold: 0.8 });
});

test("caches are emptied together or by name, but for vectors that documents use", async () => {
  expect(await call(routes.clearCache.reply, "/api/caches/texts", "DELETE")).toEqual([
    { name: "texts", removed: files + 2 },
  ]);
  await call(routes.deleteProject.reply, "/api/projects/third", "DELETE");
  expect(await call(routes.clearCaches.reply, "/api/caches?paid=true", "DELETE")).toEqual([
    { name: "vectors", removed: 1 },
    { name: "texts", removed: 0 },
    { name: "answers", removed: 0 },
  ]);
  expect((await caches()).vectors).toMatchObject({ entries: files, spareBytes: 0 });
  const unknown = await fetch(`${address}/api/caches/pictures`, { method: "DELETE" });
  expect([unknown.status, (await unknown.json()) as { code: string }]).toEqual([
    404,
    expect.objectContaining({ code: "CACHE_NOT_FOUND" }),
  ]);
});
