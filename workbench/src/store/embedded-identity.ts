import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { lchown, lstat, readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ToposcopeError } from "../errors.ts";
import { type Binaries, canReach, copyBinaries } from "./embedded-binaries.ts";

/**
 * Under which user PostgreSQL runs, since it refuses root: as we are; as another user (root may become anyone); or in
 * a user namespace where root wears another number, which needs no change of any file's owner.
 */
export type Identity =
  | { readonly kind: "self" }
  | { readonly kind: "user"; readonly uid: number; readonly gid: number }
  | { readonly kind: "namespace" };

/** In the range that systemd keeps free of users and services. */
const unusedUserId = 65_530;

export function spawnAs(
  identity: Identity,
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  switch (identity.kind) {
    case "self":
      return spawn(command, args, options);
    case "user":
      return spawn(command, args, { ...options, uid: identity.uid, gid: identity.gid });
    case "namespace":
      return spawn(
        "unshare",
        ["--user", "--map-user=1000", "--map-group=1000", "--", command, ...args],
        options,
      );
  }
}

/** Runs a command to its end. */
export async function runAs(
  identity: Identity,
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<{ code: number; output: string }> {
  const child = spawnAs(identity, command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return await new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: -1, output: error.message }));
    child.once("close", (code) => resolve({ code: code ?? -1, output }));
  });
}

/**
 * Chooses the user for the database in `folder`, and hands the folder over to it.
 *
 * @throws ToposcopeError DATA_FOLDER_UNUSABLE when no user but root can get there
 */
export async function settleIdentity(
  folder: string,
  binaries: Binaries,
): Promise<{ identity: Identity; binaries: Binaries }> {
  if (process.getuid?.() !== 0) return { identity: { kind: "self" }, binaries };
  const user = await databaseUser(folder);
  const folderReachable = await canReach(dirname(folder), user);
  if (folderReachable && (await canReach(binaries.folder, user)) && (await works(user, binaries))) {
    await handOver(folder, user);
    return { identity: user, binaries };
  }
  const namespace: Identity = { kind: "namespace" };
  if (await works(namespace, binaries)) {
    await handOver(folder, { uid: 0, gid: 0 });
    return { identity: namespace, binaries };
  }
  if (folderReachable) {
    const copy = await copyBinaries(binaries, folder);
    await handOver(dirname(copy.folder), user);
    await handOver(folder, user);
    if (await works(user, copy)) return { identity: user, binaries: copy };
  }
  throw new ToposcopeError(
    "DATA_FOLDER_UNUSABLE",
    `PostgreSQL does not run as root, and no other user can reach ${folder}`,
    {
      hint: "run Toposcope as an ordinary user, or choose a folder open to others: --data /var/lib/toposcope",
    },
  );
}

async function databaseUser(folder: string): Promise<{ kind: "user"; uid: number; gid: number }> {
  const owner = await stat(join(folder, "data")).catch(() => undefined);
  if (owner && owner.uid !== 0) return { kind: "user", uid: owner.uid, gid: owner.gid };
  const accounts = await readFile("/etc/passwd", "utf8").catch(() => "");
  const account = /^postgres:[^:]*:(\d+):(\d+):/m.exec(accounts);
  return {
    kind: "user",
    uid: Number(account?.[1] ?? unusedUserId),
    gid: Number(account?.[2] ?? unusedUserId),
  };
}

async function works(identity: Identity, { folder }: Binaries): Promise<boolean> {
  return (await runAs(identity, join(folder, "bin", "postgres"), ["--version"])).code === 0;
}

/** Children first, so that a folder whose owner is right is right all the way down. */
async function handOver(path: string, owner: { uid: number; gid: number }): Promise<void> {
  const found = await lstat(path);
  if (found.uid === owner.uid) return;
  if (found.isDirectory()) for (const name of await readdir(path)) await handOver(join(path, name), owner);
  await lchown(path, owner.uid, owner.gid);
}
