import { randomUUID } from "node:crypto";
import fastifyMultipart from "@fastify/multipart";
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { ResolvedSettings } from "../config.ts";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { Missing } from "../jobs/health.actions.ts";
import type { SettingSources } from "../settings-file.ts";
import type { Handlers, ServerServices } from "./call.ts";
import { EventStreams } from "./events.ts";
import { HealthWatch } from "./health-watch.ts";
import { LiveSettings } from "./live-settings.ts";
import { type Measurement, ServerMetrics, type WorkCounts } from "./metrics.ts";
import { openApiDocument } from "./openapi.ts";
import { pageFolder, registerPage } from "./page.ts";
import { knownFailure, problemContentType, problemOf } from "./problem.ts";
import { registerRoutes, requireDeclaredAccess } from "./register-routes.ts";
import {
  commonHeaders,
  refuseForeignOrigin,
  refuseOpenServer,
  requireToken,
  saneCorrelationId,
} from "./security.ts";
import { multipartOptions } from "./uploads.ts";

const mostBodyBytes = 1_048_576;
const mostRequestsAtOnce = 512;
const mostStreamsAtOnce = 4_096;
const longestRequestMs = 3_600_000;
const longestHeadersMs = 30_000;
const idleCheckMs = 20;

export interface ServerOptions {
  readonly context: Context;
  readonly version: string;
  readonly resolved: ResolvedSettings;
  readonly sources: SettingSources;
  readonly work: () => Promise<WorkCounts>;
  /** What the server lacks right now; by default nothing. */
  readonly missing?: () => Promise<Missing | undefined>;
  /** Memory and caches, for the metrics. */
  readonly machine?: () => Promise<readonly Measurement[]>;
  readonly handlers: Handlers;
  readonly page?: string;
}

export interface Server {
  readonly fastify: FastifyInstance;
  /** @returns the address to open; @throws ToposcopeError PORT_IN_USE or TOKEN_REQUIRED */
  listen(options: { host: string; port: number }): Promise<string>;
  /** Not ready any more, then open event streams end, then requests under way, then the port. */
  close(options?: { patienceMs?: number }): Promise<void>;
}

/** Builds the HTTP API and the page over a context; nothing listens yet. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { context, version, resolved, sources, work, machine, handlers, page = pageFolder } = options;
  const health = new HealthWatch(options.missing ?? (async () => undefined));
  const { token } = resolved.settings;
  const streams = new EventStreams();
  let ready = true;
  const services: ServerServices = {
    isReady: () => ready,
    missing: () => health.missing,
    openApi: openApiDocument(version),
    metrics: new ServerMetrics({ work, machine, openEventStreams: () => streams.open }),
    settings: new LiveSettings(resolved, sources),
  };

  const fastify = Fastify({
    loggerInstance: context.log,
    logController: new Fastify.LogController({
      disableRequestLogging: true,
      requestIdLogLabel: "correlationId",
    }),
    requestIdHeader: false,
    genReqId: (request) => saneCorrelationId(request.headers["x-request-id"]) ?? randomUUID(),
    bodyLimit: mostBodyBytes,
    forceCloseConnections: "idle",
    requestTimeout: longestRequestMs,
    http: { headersTimeout: longestHeadersMs, connectionsCheckingInterval: 5_000 },
    routerOptions: { maxParamLength: 1_000 },
    frameworkErrors: (error, request, reply) => fail(error, request as FastifyRequest, reply as FastifyReply),
  }) as unknown as FastifyInstance;

  requireDeclaredAccess(fastify);
  fastify.removeContentTypeParser("text/plain");
  await fastify.register(fastifyMultipart, multipartOptions);
  guard(fastify, token, health);
  observe(fastify, services.metrics);
  fastify.setErrorHandler(fail);
  fastify.setNotFoundHandler((request, reply) =>
    fail(
      new ToposcopeError("NOT_FOUND", `there is no ${request.method} ${request.url.split("?")[0]}`),
      request,
      reply,
    ),
  );
  registerRoutes(fastify, { context, handlers, services, streams });
  await registerPage(fastify, page);
  await fastify.ready();

  return {
    fastify,
    listen: async ({ host, port }) => {
      refuseOpenServer({ host, token });
      return listen(fastify, host, port);
    },
    close: async ({ patienceMs = 10_000 } = {}) => {
      ready = false;
      health.close();
      await streams.closeAll();
      // A connection whose last reply began before the end would be kept open for the next request.
      const idle = setInterval(() => fastify.server.closeIdleConnections(), idleCheckMs);
      const force = setTimeout(() => fastify.server.closeAllConnections(), patienceMs);
      await fastify.close();
      clearTimeout(force);
      clearInterval(idle);
    },
  };
}

async function listen(fastify: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    await fastify.listen({ host, port });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "EADDRINUSE" || code === "EACCES") {
      throw new ToposcopeError("PORT_IN_USE", `port ${port} cannot be used: ${message}`, { cause });
    }
    if (code === "ENOTFOUND" || code === "EADDRNOTAVAIL") {
      throw new ToposcopeError("INVALID_SETTING", `this machine has no address ${host}`, { cause });
    }
    throw cause;
  }
  const address = fastify.server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${bound}`;
}

function guard(fastify: FastifyInstance, token: string | undefined, health: HealthWatch): void {
  const underWay = { requests: 0, streams: 0 };
  const most = { requests: mostRequestsAtOnce, streams: mostStreamsAtOnce };
  fastify.addHook("onRequest", async (request, reply) => {
    reply.headers({ ...commonHeaders, "x-request-id": request.id });
    const kind = request.routeOptions.config.isStream ? "streams" : "requests";
    underWay[kind]++;
    reply.raw.once("close", () => underWay[kind]--);
    if (underWay[kind] > most[kind]) {
      throw new ToposcopeError("BUSY", `${most[kind]} ${kind} are under way already`);
    }
    const { host, origin, authorization } = request.headers;
    const fetchSite = request.headers["sec-fetch-site"];
    refuseForeignOrigin(
      {
        method: request.method,
        host,
        origin,
        fetchSite: typeof fetchSite === "string" ? fetchSite : undefined,
      },
      { anyHost: token !== undefined },
    );
    const needsOwner = request.routeOptions.config.access === "owner";
    if (token !== undefined && needsOwner) requireToken(authorization, token);
    if (needsOwner) health.requireDatabase();
  });
}

function observe(fastify: FastifyInstance, metrics: ServerMetrics): void {
  fastify.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    const { method } = request;
    const handled = { method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1_000 };
    metrics.observe(handled);
    const level = route.startsWith("/health") || route === "/metrics" || route === "/*" ? "debug" : "info";
    request.log[level](handled, "request");
  });
}

const retryAfterSeconds = ({ retryAfterMs = 2_000 }: ToposcopeError) => Math.ceil(retryAfterMs / 1_000);

function fail(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = knownFailure(error);
  if (known.code === "INTERNAL") request.log.error({ err: error }, "request failed");
  else request.log.debug({ err: error }, "request refused");
  if (known.code === "UNAUTHORIZED") reply.header("www-authenticate", "Bearer");
  if (known.status === 503) reply.header("retry-after", retryAfterSeconds(known));
  return reply
    .code(known.status)
    .headers({ ...commonHeaders, "x-request-id": request.id })
    .type(problemContentType)
    .send(JSON.stringify(problemOf(known, request.id)));
}
