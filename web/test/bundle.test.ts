import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Manifest } from "vite";
import { beforeAll, expect, test } from "vitest";
import { builtPage } from "../../workbench/test/e2e/built-page.ts";

let folder: string;
let manifest: Manifest;

beforeAll(async () => {
  folder = await builtPage();
  manifest = JSON.parse(await readFile(join(folder, ".vite/manifest.json"), "utf8")) as Manifest;
});

const entry = "index.html";

/** A chunk of the manifest and all that it imports before it runs. */
function withImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const imported of manifest[name]?.imports ?? []) withImports(imported, seen);
  return seen;
}

async function compressedBytes(files: Iterable<string>): Promise<number> {
  const sizes = await Promise.all(
    [...new Set(files)].map(
      async (file) => gzipSync(await readFile(join(folder, file)), { level: 9 }).length,
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

const scriptsOf = (names: Iterable<string>) => [...names].map((name) => manifest[name]?.file ?? "");
const stylesOf = (names: Iterable<string>) => [...names].flatMap((name) => manifest[name]?.css ?? []);

async function allText(): Promise<string> {
  const files = (await readdir(folder, { recursive: true })).filter((file) =>
    /\.(js|css|html|svg)$/.test(file),
  );
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return texts.join("\n");
}

test("the first load takes at most 200 kB of JavaScript and 40 kB of style sheets, compressed", async () => {
  const first = withImports(entry);
  expect(await compressedBytes(scriptsOf(first))).toBeLessThanOrEqual(200_000);
  expect(await compressedBytes(stylesOf(first))).toBeLessThanOrEqual(40_000);
});

test("the map adds at most 25 kB, and comes only when it is shown", async () => {
  const map = "src/pages/MapTab.tsx";
  const first = withImports(entry);
  expect(first.has(map)).toBe(false);
  const added = [...withImports(map)].filter((name) => !first.has(name));
  expect(await compressedBytes(scriptsOf(added))).toBeLessThanOrEqual(25_000);
});

test("graph, reader, documents, import and settings come only when they are shown", () => {
  const first = withImports(entry);
  for (const name of [
    "GraphTab",
    "TrendsTab",
    "EditQuestions",
    "DocumentReader",
    "DocumentsTab",
    "SourcesTab",
    "RunsTab",
    "SettingsDialog",
  ])
    expect(manifest[`src/pages/${name}.tsx`]?.isDynamicEntry, name).toBe(true);
  expect(manifest["src/views/ImportDialog.tsx"]?.isDynamicEntry).toBe(true);
  expect([...first].filter((name) => name.endsWith("Tab.tsx") || name.endsWith("Dialog.tsx"))).toEqual([]);
});

/** Names of XML namespaces, and pages that error messages of libraries point to: nothing that is fetched. */
const neverFetched = [
  /^http:\/\/www\.w3\.org\/(1998\/Math\/MathML|1999\/xlink|1999\/xhtml|2000\/svg|2000\/xmlns|XML\/1998\/namespace)/,
  /^https:\/\/react\.dev\/errors\//,
  /^https:\/\/mantine\.dev\/theming\//,
];

test("nothing in the page names another host to fetch from", async () => {
  const addresses = (await allText()).match(/\b(?:https?|wss?):\/\/[^\s"'`)<>\\]+/g) ?? [];
  expect(addresses.filter((address) => !neverFetched.some((pattern) => pattern.test(address)))).toEqual([]);
  expect(await allText()).not.toMatch(/(?:src|href)="\/\//);
});

test("the checks of the contract stay on the server: of it the page has types only", async () => {
  expect(await allText()).not.toContain("ZodType");
});

test("every script and style sheet of the page carries the nonce that the server fills in", async () => {
  const html = await readFile(join(folder, "index.html"), "utf8");
  const tags = html.match(/<(?:script|style|link rel="(?:stylesheet|modulepreload)")[^>]*>/g) ?? [];
  expect(tags.length).toBeGreaterThan(2);
  expect(tags.filter((tag) => !tag.includes('nonce="__CSP_NONCE__"'))).toEqual([]);
  expect(html).not.toMatch(/ (?:style|on\w+)="/);
});
