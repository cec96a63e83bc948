import { afterAll, expect, test } from "vitest";
import type { Missing } from "../../src/jobs/health.actions.ts";
import { jsonOf, startServer } from "./server-under-test.ts";

let missing: Missing | undefined;
const started = await startServer({
  missing: async () => missing,
  handlers: { listProjects: async () => [] },
});
afterAll(() => started.close());

const readiness = async () => await jsonOf<object>(await started.call("/health/ready"));

test("while the database is gone requests are refused at once with 503 and Retry-After, and taken when it is back", async () => {
  missing = { what: "database", detail: "the database cannot be reached: connect ECONNREFUSED" };
  await expect.poll(readiness).toEqual({ status: "waiting", waitsFor: missing });
  expect((await started.call("/health/ready")).status).toBe(503);
  const refused = await started.call("/api/projects");
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await jsonOf(refused)).toMatchObject({
    code: "DATABASE_UNREACHABLE",
    detail: expect.stringContaining("ECONNREFUSED"),
  });
  expect((await started.call("/health/live")).status).toBe(200);
  missing = undefined;
  await expect.poll(readiness).toEqual({ status: "ready", waitsFor: null });
  expect((await started.call("/api/projects")).status).toBe(200);
});

test("a full disk is said, and keeps nobody from reading", async () => {
  missing = { what: "disk", detail: "12 MB are free" };
  await expect.poll(readiness).toEqual({ status: "ready", waitsFor: missing });
  expect((await started.call("/api/projects")).status).toBe(200);
  missing = undefined;
});
