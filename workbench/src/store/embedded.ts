import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { type ErrorCode, ToposcopeError } from "../errors.ts";
import { modulePath, nodeOptions } from "../process.ts";
import { connectKeeper, type KeeperMessage, makeHome, socketFolder } from "./embedded-folders.ts";
import { databaseUserName } from "./embedded-server.ts";
import { takeLock } from "./process-lock.ts";

/** The PostgreSQL of a data folder, for as long as it is held. */
export interface Embedded {
  readonly connection: pg.ClientConfig;
  /** Lets go of it; the last one out stops it. */
  close(): void;
}

export interface EmbeddedOptions {
  readonly dataFolder: string;
  /** How long the server waits for the next user after the last one left. */
  readonly lingerMs?: number;
}

const openDeadlineMs = 330_000;
const retryMs = 15;
const retakeMs = 1_000;

/**
 * Opens the PostgreSQL that npm installed on a data folder: starts it where it does not run yet, shares it where it does.
 *
 * @throws ToposcopeError DATA_FOLDER_UNUSABLE, DATABASE_NEWER, DISK_FULL, DATABASE_UNREACHABLE
 */
export async function openEmbedded({ dataFolder, lingerMs = 3_000 }: EmbeddedOptions): Promise<Embedded> {
  const home = await makeHome(dataFolder);
  const hold = new Hold(home, lingerMs);
  await hold.take();
  return {
    connection: { host: socketFolder(home), user: databaseUserName, database: "postgres" },
    close: () => hold.release(),
  };
}

/** Waits until nobody uses a data folder's PostgreSQL any more and it has stopped. */
export async function untilStopped(dataFolder: string): Promise<void> {
  const home = await makeHome(dataFolder);
  (await takeLock(join(home, "keeper.lock")))?.release();
}

/** A connection to the keeper, renewed when the keeper is lost. */
class Hold {
  readonly #home: string;
  readonly #lingerMs: number;
  #socket: Socket | undefined;
  #released = false;

  constructor(home: string, lingerMs: number) {
    this.#home = home;
    this.#lingerMs = lingerMs;
  }

  async take(): Promise<void> {
    const giveUpAt = performance.now() + openDeadlineMs;
    let keeper: Keeper | undefined;
    while (performance.now() < giveUpAt && !this.#released) {
      const socket = await connectKeeper(this.#home).catch(() => undefined);
      if (socket && (await isReady(socket))) return this.#keep(socket);
      if (keeper?.failed) throw await keeperError(this.#home);
      if (!socket && (!keeper || keeper.ended)) keeper = startKeeper(this.#home, this.#lingerMs);
      await sleep(retryMs);
    }
    if (!this.#released)
      throw new ToposcopeError(
        "DATABASE_TIMEOUT",
        `the database in ${this.#home} did not become ready in time`,
      );
  }

  /** Where the keeper was lost and is not back yet, a new one is started to stop the server after us. */
  release(): void {
    if (this.#released) return;
    this.#released = true;
    if (this.#socket?.destroyed) startKeeper(this.#home, this.#lingerMs);
    this.#socket?.destroy();
  }

  /** Nobody waits for this, so it may not end before the keeper is back, nor keep the process alive. */
  async #retake(): Promise<void> {
    while (!this.#released) {
      try {
        return await this.take();
      } catch {
        await sleep(retakeMs, undefined, { ref: false });
      }
    }
  }

  #keep(socket: Socket): void {
    this.#socket = socket.unref();
    if (this.#released) socket.destroy();
    socket.once("close", () => {
      if (!this.#released) void this.#retake();
    });
  }
}

/** @returns false when the keeper went before it said anything */
async function isReady(socket: Socket): Promise<boolean> {
  const line = await firstLine(socket);
  if (line === undefined) return false;
  const message = JSON.parse(line) as KeeperMessage;
  if ("ready" in message) return true;
  socket.destroy();
  throw new ToposcopeError(message.error.code as ErrorCode, message.error.message, {
    hint: message.error.hint,
  });
}

async function firstLine(socket: Socket): Promise<string | undefined> {
  return await new Promise((resolve) => {
    let text = "";
    socket.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
      if (text.includes("\n")) resolve(text.split("\n", 1)[0]);
    });
    socket.once("close", () => resolve(undefined));
  });
}

interface Keeper {
  readonly ended: boolean;
  readonly failed: boolean;
}

function startKeeper(home: string, lingerMs: number): Keeper {
  const log = openSync(join(home, "keeper.log"), "w", 0o600);
  const child = spawn(
    process.execPath,
    [...nodeOptions(64), modulePath("store/keeper.child"), home, String(lingerMs)],
    { detached: true, stdio: ["ignore", log, log], cwd: "/", env: { PATH: process.env.PATH } },
  );
  closeSync(log);
  child.unref();
  const state = { ended: false, failed: false };
  child.once("error", () => Object.assign(state, { ended: true, failed: true }));
  child.once("exit", (code) => Object.assign(state, { ended: true, failed: code !== 0 }));
  return state;
}

async function keeperError(home: string): Promise<ToposcopeError> {
  const log = await readFile(join(home, "keeper.log"), "utf8").catch(() => "");
  const said = log.trim().split("\n").slice(0, 12).join("\n");
  return new ToposcopeError(
    "DATA_FOLDER_UNUSABLE",
    `the database's keeper ended: ${said || "without a word"}`,
  );
}
