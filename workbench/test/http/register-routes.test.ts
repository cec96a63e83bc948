import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Project } from "../../src/contract.ts";
import { ToposcopeError } from "../../src/errors.ts";
import { requireDeclaredAccess } from "../../src/http/register-routes.ts";
import type { Upload } from "../../src/http/uploads.ts";
import type { SettingView } from "../../src/machine-contract.ts";
import { jsonOf, type ServerUnderTest, startServer } from "./server-under-test.ts";

const time = "2026-11-21T12:00:00.000Z";
const project: Project = {
  ...{ id: 1, name: "papers", documents: 2, chunks: 3, topics: 1, sources: 1, rejections: 0 },
  ...{
    run: null,
    shown: null,
    provisional: null,
    arrived: null,
    activeRun: null,
    createdAt: time,
    updatedAt: time,
  },
};
let server: ServerUnderTest;
let upload: Upload | undefined;
let asked: unknown;

beforeAll(async () => {
  server = await startServer({
    flags: { maxUpload: "3" },
    handlers: {
      listProjects: async () => [{ ...project, secretColumn: "inside" } as Project],
      createProject: async ({ body }) => ({ ...project, name: body.name }),
      getProject: async ({ params }) => {
        throw new ToposcopeError("PROJECT_NOT_FOUND", `there is no project ${params.project}`);
      },
      listDocuments: async ({ params, query }) => {
        asked = { ...params, ...query };
        return { total: 0, next: null, documents: [], roles: [] };
      },
      importFiles: async (call) => {
        upload = call.upload;
        return { source: 1, run: 2 };
      },
      export: async () => ({
        content: Buffer.from("a,b\n"),
        contentType: "text/csv",
        fileName: 'Übersicht "1".csv',
      }),
      embeddings: async ({ body }) => ({
        model: "m",
        dimensions: 1,
        tokens: 0,
        embeddings: [[body.input.length]],
      }),
    },
  });
});
afterAll(() => server.close());

