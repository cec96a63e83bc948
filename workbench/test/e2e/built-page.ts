import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder of this run for the page that its tests build. */
    pageParent: string;
  }
}

const run = promisify(execFile);
const web = fileURLToPath(new URL("../../../web/", import.meta.url));

/** Gives every test run a folder for its page, which the first test that needs it builds. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const parent = await mkdtemp(join(tmpdir(), "toposcope-page-"));
  project.provide("pageParent", parent);
  return () => rm(parent, { recursive: true, force: true });
}

/**
 * The folder of the page as a release builds it, shared by all tests of this run.
 *
 * Built beside its final folder and renamed, so that of two files at once neither sees half a page; in a process of its
 * own, since tests set NODE_ENV.
 */
export async function builtPage(): Promise<string> {
  const parent = inject("pageParent");
  const folder = join(parent, "page");
  if (existsSync(folder)) return folder;
  const staging = await mkdtemp(join(parent, "building-"));
  const vite = dirname(createRequire(join(web, "package.json")).resolve("vite/package.json"));
  await run(
    process.execPath,
    [join(vite, "bin/vite.js"), "build", "--logLevel", "error", "--outDir", staging],
    { cwd: web, env: { ...process.env, NODE_ENV: "production" } },
  );
  await rename(staging, folder).catch((error: unknown) => {
    if (!existsSync(folder)) throw error;
  });
  return folder;
}
