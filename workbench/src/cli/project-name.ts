import { statSync } from "node:fs";
import { parse, resolve } from "node:path";

const longestName = 120;

/**
 * The project that paths are imported into where none is named: called after the one folder or file that was given,
 * else `default`.
 */
export function projectNameFor(paths: readonly string[], cwd = process.cwd()): string {
  const [path] = paths;
  if (paths.length !== 1 || path === undefined || path === "-" || /[*?[\]{}]/.test(path)) return "default";
  const location = resolve(cwd, path);
  const isFolder = statSync(location, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const { name, base } = parse(location);
  const plain = (isFolder ? base : name)
    .replace(/\p{Cc}/gu, "")
    .replace(/^\.+/, "")
    .trim();
  return plain.slice(0, longestName) || "default";
}
