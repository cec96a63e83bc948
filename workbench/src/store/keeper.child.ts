import { chown, rm, stat, utimes } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { dirname, join } from "node:path";
import { giveUpBallast } from "../disk-space.ts";
import { ToposcopeError } from "../errors.ts";
import { setOomScore } from "../process.ts";
import { copyBinaries, findBinaries, linkLibraries } from "./embedded-binaries.ts";
import {
  connectKeeper,
  type KeeperMessage,
  keeperAddress,
  makeSocketFolder,
  removeSocketFolder,
} from "./embedded-folders.ts";
import { settleIdentity } from "./embedded-identity.ts";
import { createCluster, findServer, type Server, startServer } from "./embedded-server.ts";
import { takeLock } from "./process-lock.ts";

/*
 * The keeper of a data folder's PostgreSQL: one process, held single by a kernel lock. Whoever uses the database keeps
 * a connection to the keeper open, which the kernel closes with that process, however it ends. When nobody has been
 * connected for a while, the keeper stops the server and goes. A keeper that was killed is replaced by the next
 * process that misses it, and the new one adopts the running server.
 */

const restartLimit = 3;
const touchIntervalMs = 3_600_000;

async function keep(home: string, lingerMs: number): Promise<void> {
  setOomScore("keeper");
  const lock = await takeLock(join(home, "keeper.lock"), { giveUp: () => isKept(home) });
  if (!lock) return;
  const clients = new Clients(lingerMs);
  await makeSocketFolder(home);
  const address = keeperAddress(home);
  await rm(address, { force: true });
  await clients.listenAt(address);
  const touching = setInterval(
    () => void utimes(address, new Date(), new Date()).catch(() => {}),
    touchIntervalMs,
  );
  let server: Server | undefined;
  process.once("SIGTERM", () => clients.dismiss());
  try {
    for (let restarts = 0; restarts <= restartLimit && !clients.dismissed; restarts += 1) {
      server = await provideServer(home);
      clients.tell({ ready: true });
      await Promise.race([clients.allGone(), server.gone]);
      clients.letWait();
    }
  } catch (error) {
    clients.tell({ error: describe(error) });
    console.error(error);
  }
  clearInterval(touching);
  await clients.close();
  await rm(address, { force: true });
  await server?.stop();
  await removeSocketFolder(home);
  lock.release();
}

async function isKept(home: string): Promise<boolean> {
  try {
    (await connectKeeper(home)).destroy();
    return true;
  } catch {
    return false;
  }
}

async function provideServer(home: string): Promise<Server> {
  const found = await findServer({ home, socket: join(keeperAddress(home), "..") });
  if (found) return found;
  const installed = await findBinaries();
  const linked = (await linkLibraries(installed)) ? installed : await copyBinaries(installed, home);
  const { identity, binaries } = await settleIdentity(home, linked);
  const folders = { home, socket: await makeSocketFolder(home) };
  const { uid, gid } = await stat(home);
  await chown(folders.socket, uid, gid);
  await createCluster(folders, identity, binaries);
  return await startServer(folders, identity, binaries).catch(async (error: unknown) => {
    const isFull = error instanceof ToposcopeError && error.code === "DISK_FULL";
    if (!isFull || !(await giveUpBallast(dirname(home)))) throw error;
    return await startServer(folders, identity, binaries);
  });
}

function describe(error: unknown): Extract<KeeperMessage, { error: unknown }>["error"] {
  if (error instanceof ToposcopeError) return { code: error.code, message: error.message, hint: error.hint };
  return { code: "DATA_FOLDER_UNUSABLE", message: error instanceof Error ? error.message : String(error) };
}

/** Who is connected, and what they were told last. */
class Clients {
  readonly #connected = new Set<Socket>();
  readonly #lingerMs: number;
  readonly #door = createServer((socket) => this.#welcome(socket));
  readonly #gone = Promise.withResolvers<void>();
  #leaving: NodeJS.Timeout | undefined;
  #message: string | undefined;
  #dismissed = false;

  constructor(lingerMs: number) {
    this.#lingerMs = lingerMs;
  }

  get dismissed(): boolean {
    return this.#dismissed;
  }

  async listenAt(address: string): Promise<void> {
    const listening = Promise.withResolvers<void>();
    this.#door.once("error", listening.reject);
    this.#door.listen(address, () => listening.resolve());
    await listening.promise;
  }

  tell(message: KeeperMessage): void {
    this.#message = `${JSON.stringify(message)}\n`;
    for (const socket of this.#connected) socket.write(this.#message);
    this.#considerLeaving();
  }

  /** Who comes now hears nothing until the next word. */
  letWait(): void {
    this.#message = undefined;
  }

  /** Settles when nobody has been connected for the time to linger. */
  allGone(): Promise<void> {
    return this.#gone.promise;
  }

  dismiss(): void {
    this.#dismissed = true;
    this.#gone.resolve();
  }

  async close(): Promise<void> {
    clearTimeout(this.#leaving);
    this.#door.close();
    for (const socket of this.#connected) socket.end();
  }

  #welcome(socket: Socket): void {
    clearTimeout(this.#leaving);
    this.#connected.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#connected.delete(socket);
      this.#considerLeaving();
    });
    socket.resume();
    if (this.#message) socket.write(this.#message);
  }

  #considerLeaving(): void {
    clearTimeout(this.#leaving);
    if (this.#connected.size === 0 && this.#message)
      this.#leaving = setTimeout(() => this.dismiss(), this.#lingerMs);
  }
}

const [home, lingerMs] = process.argv.slice(2);
await keep(home as string, Number(lingerMs));
process.exit(0);
