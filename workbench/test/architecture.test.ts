import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Which parts of the tree a part may import; the first rule whose pattern fits a file is its rule. */
const rules: readonly { files: RegExp; may: RegExp; why: string }[] = [
  { files: /^algorithms\/src\//, may: /^algorithms\/src\//, why: "algorithms stand alone" },
  {
    files: /^web\//,
    may: /^(web\/|npm:|toposcope\/(([a-z]+-)?contract|routes|drawing)$|@toposcope\/algorithms$)/,
    why: "the page knows the contract and the drawing only",
  },
  {
    files:
      /^workbench\/src\/(model|errors|config|settings\/[a-z]+|([a-z]+-)?contract|route|([a-z]+-)?routes)\.ts$/,
    may: /^(workbench\/src\/(model|errors|config|settings\/[a-z]+|([a-z]+-)?contract|route|[a-z]+-routes)\.ts|npm:|node:)/,
    why: "the words come before everything",
  },
  {
    files: /^workbench\/src\/drawing(\/|\.ts$)/,
    may: /^(workbench\/src\/drawing\/|npm:d3-contour$)/,
    why: "drawing runs in a browser too",
  },
  {
    files: /^workbench\/src\/(store|native|providers)\/(?!.*\.actions\.ts$)/,
    may: /^(workbench\/src\/(store|native|providers|embedding\/(half|batch|text|stamp)|model|errors|process|config|make-folder|disk-space|file-access)|@toposcope\/|npm:|node:)/,
    why: "adapters know ports, not stages",
  },
  {
    files: /^workbench\/src\/(jobs|events)\//,
    may: /^(workbench\/src\/(jobs|events|store|model|errors|disk-space|file-access|([a-z]+-)?contract|context|process|config|app\.ts)|npm:|node:)/,
    why: "jobs and events know steps, not what they do",
  },
  {
    files: /^workbench\/src\/corpus\/read\//,
    may: /^(workbench\/src\/(corpus|model|errors|file-access|process|builtins)|npm:|node:)/,
    why: "readers run in a child without a database",
  },
  {
    files: /\/([a-z-]+\.)?(actions|step)\.ts$/,
    may: /^(workbench\/src\/(store|providers|jobs|context|([a-z]+-)?contract|model|errors|config|native|process|corpus\/walk|disk-space|file-access|embedding\/(half|text|stamp)|%own)|@toposcope\/|npm:|node:)/,
    why: "steps and actions use the store and their own stage",
  },
  {
    files: /(\.child|-process)\.ts$/,
    may: /^(workbench\/src\/(app|config|context|([a-z]+-)?contract|errors|process|%own)|npm:|node:)/,
    why: "the two ends of a process know what it is for, not the store",
  },
  {
    files: /^workbench\/src\/export\//,
    may: /^(workbench\/src\/(drawing|model|errors|([a-z]+-)?contract|%own)|@toposcope\/|npm:|node:)/,
    why: "an export may draw, and knows no sibling stage and no store",
  },
  {
    files: /^workbench\/src\/(corpus|embedding|topics|insights|answers)\//,
    may: /^(workbench\/src\/(model|errors|file-access|([a-z]+-)?contract|%own)|@toposcope\/|npm:|node:)/,
    why: "a pure file knows no sibling stage and no store",
  },
  {
    files: /^workbench\/src\/(http|cli)\//,
    may: /^(workbench\/src\/(http|cli|app|context|([a-z]+-)?contract|route|([a-z]+-)?routes|config|errors|disk-space|file-access|model|process|log|explore|doctor|settings|index|[a-z]+\/([a-z-]+\.)?actions)|npm:|node:)/,
    why: "skins hold no logic of their own",
  },
];

const isStageFile = /^workbench\/src\/([a-z]+)\//;

function imports(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(
    /^\s*(?:import|export)[^"'`;]*?from\s+["']([^"']+)["']|^\s*import\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/gm,
  );
  return [...found].map((match) => resolveImport(file, (match[1] ?? match[2] ?? match[3]) as string));
}

function resolveImport(file: string, specifier: string): string {
  if (specifier.startsWith(".")) return relative(root, join(root, dirname(file), specifier));
  if (
    specifier.startsWith("node:") ||
    specifier.startsWith("@toposcope/") ||
    specifier.startsWith("toposcope/")
  )
    return specifier;
  return `npm:${specifier}`;
}

function violations(file: string, imported: readonly string[]): string[] {
  const rule = rules.find(({ files }) => files.test(file));
  if (!rule) return [];
  const own = isStageFile.exec(file)?.[1] ?? "none";
  const may = new RegExp(rule.may.source.replace("%own", `${own}/`));
  return imported.filter((target) => !may.test(target)).map((target) => `${file} → ${target}: ${rule.why}`);
}

test("every file imports only what its part of the tree may know", async () => {
  const files: string[] = [];
  for await (const file of glob(
    ["algorithms/src/**/*.ts", "workbench/src/**/*.ts", "web/src/**/*.{ts,tsx}"],
    { cwd: root },
  ))
    files.push(file);
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((file) => violations(file, imports(file)))).toEqual([]);
});

test("a planted violation of each kind is caught", () => {
  const planted: [string, string][] = [
    ["algorithms/src/matrix.ts", "node:fs"],
    ["workbench/src/topics/discover.ts", "workbench/src/store/db.ts"],
    ["workbench/src/topics/discover.ts", "workbench/src/corpus/chunk.ts"],
    ["workbench/src/http/server.ts", "workbench/src/store/project.ts"],
    ["workbench/src/jobs/worker.ts", "workbench/src/corpus/ingest.step.ts"],
    ["web/src/app.tsx", "workbench/src/model.ts"],
    ["workbench/src/drawing/svg.ts", "node:fs"],
    ["workbench/src/drawing/svg.ts", "workbench/src/model.ts"],
  ];
  for (const [file, target] of planted) expect(violations(file, [target])).toHaveLength(1);
});

test("SQL lives in the store only", async () => {
  for await (const file of glob("workbench/src/**/*.ts", { cwd: root })) {
    if (file.startsWith("workbench/src/store/")) continue;
    expect(readFileSync(join(root, file), "utf8"), file).not.toMatch(
      /\bsql`|\bselect\b[^;"]*\bfrom\b[^;"]*\bwhere\b/,
    );
  }
});
