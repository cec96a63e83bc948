import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { buildProgram } from "../src/cli/program.ts";
import { referencePages } from "../src/cli/reference.ts";
import { verbs } from "../src/cli/verbs.ts";
import { catalogue, settingNames } from "../src/config.ts";
import { catalog } from "../src/errors.ts";
import { routes } from "../src/routes.ts";

const folder = fileURLToPath(new URL("../../docs/reference/", import.meta.url));
const pages = referencePages(buildProgram(verbs));
const committed = (name: string) => readFileSync(join(folder, name), "utf8");

test("the reference holds the generated pages and no other", async () => {
  expect((await readdir(folder)).sort()).toEqual([...pages.keys()].sort());
});

test.each([...pages.keys()])("%s is as the sources have it; else: npm run docs", (name) => {
  expect(committed(name)).toBe(pages.get(name));
});

test("every error, setting, route and verb has its place on its page", () => {
  const errors = committed("errors.md");
  for (const code of Object.keys(catalog)) expect(errors).toContain(`| \`${code}\` |`);
  const settings = committed("settings.md");
  for (const name of settingNames)
    expect(settings).toContain(`| \`${name}\` | \`${catalogue[name].flag}\` |`);
  const http = committed("http.md");
  for (const { method, path } of Object.values(routes)) expect(http).toContain(`\`${method} ${path}\``);
  const cli = committed("cli.md");
  for (const { words, hidden } of verbs)
    if (!hidden) expect(cli).toContain(`## toposcope ${words.join(" ")}\n`);
});

test("every setting is a flag of some verb", () => {
  const program = buildProgram(verbs);
  const flags = new Set(
    [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)].flatMap(
      ({ options }) => options.map(({ long }) => long),
    ),
  );
  expect(settingNames.filter((name) => !flags.has(catalogue[name].flag.split(" ")[0]))).toEqual([]);
});

test("the help says of every noun what it stands for", () => {
  const silent = buildProgram(verbs).commands.filter((command) => command.description() === "");
  expect(silent.map((command) => command.name())).toEqual([]);
});

test("the OpenAPI document refers only to shapes that it holds", () => {
  const document = JSON.parse(committed("openapi.json")) as {
    openapi: string;
    components: { schemas: object };
  };
  expect(document.openapi).toBe("3.1.0");
  const named = new Set(Object.keys(document.components.schemas));
  const referred = [...committed("openapi.json").matchAll(/"\$ref": "([^"]+)"/g)].map(([, path]) => path);
  expect(referred.length).toBeGreaterThan(20);
  for (const path of referred) expect(named).toContain(path?.replace("#/components/schemas/", ""));
});
