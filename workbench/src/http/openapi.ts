import { z } from "zod";
import * as contract from "../contract.ts";
import type { RouteDefinition } from "../route.ts";
import { type RouteName, routes } from "../routes.ts";
import * as topicContract from "../topic-contract.ts";

type Json = Record<string, unknown>;

/** The API as OpenAPI 3.1, made from the table of routes and nothing else. */
export function openApiDocument(version: string): Json {
  const schemas = namedSchemas();
  const paths: Record<string, Json> = {};
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: RouteDefinition = routes[name];
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Toposcope",
      version,
      description: "See what a pile of documents is about.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "http://127.0.0.1:7700" }],
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "Asked for only where the server was started with --token",
        },
      },
    },
  };
}

interface NamedSchemas {
  readonly components: Json;
  refer(schema: z.ZodType, io: "input" | "output"): Json;
}

const componentName = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The contract's shapes by name; whatever holds one of them refers to it. */
function namedSchemas(): NamedSchemas {
  const registry = z.registry<{ id: string }>();
  const names = new Map<z.ZodType, string>();
  for (const [name, value] of Object.entries({ ...contract, ...topicContract })) {
    if (!(value instanceof z.ZodObject)) continue;
    registry.add(value, { id: componentName(name) });
    names.set(value, componentName(name));
  }
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  const components = Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => name !== "__shared")
      .map(([name, schema]): [string, Json] => [name, readable(schema) as Json])
      .sort(([a], [b]) => a.localeCompare(b)),
  );
  const refer = (schema: z.ZodType, io: "input" | "output"): Json => {
    const name = names.get(schema);
    if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
    if (schema instanceof z.ZodArray) return { type: "array", items: refer(schema.element as z.ZodType, io) };
    return readable(z.toJSONSchema(schema, { io })) as Json;
  };
  return { components, refer };
}

const noise = new Set(["$schema", "$id", "$defs", "propertyNames"]);
const isAnyJson = (reference: unknown) => typeof reference === "string" && /__s(chema|hared)/.test(reference);
const isSafeIntegerBound = (value: unknown) => Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;

/** Takes out what the converter says about every integer and every free JSON value. */
function readable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(readable);
  if (typeof schema !== "object" || schema === null) return schema;
  if (isAnyJson((schema as Json).$ref)) return {};
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !noise.has(key) && !(key === "id" && typeof value === "string"))
      .filter(([, value]) => !isSafeIntegerBound(value))
      .map(([key, value]) => [key, readable(value)]),
  );
}

function operation(name: string, route: RouteDefinition, schemas: NamedSchemas): Json {
  const { summary, access, params, query, body, upload = false, status = 200 } = route;
  return {
    operationId: name,
    summary,
    security: access === "anyone" ? [{}] : [{ token: [] }, {}],
    parameters: [...parameters(params, "path", schemas), ...parameters(query, "query", schemas)],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: strict(schemas.refer(body, "input")) } },
          },
        }),
    ...(upload ? { requestBody: uploadBody } : {}),
    responses: {
      [status]: { description: "Done", content: replyContent(route.reply, schemas) },
      default: {
        description: "Failed; the problem's code and hint say what to do",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

const strict = (schema: Json): Json =>
  schema.type === "object" && schema.properties !== undefined
    ? { ...schema, additionalProperties: false }
    : schema;

const uploadBody = {
  required: true,
  content: {
    "multipart/form-data": {
      schema: {
        type: "object",
        required: ["files"],
        properties: {
          files: { type: "array", items: { type: "string", contentMediaType: "application/octet-stream" } },
        },
      },
    },
  },
};

function parameters(shape: z.ZodObject | undefined, place: "path" | "query", schemas: NamedSchemas): Json[] {
  if (shape === undefined) return [];
  return Object.entries(shape.shape).map(([name, schema]) => ({
    name,
    in: place,
    required: place === "path" || !(schema as z.ZodType).safeParse(undefined).success,
    schema: schemas.refer(schema as z.ZodType, "output"),
  }));
}

function replyContent(reply: RouteDefinition["reply"], schemas: NamedSchemas): Json {
  if (reply === "events") return { "text/event-stream": { schema: { type: "string" } } };
  if (reply === "text") return { "text/plain": { schema: { type: "string" } } };
  if (reply === "binary")
    return { "application/octet-stream": { schema: { type: "string", contentEncoding: "binary" } } };
  return { "application/json": { schema: schemas.refer(reply, "output") } };
}
