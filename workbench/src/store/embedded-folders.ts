import { createHash } from "node:crypto";
import { chmod, lstat, mkdir, realpath, rmdir } from "node:fs/promises";
import { createConnection, type Socket } from "node:net";
import { join } from "node:path";
import { ToposcopeError } from "../errors.ts";
import { makeFolder } from "../make-folder.ts";

/** What the keeper tells whoever connects, as one line of JSON. */
export type KeeperMessage =
  | { readonly ready: true }
  | { readonly error: { readonly code: string; readonly message: string; readonly hint?: string } };

/** A Unix socket's address holds 103 bytes on macOS, 107 on Linux. */
const addressLimitBytes = 103;

/** Makes `<data>/postgres` and gives its real path. */
export async function makeHome(dataFolder: string): Promise<string> {
  try {
    makeFolder(dataFolder, { mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    const home = join(await realpath(dataFolder), "postgres");
    makeFolder(home, { mode: 0o700 });
    await lstat(join(home, "data")).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    return home;
  } catch (cause) {
    throw new ToposcopeError(
      "DATA_FOLDER_UNUSABLE",
      `cannot work in the data folder ${dataFolder}: ${(cause as Error).message}`,
      { cause },
    );
  }
}

/** Where the sockets lie: beside the data, or in a short temporary folder where that path is too long for a socket. */
export function socketFolder(home: string): string {
  const beside = join(home, "socket");
  if (Buffer.byteLength(join(beside, ".s.PGSQL.5432")) <= addressLimitBytes) return beside;
  const name = createHash("sha256").update(home).digest("hex").slice(0, 20);
  return `/tmp/toposcope-${name}`;
}

export function keeperAddress(home: string): string {
  return join(socketFolder(home), "keeper.sock");
}

/** Makes the socket folder, closed to everybody else; a stranger's folder of that name is refused. */
export async function makeSocketFolder(home: string): Promise<string> {
  const folder = socketFolder(home);
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const found = await lstat(folder);
  const ours = [process.getuid?.(), (await lstat(home)).uid].includes(found.uid);
  if (!found.isDirectory() || !ours)
    throw new ToposcopeError("DATA_FOLDER_UNUSABLE", `${folder} belongs to somebody else`, {
      hint: "remove that folder, or choose a data folder with a shorter path: --data <folder>",
    });
  await chmod(folder, 0o700);
  return folder;
}

/** Takes the socket folder away when nothing is left in it. */
export async function removeSocketFolder(home: string): Promise<void> {
  await rmdir(socketFolder(home)).catch(() => {});
}

/** Connects to a keeper's socket; rejects when nobody listens there. Later errors only close it. */
export async function connectKeeper(home: string): Promise<Socket> {
  const socket = createConnection(keeperAddress(home));
  return await new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.on("error", reject);
  });
}
