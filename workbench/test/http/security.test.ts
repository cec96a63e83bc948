import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  isLoopback,
  refuseForeignOrigin,
  refuseOpenServer,
  saneCorrelationId,
} from "../../src/http/security.ts";
import { type RouteName, routes } from "../../src/routes.ts";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";

const token = "a-token-that-is-long-enough";
let open: ServerUnderTest;
let guarded: ServerUnderTest;
let created = 0;

const createProject = async () => {
  created++;
  throw new Error("must not be reached");
};

beforeAll(async () => {
  open = await startServer({ handlers: { listProjects: async () => [], createProject } });
  guarded = await startServer({
    flags: { token },
    handlers: { listProjects: async () => [], createProject },
  });
});
afterAll(async () => {
  await open.close();
  await guarded.close();
});

/** Sends headers that fetch does not let one set. */
function send(address: string, { method = "GET", path = "/api/projects", headers = {} }): Promise<number> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    sent.once("error", reject);
    sent.end(method === "POST" ? '{"name":"x"}' : undefined);
  });
}

const json = { "content-type": "application/json" };

describe("every reply", () => {
  test.each(["/health/live", "/api/projects", "/api/nothing", "/openapi.json", "/"])(
    "%s carries the security headers",
    async (path) => {
      const { headers } = await open.call(path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get("content-security-policy")).not.toMatch(/unsafe|\*/);
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect(headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    },
  );

  test("data are never stored by anything between", async () => {
    expect((await open.call("/api/projects")).headers.get("cache-control")).toBe("no-store");
  });
});

describe("a server with a token", () => {
  const owners = (Object.keys(routes) as RouteName[]).filter((name) => routes[name].access === "owner");

  test.each(owners)("refuses %s to a caller without it", async (name) => {
    const { method, path } = routes[name];
    const reply = await guarded.call(path.replace(/:\w+/g, "1"), { method });
    expect(reply.status).toBe(401);
    expect(reply.headers.get("www-authenticate")).toBe("Bearer");
    expect(await reply.json()).toMatchObject({
      code: "UNAUTHORIZED",
      hint: expect.stringContaining("Bearer"),
    });
  });

  test.each([
    "Bearer",
    "Bearer ",
    "Bearer wrong",
    `Basic ${token}`,
    token,
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
  ])("refuses %s", async (authorization) => {
    expect((await guarded.call("/api/projects", { headers: { authorization } })).status).toBe(401);
  });

  test("takes the token in the header, and nowhere else", async () => {
    expect(
      (await guarded.call("/api/projects", { headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(200);
    expect((await guarded.call(`/api/projects?token=${token}`)).status).toBe(401);
    expect((await guarded.call("/api/projects", { headers: { cookie: `token=${token}` } })).status).toBe(401);
  });

  test("shows its health and its page to anyone", async () => {
    for (const path of ["/health/live", "/health/ready", "/openapi.json"]) {
      expect((await guarded.call(path)).status).toBe(200);
    }
  });

  test("never writes the token into its log or its settings", async () => {
    const reply = await guarded.call("/api/settings", { headers: { authorization: `Bearer ${token}` } });
    expect(await reply.text()).not.toContain(token);
    expect(guarded.log.join("")).not.toContain(token);
  });
});

describe("a foreign site", () => {
  test("cannot reach this machine's server under a name of its own", async () => {
    expect(await send(open.address, { headers: { host: "evil.example" } })).toBe(403);
    expect(await send(open.address, { headers: { host: "127.0.0.1.evil.example:80" } })).toBe(403);
    expect(await send(open.address, { headers: { host: "localhost:1234" } })).toBe(200);
    expect(await send(open.address, { headers: { host: "[::1]:1234" } })).toBe(200);
  });

  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["a sandboxed frame", { origin: "null" }],
    ["another port", { origin: "http://127.0.0.1:1" }],
    ["another site, without an origin", { "sec-fetch-site": "cross-site" }],
    ["a sibling site", { "sec-fetch-site": "same-site" }],
  ])("cannot change anything: %s", async (_, headers) => {
    expect(await send(open.address, { method: "POST", headers: { ...json, ...headers } })).toBe(403);
    expect(created).toBe(0);
  });

  test("cannot send JSON as a form or as plain text", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
      const reply = await open.call("/api/projects", {
        method: "POST",
        headers: { "content-type": type },
        body: '{"name":"x"}',
      });
      expect(reply.status).toBe(400);
    }
    expect(created).toBe(0);
  });

  test("the page's own origin may change things", () => {
    const own = {
      method: "POST",
      host: "localhost:7700",
      origin: "http://localhost:7700",
      fetchSite: "same-origin",
    };
    expect(() => refuseForeignOrigin(own, { anyHost: false })).not.toThrow();
  });
});

test("a server that others can reach does not start without a token", async () => {
  expect(() => refuseOpenServer({ host: "0.0.0.0" })).toThrow(
    expect.objectContaining({ code: "TOKEN_REQUIRED" }),
  );
  await expect(open.server.listen({ host: "0.0.0.0", port: 0 })).rejects.toMatchObject({
    code: "TOKEN_REQUIRED",
  });
  expect(() => refuseOpenServer({ host: "0.0.0.0", token })).not.toThrow();
});

test.each(["127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"])("%s is this machine", (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each(["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example", "localhost.example", "127.evil", ""])(
  "%s is not this machine",
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);

test("a caller's correlation id is kept where it is harmless", async () => {
  const reply = await open.call("/health/live", { headers: { "x-request-id": "my-request.42" } });
  expect(reply.headers.get("x-request-id")).toBe("my-request.42");
  expect(saneCorrelationId("short")).toBeUndefined();
  expect(saneCorrelationId("line\nbreak and more")).toBeUndefined();
  expect(saneCorrelationId("x".repeat(129))).toBeUndefined();
});
