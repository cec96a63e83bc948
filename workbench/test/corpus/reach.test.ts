import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { requireFolderOf, requirePaths } from "../../src/corpus/reach.ts";
import { fileCall, fileError, setFileDeadline } from "../../src/file-access.ts";

const root = mkdtempSync(join(tmpdir(), "toposcope-reach-"));
const share = join(root, "share");
const uploads = join(root, "uploads");
const unreachable = { code: "FILES_UNREACHABLE" };
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeEach(() => {
  rmSync(share, { recursive: true, force: true });
  mkdirSync(share);
  writeFileSync(join(share, "a.txt"), "a");
});

test("a folder that was imported from and is gone, or empty as an unmounted one, is waited for", async () => {
  await requirePaths([share], uploads);
  renameSync(share, `${share}-away`);
  await expect(requirePaths([share], uploads)).rejects.toMatchObject(unreachable);
  mkdirSync(share);
  await expect(requirePaths([share], uploads)).rejects.toMatchObject(unreachable);
  await expect(requireFolderOf(join(share, "a.txt"), [share], uploads)).rejects.toMatchObject(unreachable);
  rmSync(share, { recursive: true });
  renameSync(`${share}-away`, share);
  await requirePaths([share], uploads);
});

test("a file that was deleted by itself is not waited for, nor an upload or a pattern", async () => {
  writeFileSync(join(share, "b.txt"), "b");
  await requireFolderOf(join(share, "gone.txt"), [share], uploads);
  await requirePaths([join(uploads, "x"), join(share, "*.pdf")], uploads);
});

test.each(["EIO", "ESTALE", "EMFILE", "ENOTCONN"])("%s says nothing about a file, and may pass", (code) => {
  expect(fileError(Object.assign(new Error(code), { code }))).toMatchObject(unreachable);
});

test("a full disk is told from a missing file", () => {
  expect(fileError(Object.assign(new Error("no"), { code: "ENOSPC" }))).toMatchObject({ code: "DISK_FULL" });
  const missing = Object.assign(new Error("no"), { code: "ENOENT" });
  expect(fileError(missing)).toBe(missing);
});

test("a file system that never answers is an error after a while", async () => {
  setFileDeadline(30);
  await expect(fileCall(new Promise(() => {}), { what: "the share" })).rejects.toMatchObject({
    code: "FILES_UNREACHABLE",
    message: expect.stringContaining("the share"),
  });
  setFileDeadline(60_000);
});
