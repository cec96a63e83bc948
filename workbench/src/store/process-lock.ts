import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

const retryMs = 20;

/**
 * Takes a lock that one process on this machine can hold, and waits for it where another does. The kernel frees it
 * with its process, however that ends: no process id or age has to be judged.
 *
 * @param giveUp asked while waiting; true ends the wait
 * @returns undefined when given up
 */
export async function takeLock(
  path: string,
  { giveUp = async () => false }: { giveUp?: () => Promise<boolean> } = {},
): Promise<{ release(): void } | undefined> {
  // Not in the exclusive locking mode: there an attempt that fails half-way keeps what it got, and two such block each other.
  const file = new DatabaseSync(path, { timeout: 0 });
  for (;;) {
    try {
      file.exec("begin exclusive");
      return { release: () => file.close() };
    } catch (error) {
      if (!/locked|busy/i.test((error as Error).message)) throw error;
    }
    if (await giveUp()) {
      file.close();
      return undefined;
    }
    await sleep(retryMs);
  }
}
