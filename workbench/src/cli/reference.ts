import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { catalogue, settingDefault, settingNames } from "../config.ts";
import { catalog, type ErrorCode } from "../errors.ts";
import { openApiDocument } from "../http/openapi.ts";
import { programVersion } from "../process.ts";
import type { Access } from "../route.ts";
import { type RouteName, routes } from "../routes.ts";
import type { SettingScope } from "../settings/setting.ts";
import { textArgument } from "./input.ts";
import type { RunVerb } from "./verb.ts";

const notice = "<!-- Written by `npm run docs` from the sources; a test fails when it is stale. -->";

/** The pages of the reference by file name. */
export function referencePages(program: Command): Map<string, string> {
  return new Map([
    ["cli.md", commandLinePage(program)],
    ["http.md", httpPage()],
    ["settings.md", settingsPage()],
    ["errors.md", errorsPage()],
    ["openapi.json", `${JSON.stringify(openApiDocument(programVersion()), undefined, 2)}\n`],
  ]);
}

export const writeReferenceVerb: RunVerb = async (session, input) => {
  const folder = textArgument(input);
  await mkdir(folder, { recursive: true });
  const pages = referencePages(session.program);
  for (const [name, text] of pages) await writeFile(join(folder, name), text);
  const names = [...pages.keys()];
  session.output.line(session.output.json ? JSON.stringify(names) : names.join("\n"));
  return 0;
};

const page = (...parts: readonly string[]) => `${notice}\n\n${parts.join("\n\n")}\n`;
const cell = (text: string) => text.replaceAll("|", "\\|").replace(/\s+/g, " ");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function commandLinePage(program: Command): string {
  const sections = [...allCommands(program, "toposcope")].map(
    ([name, command]) => `## ${name}\n\n\`\`\`text\n${helpText(command)}\n\`\`\``,
  );
  return page(
    "# Command line",
    [
      "Results go to standard output, progress and errors to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.",
      "`--json` prints one JSON value in the shapes of the [HTTP API](http.md); an error is then a problem object on",
      "standard error. Every [setting](settings.md) that a verb takes as a flag can also come from the environment or the",
      "settings file. `--project` and `--data` are there on every verb.",
    ].join("\n"),
    ...sections,
  );
}

function* allCommands(command: Command, name: string): Generator<[string, Command]> {
  yield [name, command];
  for (const inner of command.createHelp().visibleCommands(command))
    yield* allCommands(inner, `${name} ${inner.name()}`);
}

function helpText(command: Command): string {
  let text = "";
  command.configureOutput({ ...command.configureOutput(), writeOut: (part) => (text += part) });
  command.outputHelp();
  return text.trimEnd();
}

const accessText: Readonly<Record<Access, string>> = {
  anyone: "anyone who reaches the server",
  owner: "the owner",
};

interface Route {
  readonly method: string;
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType | "events" | "binary" | "text";
  readonly status?: number;
  readonly upload?: boolean;
}

function httpPage(): string {
  const sections = (Object.keys(routes) as RouteName[]).map((name) => routeSection(name, routes[name]));
  return page(
    "# HTTP API",
    [
      "Served by `toposcope serve`, on this machine only unless a token is set; then the owner's routes ask for",
      "`Authorization: Bearer <token>`. Bodies are JSON, unknown keys are refused, and what fails is answered as",
      "`application/problem+json` with a `code` of the [catalogue](errors.md) and a `hint`. Every reply carries `x-request-id`;",
      "send one of your own to find your request in the log. The shapes in full: [openapi.json](openapi.json), also served",
      "at `/openapi.json`.",
    ].join("\n"),
    ...sections,
  );
}

function routeSection(name: RouteName, route: Route): string {
  const { method, path, access, summary, query, body, upload = false, status = 200 } = route;
  const lines = [`For ${accessText[access]}.`];
  if (query !== undefined) lines.push(`Query: ${fieldList(query)}.`);
  if (upload) lines.push("Body: `multipart/form-data`.");
  if (body instanceof z.ZodObject) lines.push(`Body: ${fieldList(body)}.`);
  lines.push(`Answers ${status} with ${replyText(route.reply)}.`);
  return `## ${name}\n\n\`${method} ${path}\`\n\n${summary}. ${lines.join(" ")}`;
}

function fieldList(shape: z.ZodObject): string {
  return Object.entries(shape.shape)
    .map(([name, schema]) =>
      (schema as z.ZodType).safeParse(undefined).success ? `\`${name}\` (optional)` : `\`${name}\``,
    )
    .join(", ");
}

function replyText(reply: Route["reply"]): string {
  if (reply === "events") return "server-sent events";
  if (reply === "binary") return "bytes";
  if (reply === "text") return "text";
  if (reply instanceof z.ZodArray) return `a list of objects: ${keyList(reply.element)}`;
  return reply instanceof z.ZodObject ? keyList(reply) : "a JSON object";
}

const keyList = (shape: unknown) =>
  shape instanceof z.ZodObject
    ? Object.keys(shape.shape)
        .map((key) => `\`${key}\``)
        .join(", ")
    : "a JSON value";

const scopes: Readonly<Record<SettingScope, string>> = {
  machine: "Settings of a machine, read when a process starts",
  project: "Settings of an analysis, frozen into each run",
  page: "Settings of the page",
};

function settingsPage(): string {
  const sections = (Object.keys(scopes) as SettingScope[]).map((scope) => {
    const rows = settingNames
      .filter((name) => catalogue[name].scope === scope)
      .map((name) => {
        const { flag, env, about, unit, secret } = catalogue[name];
        const fallback = settingDefault(name);
        const withUnit =
          fallback === undefined ? "none" : `${fallback}${unit === undefined ? "" : ` ${unit}`}`;
        const note = secret ? "; a secret: never printed, and not to be saved through the page" : "";
        return [`\`${name}\``, `\`${flag}\``, `\`${env}\``, withUnit, about + note];
      });
    return `## ${scopes[scope]}\n\n${table(["setting", "flag", "environment", "default", "what it is"], rows)}`;
  });
  return page(
    "# Settings",
    [
      "A flag wins over the environment, the environment over the settings file, the file over the default. The settings file is",
      "`settings.json` in the data folder; `toposcope settings set <name> <value>` and the page write it.",
      "`toposcope settings` shows every value and where it comes from.",
    ].join("\n"),
    ...sections,
  );
}

function errorsPage(): string {
  const rows = (Object.keys(catalog) as ErrorCode[])
    .sort()
    .map((code) => [`\`${code}\``, String(catalog[code].status), catalog[code].hint]);
  return page(
    "# Errors",
    [
      "Everything that can go wrong and that you can do something about has a code. The command line prints it as",
      "`error[CODE]: what was found`, with the hint on the next line; the HTTP API answers with a problem object.",
    ].join("\n"),
    table(["code", "HTTP status", "what to do"], rows),
  );
}
