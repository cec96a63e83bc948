import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { walk } from "../../src/corpus/walk.ts";

let folder: string;
const paths = async (named: string[]) =>
  (await Array.fromAsync(walk(named, { cwd: folder }))).map((file) => file.path);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "walk-"));
  await mkdir(join(folder, "pile/inner"), { recursive: true });
  await mkdir(join(folder, "pile/.hidden"));
  for (const name of ["pile/b.txt", "pile/a.md", "pile/inner/c.txt", "pile/.hidden/d.txt", "pile/.e.txt"])
    await writeFile(join(folder, name), name);
  await symlink(join(folder, "pile"), join(folder, "pile/loop"));
  await symlink(join(folder, "pile/b.txt"), join(folder, "pile/link.txt"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a folder is walked in a stable order, hidden entries and links to folders passed over", async () => {
  expect(await paths(["pile"])).toEqual(["a.md", "b.txt", "inner/c.txt", "link.txt"]);
});

test("a single file is named by itself", async () => {
  expect(await paths([join(folder, "pile/b.txt")])).toEqual(["b.txt"]);
});

test("a pattern finds files in all folders below", async () => {
  expect(await paths(["pile/**/*.txt"])).toEqual(["pile/b.txt", "pile/inner/c.txt", "pile/link.txt"]);
});

test("a file named twice is found once", async () => {
  expect(await paths(["pile/b.txt", "pile"])).toEqual(["b.txt", "a.md", "inner/c.txt", "link.txt"]);
});

test("a missing path and a pattern without a match are refused with what was named", async () => {
  await expect(paths(["nowhere"])).rejects.toMatchObject({ code: "PATH_NOT_FOUND", message: /nowhere/ });
  await expect(paths(["*.pdf"])).rejects.toMatchObject({ code: "PATH_NOT_FOUND", message: /\*\.pdf/ });
});
