import type { ProviderRequest } from "./provider-server.ts";

// biome-ignore lint/suspicious/noExplicitAny: the four protocols' bodies, read as they come
export function messagesOf(body: any): { role: string; text: string }[] {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const messages: any[] = body.messages ?? body.input ?? body.contents ?? [];
  return messages.map(({ role, content, parts }) => ({ role, text: textOf(content ?? parts) }));
}

export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (typeof part === "string" ? part : (part?.text ?? ""))).join("");
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export function formatOf(body: any): ProviderRequest["format"] {
  const type = body.response_format?.type ?? body.text?.format?.type;
  if (type === "json_schema" || schemaOf(body)) return "schema";
  const isJson = type === "json_object" || body.generationConfig?.responseMimeType === "application/json";
  return isJson ? "json" : "text";
}

/** The tool that Anthropic's protocol is told to answer by. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export const toolOf = (body: any): string | undefined =>
  Array.isArray(body.tools) && body.tools[0]?.input_schema ? body.tools[0].name : undefined;

// biome-ignore lint/suspicious/noExplicitAny: as above
function schemaOf(body: any): any {
  return (
    body.response_format?.json_schema?.schema ??
    body.text?.format?.schema ??
    body.output_config?.format?.schema ??
    (toolOf(body) ? body.tools[0].input_schema : undefined) ??
    body.generationConfig?.responseSchema ??
    body.generationConfig?.responseJsonSchema
  );
}

/** A sentence, or the smallest value of the schema asked for. */
export function sayLittle({ body, format }: ProviderRequest): unknown {
  return format === "schema" ? smallest(schemaOf(body)) : "The sea is calm and the ships are in the harbour.";
}

// biome-ignore lint/suspicious/noExplicitAny: a JSON schema
function smallest(schema: any): unknown {
  if (schema?.enum) return schema.enum[0];
  if (schema?.anyOf) return smallest(schema.anyOf[0]);
  const type = String(Array.isArray(schema?.type) ? schema.type[0] : schema?.type).toLowerCase();
  if (type === "object")
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, property]) => [name, smallest(property)]),
    );
  if (type === "array")
    return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => smallest(schema.items));
  if (type === "boolean") return true;
  if (type === "null") return null;
  if (type === "number" || type === "integer") return schema.minimum ?? 1;
  return "sea".padEnd(schema?.minLength ?? 3, "s");
}

/** The models as Google lists them, and as all others do; undefined where the path asks for something else. */
export function listing(path: string, models: readonly string[] | undefined): object | undefined {
  if (!/\/models(\?|$)/.test(path) || models === undefined) return undefined;
  return path.includes("pageSize")
    ? { models: models.map((name) => ({ name: `models/${name}` })) }
    : { object: "list", data: models.map((id) => ({ id, object: "model" })) };
}
