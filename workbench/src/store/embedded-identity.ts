import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { lchown, lstat, readdir, readFile, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { ToposcopeError } from "../errors.ts";
import { type Binaries, canReach, copyBinaries } from "./embedded-binaries.ts";

/**
 * Under which user PostgreSQL runs, since it refuses root: as we are; as another user (root may become anyone); or in
 * a user namespace where root wears another number, which needs no change of any file's owner.
 */
export type Identity =
  | { readonly kind: "self" }
  | ({ readonly kind: "user" } & Account)
  /** The numbers are those worn inside; outside it is who we are. */
  | ({ readonly kind: "namespace" } & Account);

interface Account {
  readonly uid: number;
  readonly gid: number;
}

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
        ["--user", `--map-user=${identity.uid}`, `--map-group=${identity.gid}`, "--", command, ...args],
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
 * Chooses the user for the database in `folder`, and hands the folder over to it. The user must have a name on this
 * machine, since initdb asks for it.
 *
 * @throws ToposcopeError DATA_FOLDER_UNUSABLE when there is no such user that can get there
 */
export async function settleIdentity(folder: string, binaries: Binaries): Promise<Settled> {
  const accounts = await namedAccounts();
  const stranger = accounts.get("nobody") ?? [...accounts.values()][0];
  const namespace: Identity | undefined = stranger && { kind: "namespace", ...stranger };
  if (process.getuid?.() !== 0) {
    const isNameless = !hasName() && namespace !== undefined && (await works(namespace, binaries));
    return { identity: isNameless ? namespace : { kind: "self" }, binaries };
  }
  const known = (await ownerOfData(folder)) ?? accounts.get("postgres");
  const settled =
    (known && (await asUser(folder, binaries, known))) ??
    (namespace && (await inNamespace(folder, binaries, namespace))) ??
    (await asUserWithCopy(folder, binaries, known ?? stranger));
  if (settled) return settled;
  throw new ToposcopeError(
    "DATA_FOLDER_UNUSABLE",
    `PostgreSQL does not run as root, and no other user can reach ${folder}`,
    {
      hint: "run Toposcope as an ordinary user, or choose a folder open to others: --data /var/lib/toposcope",
    },
  );
}

interface Settled {
  readonly identity: Identity;
  readonly binaries: Binaries;
}

async function asUser(folder: string, binaries: Binaries, account: Account): Promise<Settled | undefined> {
  const identity: Identity = { kind: "user", ...account };
  if (!(await canReach(dirname(folder), account)) || !(await canReach(binaries.folder, account)))
    return undefined;
  if (!(await works(identity, binaries))) return undefined;
  await handOver(folder, account);
  return { identity, binaries };
}

async function inNamespace(
  folder: string,
  binaries: Binaries,
  identity: Identity,
): Promise<Settled | undefined> {
  if (!(await works(identity, binaries))) return undefined;
  await handOver(folder, { uid: 0, gid: 0 });
  return { identity, binaries };
}

async function asUserWithCopy(
  folder: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<Settled | undefined> {
  if (!account || !(await canReach(dirname(folder), account))) return undefined;
  const copy = await copyBinaries(binaries, folder);
  await handOver(dirname(copy.folder), account);
  await handOver(folder, account);
  const identity: Identity = { kind: "user", ...account };
  return (await works(identity, copy)) ? { identity, binaries: copy } : undefined;
}

async function ownerOfData(folder: string): Promise<Account | undefined> {
  const owner = await stat(join(folder, "data")).catch(() => undefined);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : undefined;
}

/** The machine's users but root, by name. */
async function namedAccounts(): Promise<Map<string, Account>> {
  const text = await readFile("/etc/passwd", "utf8").catch(() => "");
  const rows = text.split("\n").map((line) => line.split(":"));
  return new Map(
    rows
      .filter(([name, , uid, gid]) => name && Number(uid) > 0 && Number(gid) > 0)
      .map(([name, , uid, gid]) => [name as string, { uid: Number(uid), gid: Number(gid) }]),
  );
}

function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch {
    return false;
  }
}

async function works(identity: Identity, { folder }: Binaries): Promise<boolean> {
  return (await runAs(identity, join(folder, "bin", "postgres"), ["--version"])).code === 0;
}

/** Children first, so that a folder whose owner is right is right all the way down. */
async function handOver(path: string, owner: Account): Promise<void> {
  const found = await lstat(path);
  if (found.uid === owner.uid) return;
  if (found.isDirectory()) for (const name of await readdir(path)) await handOver(join(path, name), owner);
  await lchown(path, owner.uid, owner.gid);
}