const post = (path: string, body: unknown) =>
  server.call(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("a route that does not say who may call it stops the server from starting", () => {
  const fastify = Fastify();
  requireDeclaredAccess(fastify);
  expect(() => fastify.get("/forgotten", async () => "")).toThrow(
    "/forgotten does not declare who may call it",
  );
});

test("a reply holds what the contract says and nothing more", async () => {
  expect(await (await server.call("/api/projects")).json()).toEqual([project]);
});

test("a created thing is answered with 201", async () => {
  const reply = await post("/api/projects", { name: "papers" });
  expect([reply.status, await reply.json()]).toEqual([201, project]);
});

test.each([
  ["an unknown key", { name: "x", id: 7 }, "id"],
  ["a missing key", {}, "name"],
  ["a wrong type", { name: 7 }, "name"],
  ["a control character", { name: "a\u0007b" }, "control"],
  ["no object", [], "body"],
])("a body with %s is refused by name", async (_, body, named) => {
  const reply = await post("/api/projects", body);
  expect(reply.status).toBe(400);
  expect(reply.headers.get("content-type")).toContain("application/problem+json");
  const problem = await jsonOf(reply);
  expect(problem).toMatchObject({ code: "INVALID_INPUT", status: 400, hint: expect.any(String) });
  expect(problem.detail).toContain(named);
  expect(problem.correlationId).toBe(reply.headers.get("x-request-id"));
});

test("a body that is no JSON, or means to change prototypes, is refused", async () => {
  for (const body of ["{", '{"__proto__":{"x":1},"name":"x"}']) {
    const reply = await server.call("/api/projects", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(reply.status).toBe(400);
  }
});

test("query values are read as what they stand for, and unknown or doubled ones are refused", async () => {
  expect((await server.call("/api/projects/a%2Fb/documents?topic=3&setAside=true")).status).toBe(200);
  expect(asked).toEqual({ project: "a/b", topic: 3, setAside: true, limit: 50 });
  for (const query of ["topic=x", "limit=0", "limit=1001", "nonsense=1", "topic=1&topic=2", "flag=nothing"]) {
    expect((await server.call(`/api/projects/p/documents?${query}`)).status, query).toBe(400);
  }
});

test("a failure that the caller can act on is told with its code and hint", async () => {
  const reply = await server.call("/api/projects/none");
  expect(reply.status).toBe(404);
  expect(await reply.json()).toMatchObject({
    type: "urn:toposcope:error:project-not-found",
    title: "Project not found",
    detail: "there is no project none",
    code: "PROJECT_NOT_FOUND",
  });
});

test("a fault of ours is logged in full and told without its inside", async () => {
  const reply = await server.call("/api/doctor");
  expect(reply.status).toBe(500);
  const text = await reply.text();
  expect(JSON.parse(text)).toMatchObject({ code: "INTERNAL" });
  expect(text).not.toContain("secret inside");
  const id = reply.headers.get("x-request-id") ?? "";
  const lines = server.log.filter((line) => line.includes(id));
  expect(lines.join("")).toContain("secret inside of doctor");
});

test("what is not there is a problem too, whatever the method", async () => {
  for (const method of ["GET", "POST", "DELETE"]) {
    const reply = await server.call("/api/nothing", { method });
    expect([reply.status, (await jsonOf(reply)).code]).toEqual([404, "NOT_FOUND"]);
  }
  expect((await server.call("/api/projects", { method: "DELETE" })).status).toBe(404);
  expect((await server.call("/api/projects/%ff")).status).toBe(400);
});

test("a body larger than its route takes is refused", async () => {
  expect((await post("/api/projects", { name: "x".repeat(1_100_000) })).status).toBe(413);
  expect((await post("/embeddings", { input: ["x".repeat(1_100_000)] })).status).toBe(200);
});

test("uploaded files lie in a folder of their own, under names that cannot leave it", async () => {
  const form = new FormData();
  form.append("files", new Blob(["one"]), "../../etc/passwd");
  form.append("files", new Blob(["two"]), "folder/report.txt");
  form.append("files", new Blob(["three"]), "folder/report.txt");
  form.append("files", new Blob(["four"]), "C:\\mail\\.hidden");
  const reply = await server.call("/api/projects/p/sources?text=body", { method: "POST", body: form });
  expect([reply.status, await reply.json()]).toEqual([202, { source: 1, run: 2 }]);
  expect(upload?.names).toEqual(["etc/passwd", "folder/report.txt", "folder/report (2).txt", "mail/_hidden"]);
  expect(upload?.folder.startsWith(join(server.folder, "uploads"))).toBe(true);
  expect(await readFile(join(upload?.folder ?? "", "folder/report (2).txt"), "utf8")).toBe("three");
});

test("an upload within the limit is taken; one too large, empty or oddly named leaves nothing behind", async () => {
  const attempt = async (name: string, size: number) => {
    const form = new FormData();
    form.append(name, new Blob([new Uint8Array(size)]), "a.txt");
    return (await server.call("/api/projects/p/sources", { method: "POST", body: form })).status;
  };
  expect(await attempt("files", 2_900_000)).toBe(202);
  upload = undefined;
  expect(await attempt("files", 3_200_000)).toBe(413);
  expect(await attempt("other", 10)).toBe(400);
  expect(
    (await server.call("/api/projects/p/sources", { method: "POST", body: new FormData() })).status,
  ).toBe(400);
  expect((await post("/api/projects/p/sources", {})).status).toBe(400);
  expect(upload).toBeUndefined();
});

test("an export is sent for saving, under its own name", async () => {
  const reply = await server.call("/api/projects/p/export/documents?format=csv");
  expect(await reply.text()).toBe("a,b\n");
  expect(reply.headers.get("content-disposition")).toBe(
    "attachment; filename=\"_bersicht _1_.csv\"; filename*=UTF-8''%C3%9Cbersicht%20%221%22.csv",
  );
});

test("metrics count requests by route, and the work there is", async () => {
  const text = await (await server.call("/metrics")).text();
  expect(text).toMatch(
    /toposcope_http_request_seconds_count\{method="GET",route="\/api\/projects",status="200"\} [1-9]/,
  );
  expect(text).toContain('toposcope_runs{state="completed"} 2');
  expect(text).toContain('toposcope_batches{state="undone"} 5');
  expect(text).toContain("process_cpu_seconds_total");
});

test("settings that are saved hold at once and survive, secrets cannot be saved", async () => {
  const patch = (body: unknown) =>
    server.call("/api/settings", {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const saved = await (await patch({ seed: 42, theme: "dark" })).json();
  expect(saved).toContainEqual(expect.objectContaining({ name: "seed", value: 42, origin: "file" }));
  expect(JSON.parse(await readFile(join(server.folder, "settings.json"), "utf8"))).toEqual({
    seed: 42,
    theme: "dark",
  });
  for (const wrong of [{ seed: -1 }, { sed: 1 }, { token: "x".repeat(20) }, { data: "/tmp" }]) {
    expect((await patch(wrong)).status, JSON.stringify(wrong)).toBe(400);
  }
  const settings = await jsonOf<SettingView[]>(await patch({ seed: null }));
  expect(settings.find(({ name }) => name === "seed")?.value).toBe(0);
});
