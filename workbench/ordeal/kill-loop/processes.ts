import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

/** What of a running Toposcope can be killed. */
export const targets = ["server", "worker", "reader", "postgres", "backend", "keeper", "everything"] as const;
export type Target = (typeof targets)[number];

/** The processes that a target stands for now; none where there is none. */
export function processesOf(
  target: Target,
  { server, folder }: { server: number | undefined; folder: string },
): number[] {
  const home = join(folder, "postgres");
  const all = allProcesses();
  const childrenOf = (parent: number | undefined, word: string) =>
    all.filter((one) => one.parent === parent && one.command.includes(word)).map(({ id }) => id);
  const workers = childrenOf(server, "worker.child");
  const postmaster = postmasterOf(home, all);
  const keepers = all
    .filter(({ command }) => command.includes("keeper.child") && command.includes(home))
    .map(({ id }) => id);
  const found: Readonly<Record<Target, () => number[]>> = {
    server: () => (server === undefined ? [] : [server]),
    worker: () => workers,
    reader: () => workers.flatMap((worker) => childrenOf(worker, "parser.child")),
    postgres: () => postmaster,
    backend: () => childrenOf(postmaster[0], "postgres: toposcope"),
    keeper: () => keepers,
    everything: () => [
      ...keepers,
      ...postmaster,
      ...all.filter(({ parent }) => parent === postmaster[0]).map(({ id }) => id),
      ...found.server(),
      ...workers,
    ],
  };
  return found[target]();
}

function postmasterOf(home: string, all: readonly Process[]): number[] {
  try {
    const id = Number(readFileSync(join(home, "data", "postmaster.pid"), "utf8").split("\n")[0]);
    return all.some((one) => one.id === id && one.command.includes(home)) ? [id] : [];
  } catch {
    return [];
  }
}

function allProcesses(): Process[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((id) => id > 0)
    .flatMap((id) => {
      try {
        const status = readFileSync(`/proc/${id}/stat`, "utf8");
        const [, parent] = status.slice(status.lastIndexOf(")") + 2).split(" ");
        const command = readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ");
        return [{ id, parent: Number(parent), command }];
      } catch {
        return [];
      }
    });
}

/** Ends processes as a crash does. @returns how many there were */
export function killAll(ids: readonly number[]): number {
  return ids.filter((id) => {
    try {
      return process.kill(id, "SIGKILL");
    } catch {
      return false;
    }
  }).length;
}
