import { mkdir, mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, openApp } from "../../src/app.ts";
import { resolveSettings } from "../../src/config.ts";
import type { Project, Run } from "../../src/contract.ts";
import { ToposcopeError } from "../../src/errors.ts";
import { handlers } from "../../src/http/handlers.ts";
import type { Db } from "../../src/store/db.ts";
import { jsonOf, type ServerUnderTest, startServer } from "./server-under-test.ts";
import { silentLog } from "./silent-log.ts";

let folder: string;
let app: App;
let server: ServerUnderTest;
let losesAnswers = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "toposcope-lost-"));
  const { settings } = resolveSettings({
    flags: { data: folder, model: "static", workers: "1" },
    environment: {},
  });
  app = await openApp({ settings, log: silentLog });
  await app.workers.start();
  const context = { ...app.servingContext, db: lossy(app.servingContext.db) };
  server = await startServer({ handlers, context });
  await server.call("/api/projects", {
    method: "POST",
    body: JSON.stringify({ name: "lost" }),
    headers: { "content-type": "application/json" },
  });
});
afterAll(async () => {
  await server.close();
  await app.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** Commits, and then loses the connection over which the answer would have come. */
function lossy(db: Db): Db {
  return new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== "transaction" || !losesAnswers)
        return typeof value === "function" ? value.bind(target) : value;
      return async (work: (tx: Db) => Promise<unknown>) => {
        await target.transaction(work);
        throw new ToposcopeError("DATABASE_UNREACHABLE", "the connection broke");
      };
    },
  });
}

async function upload(name: string): Promise<Response> {
  const form = new FormData();
  form.append("files", new Blob([`${name} tells of bridges and of those who build them. `.repeat(20)]), name);
  return await server.call("/api/projects/lost/sources?queue=true", { method: "POST", body: form });
}

const runs = async () => await jsonOf<Run[]>(await server.call("/api/projects/lost/runs"));
const untilOver = () =>
  expect
    .poll(async () => (await runs()).map(({ state }) => state).filter((state) => !isOver(state)), {
      timeout: 60_000,
    })
    .toEqual([]);
const isOver = (state: Run["state"]) => ["completed", "failed", "cancelled"].includes(state);

test("an import that began although its answer was lost has its files, and reads them", async () => {
  losesAnswers = true;
  const reply = await upload("lost.txt");
  losesAnswers = false;
  expect([reply.status, (await jsonOf(reply)).code]).toEqual([503, "DATABASE_UNREACHABLE"]);
  await untilOver();
  expect((await runs()).map(({ state }) => state)).toEqual(["completed"]);
  const project = await jsonOf<Project>(await server.call("/api/projects/lost"));
  expect(project.documents).toBe(1);
});

test("what was uploaded for no import is gone a day later, with the next import", async () => {
  const uploads = join(folder, "uploads");
  const dayBefore = new Date(Date.now() - 2 * 86_400_000);
  for (const name of ["old", "fresh"]) await mkdir(join(uploads, name));
  await utimes(join(uploads, "old"), dayBefore, dayBefore);
  expect((await upload("next.txt")).status).toBe(202);
  await untilOver();
  expect(await readdir(uploads)).toEqual(["fresh"]);
});
