import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import type { Access, RouteDefinition } from "../route.ts";
import { type RouteName, routes } from "../routes.ts";
import type { BinaryReply, Call, Handlers, ServerServices } from "./call.ts";
import type { EventStreams, ItemSource } from "./events.ts";
import { receiveUpload } from "./uploads.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
    /** Stays open for as long as its reader wants. */
    isStream?: boolean;
  }
}

interface RouteParts {
  readonly context: Context;
  readonly handlers: Handlers;
  readonly services: ServerServices;
  readonly streams: EventStreams;
}

/** Stops the start of a server with a route that does not say who may call it. */
export function requireDeclaredAccess(server: FastifyInstance): void {
  server.addHook("onRoute", ({ method, url, config }) => {
    const { access } = config ?? {};
    if (access !== "anyone" && access !== "owner") {
      throw new Error(`route ${method} ${url} does not declare who may call it`);
    }
  });
}

/** Registers every route of the contract. */
export function registerRoutes(server: FastifyInstance, parts: RouteParts): void {
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: RouteDefinition = routes[name];
    const inputs = inputsOf(route);
    server.route({
      method: route.method,
      url: route.path,
      config: { access: route.access, isStream: route.reply === "events" },
      ...(route.bodyMegabytes === undefined ? {} : { bodyLimit: route.bodyMegabytes * 1_048_576 }),
      handler: (request, reply) => answer({ name, route, inputs }, parts, request, reply),
    });
  }
}

interface NamedRoute {
  readonly name: RouteName;
  readonly route: RouteDefinition;
  readonly inputs: ReturnType<typeof inputsOf>;
}

/** What a route takes and nothing beside; made once, since a shape is compiled at its first use. */
function inputsOf({ params, query, body }: RouteDefinition) {
  const strictly = (shape: z.ZodType | undefined) => (shape instanceof z.ZodObject ? shape.strict() : shape);
  return { path: strictly(params), query: strictly(query ?? z.object({})), body: strictly(body) };
}

async function answer(
  { name, route, inputs }: NamedRoute,
  { context, handlers, services, streams }: RouteParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const requestContext: Context = {
    ...context,
    settings: services.settings.current,
    log: request.log as Context["log"],
    correlationId: request.id,
  };
  const call = {
    context: requestContext,
    params: parse("path", inputs.path, request.params),
    query: parse("query", inputs.query, request.query),
    body: parse("body", inputs.body, request.body),
    lastId: lastEventId(request),
    upload: route.upload ? await receiveUpload(request, requestContext) : undefined,
    services,
  };
  const result: unknown = await (handlers[name] as (call: Call<RouteName>) => Promise<unknown>)(
    call as never,
  );
  if (name === "ready" && (result as { status: string }).status !== "ready")
    reply.code(503).header("retry-after", "2");
  else reply.code(route.status ?? 200);
  if (route.reply === "binary") return await sendBinary(request, reply, result as BinaryReply);
  if (route.reply === "text") {
    const { text, contentType } = result as { text: string; contentType: string };
    return reply.type(contentType).send(text);
  }
  if (route.reply === "events") {
    const source = result as ItemSource | undefined;
    if (source === undefined) return reply.code(204).send();
    const onError = (error: unknown) => request.log.error({ err: error }, "an event stream broke off");
    const { lastId } = call;
    return reply.type("text/event-stream").send(streams.start({ ...source, lastId, onError }));
  }
  return reply.type("application/json; charset=utf-8").send(JSON.stringify(route.reply.parse(result)));
}

/** What an event stream's reader has already, when it comes back. */
function lastEventId({ headers }: FastifyRequest): string | undefined {
  const id = headers["last-event-id"];
  return typeof id === "string" ? id : undefined;
}

async function sendBinary(
  request: FastifyRequest,
  reply: FastifyReply,
  { content, contentType, fileName, version, provisional = null }: BinaryReply,
): Promise<FastifyReply> {
  if (version !== undefined) {
    const tag = `"${version}"`;
    reply.header("etag", tag).header("cache-control", "private, no-cache");
    if (request.headers["if-none-match"] === tag) return reply.code(304).send();
  }
  reply.type(contentType);
  if (provisional !== null) reply.header("toposcope-provisional", JSON.stringify(provisional));
  if (fileName !== undefined) reply.header("content-disposition", attachment(fileName));
  const body = typeof content === "function" ? await content() : content;
  return body instanceof Uint8Array
    ? reply.send(Buffer.from(body.buffer, body.byteOffset, body.byteLength))
    : reply.send(Readable.from(body, { objectMode: false }));
}

/** RFC 6266: a plain name for old readers, the true one beside it. */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w.() -]/g, "_");
  const exact = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}

function parse(place: "path" | "query" | "body", shape: z.ZodType | undefined, value: unknown): unknown {
  if (shape === undefined) return undefined;
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const found = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? `${place}: ${message}` : `${place} ${path.join(".")}: ${message}`,
  );
  throw new ToposcopeError("INVALID_INPUT", found.join("; "));
}
