import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const workspaces = ["algorithms", "models", "workbench"];
const minutes = 60_000;

let folder: string;
let installed: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "package-")));
  const copy = join(folder, "checkout");
  await copyCheckout(copy);
  await npm(copy, ["run", "build"]);
  const tarballs = join(folder, "tarballs");
  await mkdir(tarballs);
  const named = workspaces.flatMap((workspace) => ["--workspace", workspace]);
  await npm(copy, ["pack", "--ignore-scripts", "--pack-destination", tarballs, ...named]);
  installed = join(folder, "installed");
  await mkdir(installed);
  await writeFile(join(installed, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const files = (await readdir(tarballs)).map((file) => join(tarballs, file));
  await npm(installed, [
    "install",
    "--ignore-scripts",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    ...files,
  ]);
}, 15 * minutes);

afterAll(() => rm(folder, { recursive: true, force: true }), minutes);

/** What git knows of, with the installed packages beside it and the workspaces linked to the copy. */
async function copyCheckout(target: string): Promise<void> {
  const { stdout } = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
  });
  for (const file of stdout.split("\0").filter((name) => name !== "" && !name.startsWith("examples/"))) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await cp(join(root, file), join(target, file)).catch(() => undefined);
  }
  const modules = join(target, "node_modules");
  await mkdir(join(modules, "@toposcope"), { recursive: true });
  for (const name of await readdir(join(root, "node_modules"))) {
    if (name !== "@toposcope" && name !== "toposcope")
      await symlink(join(root, "node_modules", name), join(modules, name));
  }
  await symlink(join(target, "algorithms"), join(modules, "@toposcope/algorithms"));
  await symlink(join(target, "models"), join(modules, "@toposcope/model-minilm"));
  await symlink(join(target, "workbench"), join(modules, "toposcope"));
}

const npm = (cwd: string, parameters: string[]) => run("npm", parameters, { cwd, maxBuffer: 64_000_000 });

/** What an entry point names, where a star stands for any name. */
const named = (path: string) => new RegExp(`^${RegExp.escape(path.slice(2)).replace("\\*", "[^/]+")}$`);

test("an installed package holds no TypeScript, and all that its entry points name", async () => {
  for (const name of ["@toposcope/algorithms", "toposcope"]) {
    const at = join(installed, "node_modules", name);
    const files = await readdir(at, { recursive: true });
    expect(files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))).toEqual([]);
    const { exports } = JSON.parse(await readFile(join(at, "package.json"), "utf8"));
    for (const { types, default: entry } of Object.values(exports) as { types: string; default: string }[]) {
      expect(files).toContainEqual(expect.stringMatching(named(types)));
      expect(files).toContainEqual(expect.stringMatching(named(entry)));
    }
  }
});

test("demand 23: the installed algorithms run on their own", async () => {
  const script = `
    import { matrix, nearestNeighbors } from "@toposcope/algorithms";
    const graph = await nearestNeighbors(matrix(3, 2, Float32Array.of(1, 0, 0, 1, 0.8, 0.6)), { neighbors: 1 });
    console.log([...graph.indices].join(" "));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: installed,
  });
  expect(stdout.trim()).toBe("2 2 0");
});

test(
  "the installed program goes from texts to topics and holds the page",
  async () => {
    const texts = join(folder, "texts");
    await mkdir(texts);
    for (const [index, text] of [
      "The bank raised its fees.",
      "Rain fell over the hills.",
      "A loan has interest.",
    ].entries()) {
      await writeFile(join(texts, `${index}.txt`), text);
    }
    const program = join(installed, "node_modules/.bin/toposcope");
    const given = [
      "explore",
      texts,
      "--data",
      join(folder, "data"),
      "--model",
      "static",
      "--json",
      "--no-open",
    ];
    const { stdout } = await run(program, given, { cwd: installed });
    expect(JSON.parse(stdout)).toMatchObject({ project: "texts", documents: 3, chunks: 3, rejections: [] });
    expect(await readdir(join(installed, "node_modules/toposcope/page"))).toContain("index.html");
  },
  3 * minutes,
);
