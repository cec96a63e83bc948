import { join } from "node:path";
import { expect, test } from "vitest";
import { routes } from "../../src/routes.ts";
import { letters, writeFiles } from "../app.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { call } from "./call.ts";

const data = temporaryFolder();

test("caches are listed with their limits and cleared by name", async () => {
  const folder = writeFiles(join(data, "letters"), letters(1));
  const flags = ["--data", data, "--model", "static", "--workers", "1"];
  expect((await call(["import", folder, ...flags])).code).toBe(0);
  const listed = await call(["cache", "--data", data, "--cache-age", "30", "--json"]);
  const caches = routes.listCaches.reply.parse(JSON.parse(listed.stdout));
  expect(caches).toMatchObject([
    { name: "vectors", entries: 3, misses: 3, limitBytes: 2_048_000_000, limitDays: 30 },
    { name: "texts", entries: 3, misses: 3, hitRate: 0 },
    { name: "answers", entries: 0, paidEntries: 0 },
  ]);
  const table = await call(["cache", "list", "--data", data]);
  expect(table.stdout).toMatch(/^texts +3 +0\.0 +0\.0 +2,048 MB, 90 d +0 % +\d\.\d : 1 /m);
  const cleared = await call(["cache", "clear", "texts", "--data", data]);
  expect(cleared).toMatchObject({ code: 0, stdout: "texts: 3 entries removed\n" });
  const unknown = await call(["cache", "clear", "pictures", "--data", data]);
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toContain(
    "error[CACHE_NOT_FOUND]: there is no cache pictures, but vectors, texts, answers",
  );
  const { stdout } = await call(["doctor", "--data", data, "--model", "static", "--port", "0"]);
  expect(stdout).toMatch(/^ok +caches +vectors 0 MB in 3 entries, 0 % hits; texts 0 MB in 0 entries/m);
  expect(stdout).toMatch(
    /^ok +memory +[\d,]+ MB of [\d,]+ MB.* are free; this process uses [\d,]+ MB, no limit is set/m,
  );
});
