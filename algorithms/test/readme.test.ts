import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as library from "../src/index.ts";
import { blobs } from "./points.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);

const AsyncFunction = (async () => {}).constructor as new (
  ...parametersAndBody: string[]
) => (...values: unknown[]) => Promise<Record<string, unknown>>;

/** Runs an example on texts and vectors, and gives back the named constants it made. */
async function run(example: string, results: readonly string[]): Promise<Record<string, unknown>> {
  const [, imported, body] = /^import \{(.*?)\} from "@toposcope\/algorithms";\n(.*)$/s.exec(
    example,
  ) as RegExpExecArray;
  const names = imported
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  const { points, truth } = blobs(4, 30, 16);
  const texts = Array.from(truth, (group, i) => `${["apple", "boat", "cloud", "drum"][group]} ${i}`);
  const made = new AsyncFunction(...names, "texts", "vectors", `${body}\nreturn { ${results.join(", ")} };`);
  const values = names.map((name) => (library as Record<string, unknown>)[name]);
  for (const [at, name] of names.entries()) expect(values[at], `${name} is exported`).toBeDefined();
  return made(...values, texts, points.data);
}

test("the five lines of the readme cluster vectors", async () => {
  const { labels, count, strengths } = await run(examples[0], ["labels", "count", "strengths"]);
  expect(count).toBe(4);
  expect(library.adjustedRand(labels as Int32Array, blobs(4, 30, 16).truth)).toBe(1);
  expect((strengths as Float32Array).length).toBe(120);
});

test("the readme's way from vectors to named topics on a map works", async () => {
  const { names, map, roots } = await run(examples[1], ["names", "map", "roots", "children", "heights"]);
  expect([...(names as string[])].sort()).toEqual(["apple", "boat", "cloud", "drum"]);
  expect((map as Float32Array).length).toBe(240);
  expect((roots as Int32Array).length).toBeGreaterThan(0);
});

test("every function that the readme names is exported", () => {
  const tables = readme
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .join("\n");
  const named = [...tables.matchAll(/`([A-Za-z]+)`/g)].map(([, name]) => name);
  const others = new Set<string>([...library.clustererNames, "ward", "average", "complete", "density"]);
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((name) => !(name in library) && !others.has(name))).toEqual([]);
});

test("the readme lists every clusterer", () => {
  for (const name of library.clustererNames) expect(readme).toContain(`| \`${name}\``);
});
