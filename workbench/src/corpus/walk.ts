import { glob, lstat, readdir, stat } from "node:fs/promises";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import { ToposcopeError } from "../errors.ts";
import { fileCall } from "../file-access.ts";

/** A file found under what the user named. */
export interface FoundFile {
  /** As shown: relative to the folder that was named, with `/` between folders. */
  readonly path: string;
  /** Absolute. */
  readonly location: string;
  readonly bytes: number;
}

const isPattern = (path: string) => /[*?[\]{}]/.test(path);
const isHidden = (name: string) => name.startsWith(".");
const slashed = (path: string) => (sep === "/" ? path : path.split(sep).join("/"));
const statOf = (location: string) => fileCall(stat(location), { what: location });
const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === "ENOENT";

/** A file may be deleted while its folder is walked through. */
function undefinedIfMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

/** A link may lead nowhere, or where we may not look; what may pass is no answer. */
function undefinedIfNotReachable(error: unknown): undefined {
  if (error instanceof ToposcopeError) throw error;
}

/**
 * Finds the files under folders, files and glob patterns, as a stream and in a stable order. Hidden files and folders
 * are passed over, links to folders are not followed.
 *
 * @throws ToposcopeError PATH_NOT_FOUND when a path is not there or a pattern matches nothing, FILES_UNREACHABLE
 */
export async function* walk(
  paths: readonly string[],
  {
    cwd = process.cwd(),
    root,
    signal,
  }: { cwd?: string; root?: string | undefined; signal?: AbortSignal } = {},
): AsyncGenerator<FoundFile> {
  if (root !== undefined) return yield* filesBelow(root, paths);
  const seen = new Set<string>();
  for (const path of paths) {
    let found = 0;
    for await (const file of walkOne(path, cwd)) {
      signal?.throwIfAborted();
      found++;
      if (seen.has(file.location)) continue;
      if (paths.length > 1) seen.add(file.location);
      yield file;
    }
    if (found === 0 && isPattern(path)) {
      throw new ToposcopeError("PATH_NOT_FOUND", `no file matches ${path}`);
    }
  }
}

async function* filesBelow(root: string, locations: readonly string[]): AsyncGenerator<FoundFile> {
  for (const location of locations) {
    const entry = await statOf(location).catch(() => undefined);
    if (entry?.isFile()) yield { path: slashed(relative(root, location)), location, bytes: entry.size };
  }
}

async function* walkOne(path: string, cwd: string): AsyncGenerator<FoundFile> {
  const location = resolve(cwd, path);
  const entry = await statOf(location).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    if (error instanceof ToposcopeError) throw error;
    throw new ToposcopeError("PATH_NOT_FOUND", `${path} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  });
  if (entry?.isDirectory()) yield* walkFolder(location, "");
  else if (entry) yield { path: basename(location), location, bytes: entry.size };
  else if (isPattern(path)) yield* walkPattern(path, cwd);
  else throw new ToposcopeError("PATH_NOT_FOUND", `${path} is not there`);
}

async function* walkFolder(folder: string, prefix: string): AsyncGenerator<FoundFile> {
  const names = (await fileCall(readdir(folder), { what: folder })).filter((name) => !isHidden(name));
  for (const name of names.sort()) {
    const location = join(folder, name);
    const path = prefix + name;
    const entry = await fileCall(lstat(location), { what: location }).catch(undefinedIfMissing);
    if (entry === undefined) continue;
    if (entry.isDirectory()) yield* walkFolder(location, `${path}/`);
    else if (entry.isSymbolicLink()) yield* followedLink(location, path);
    else if (entry.isFile()) yield { path, location, bytes: entry.size };
  }
}

async function* followedLink(location: string, path: string): AsyncGenerator<FoundFile> {
  const target = await statOf(location).catch(undefinedIfNotReachable);
  if (target?.isFile()) yield { path, location, bytes: target.size };
}

async function* walkPattern(pattern: string, cwd: string): AsyncGenerator<FoundFile> {
  const matches: string[] = [];
  for await (const match of glob(pattern, { cwd })) matches.push(match);
  matches.sort();
  for (const match of matches) {
    const location = resolve(cwd, match);
    const entry = await statOf(location).catch(undefinedIfNotReachable);
    if (!entry?.isFile() || slashed(match).split("/").some(isHidden)) continue;
    const path = isAbsolute(match) ? relative(cwd, location) : match;
    yield { path: slashed(path), location, bytes: entry.size };
  }
}
