import { randomFillSync } from "node:crypto";
import { open, rename, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { ToposcopeError } from "./errors.ts";
import { fileCall } from "./file-access.ts";

const megabyte = 1_000_000;
const ballastBytes = 32 * megabyte;
/** PostgreSQL takes room for its log in pieces of 16 MiB, and stands still when it gets none. */
const standstillBytes = 24 * megabyte;
const pieceBytes = 1 << 20;

/** How much more fits on the disk that holds a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await fileCall(statfs(folder), { what: folder });
  return bavail * bsize;
}

/** @throws ToposcopeError DISK_FULL when less than `megabytes` would be left beside `taken` bytes */
export async function requireRoom(
  folder: string,
  { megabytes, taken = 0 }: { megabytes: number; taken?: number },
): Promise<void> {
  const free = await freeBytes(folder);
  if (free - taken >= megabytes * megabyte) return;
  const left = Math.floor(free / megabyte);
  const beside = taken > 0 ? ` beside what is to be written (${Math.ceil(taken / megabyte)} MB)` : "";
  throw new ToposcopeError(
    "DISK_FULL",
    `${left} MB are free on the disk of ${folder}; ${megabytes} MB are to stay free${beside}`,
  );
}

/** Whether so little is left that the database may stand still. */
export async function isNearStandstill(folder: string): Promise<boolean> {
  return (await freeBytes(folder)) < standstillBytes;
}

const ballastPath = (dataFolder: string) => join(dataFolder, "ballast");

/**
 * Keeps some room in a data folder by a file that holds nothing, to be given up when the disk is full; not where less than
 * `megabytes` would stay free beside it.
 */
export async function layBallast(dataFolder: string, { megabytes }: { megabytes: number }): Promise<void> {
  const path = ballastPath(dataFolder);
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size >= ballastBytes || (await freeBytes(dataFolder)) < megabytes * megabyte + ballastBytes) return;
  const unfinished = `${path}.new`;
  const file = await open(unfinished, "w", 0o600);
  try {
    // Not zeros: a file system that compresses would keep no room for them.
    const piece = randomFillSync(Buffer.allocUnsafe(pieceBytes));
    for (let at = 0; at < ballastBytes; at += piece.length) await file.write(piece, 0, piece.length, at);
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

/** Makes room on a full disk. @returns whether there was any to make */
export async function giveUpBallast(dataFolder: string): Promise<boolean> {
  const path = ballastPath(dataFolder);
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  await rm(path, { force: true });
  await rm(`${path}.new`, { force: true });
  return size > 0;
}
