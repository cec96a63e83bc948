import { chmod, mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  type Binaries,
  canReach,
  copyBinaries,
  findBinaries,
  linkLibraries,
} from "../../src/store/embedded-binaries.ts";
import { runAs, settleIdentity } from "../../src/store/embedded-identity.ts";

const isRoot = process.getuid?.() === 0;
let parent: string;
let installed: Binaries;

beforeAll(async () => {
  parent = await mkdtemp("/tmp/toposcope-identity-");
  await chmod(parent, 0o755);
  installed = await findBinaries();
});
afterAll(() => rm(parent, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

async function home(name: string, mode = 0o755): Promise<string> {
  const folder = join(parent, name, "postgres");
  await mkdir(folder, { recursive: true });
  await chmod(join(parent, name), mode);
  return folder;
}

test("a machine that npm brought no PostgreSQL for is told what to do", async () => {
  await expect(findBinaries("aix", "ppc64")).rejects.toMatchObject({
    code: "DATABASE_UNREACHABLE",
    hint: expect.stringContaining("DATABASE_URL"),
  });
});

test("a copy of the binaries has its library links and runs", async () => {
  const copy = await copyBinaries(installed, await home("copied"));
  expect(await copyBinaries(installed, join(parent, "copied", "postgres"))).toEqual(copy);
  expect(await readdir(join(copy.folder, "lib"))).toContain("libpq.so.5");
  expect(await linkLibraries(copy)).toBe(true);
  const { code, output } = await runAs({ kind: "self" }, join(copy.folder, "bin", "initdb"), ["--version"]);
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("PostgreSQL") });
});

test("folders closed to a user are told from those it can walk through", async () => {
  const stranger = { uid: 54_321, gid: 54_321 };
  const folder = await home("reach", 0o711);
  expect(await canReach(folder, stranger)).toBe(true);
  await chmod(join(parent, "reach"), 0o700);
  expect(await canReach(folder, stranger)).toBe(false);
  const { uid, gid } = await stat(folder);
  expect(await canReach(folder, { uid, gid })).toBe(true);
});

test.runIf(isRoot)(
  "binaries out of the database user's reach are copied where no user namespace can be had",
  async () => {
    const closed = await copyBinaries(installed, await home("closed", 0o700));
    vi.stubEnv("PATH", "/nowhere");
    const folder = await home("open");
    const { identity, binaries } = await settleIdentity(folder, closed);
    expect(identity.kind).toBe("user");
    expect(binaries.folder.startsWith(folder)).toBe(true);
    expect((await stat(folder)).uid).toBe((identity as { uid: number }).uid);
  },
);

test.runIf(isRoot)("data out of everybody's reach, and no user namespace, is said with a hint", async () => {
  vi.stubEnv("PATH", "/nowhere");
  await expect(settleIdentity(await home("sealed", 0o700), installed)).rejects.toMatchObject({
    code: "DATA_FOLDER_UNUSABLE",
    hint: expect.stringContaining("ordinary user"),
  });
});
