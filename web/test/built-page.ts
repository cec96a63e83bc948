import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Manifest } from "vite";

const run = promisify(execFile);

export interface BuiltPage {
  readonly folder: string;
  readonly manifest: Manifest;
  remove(): Promise<void>;
}

/** Builds the page as a release does, into a folder of its own; in a process of its own, since tests set NODE_ENV. */
export async function buildPage(): Promise<BuiltPage> {
  const folder = await mkdtemp(join(tmpdir(), "toposcope-page-"));
  const vite = join(fileURLToPath(import.meta.resolve("vite/package.json")), "../bin/vite.js");
  await run(process.execPath, [vite, "build", "--logLevel", "error", "--outDir", folder], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { ...process.env, NODE_ENV: "production" },
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const manifest = JSON.parse(await readFile(join(folder, ".vite/manifest.json"), "utf8")) as Manifest;
  return { folder, manifest, remove: () => rm(folder, { recursive: true, force: true }) };
}
