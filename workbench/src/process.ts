import { type ChildProcess, fork, type StdioOptions } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

export interface ForkOptions {
  readonly args?: readonly string[];
  /** All of the child's environment: nothing of ours reaches it unless named here. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Heap limit of the child. */
  readonly heapMb?: number;
  /** Further options of Node itself. */
  readonly flags?: readonly string[];
  readonly stdio?: StdioOptions;
  readonly detached?: boolean;
  readonly signal?: AbortSignal;
}

const ownEnding = extname(import.meta.url);
const runsFromSource = ownEnding === ".ts";

/**
 * Starts a module of this program as a child process that speaks over a channel: from `src` with its types stripped, from
 * `dist` as built.
 *
 * @param module path under `src`, without its ending: `corpus/read/parser.child`
 */
export function forkModule(module: string, options: ForkOptions = {}): ChildProcess {
  const { args = [], env = {}, heapMb, flags = [], stdio, detached, signal } = options;
  return fork(modulePath(module), [...args], {
    env,
    stdio: stdio ?? ["ignore", "inherit", "inherit", "ipc"],
    detached,
    signal,
    serialization: "advanced",
    execArgv: [...nodeOptions(heapMb), ...flags],
  });
}

/** How soon the system ends a process when memory runs out; the server and the database come last. */
const oomScores = { keeper: 0, search: 300, worker: 500, parser: 800 } as const;

/** Makes a process, by default this one, a likelier victim than the server when memory runs out: on Linux. */
export function setOomScore(role: keyof typeof oomScores, pid: number | "self" = "self"): void {
  if (process.platform !== "linux") return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, String(oomScores[role]));
  } catch {}
}

/** Where a module of this program lies, with the ending it has here: `.ts` in `src`, `.js` in `dist`. */
export function modulePath(module: string): string {
  return fileURLToPath(new URL(`./${module}${ownEnding}`, import.meta.url));
}

/** The options under which Node runs our modules, for those who start it by themselves. */
export function nodeOptions(heapMb?: number): string[] {
  return [
    ...(runsFromSource ? ["--conditions=toposcope-source"] : []),
    ...(heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`]),
  ];
}

/** The version of this program, as its package says. */
export function programVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** What a result depends on beside its input and settings. */
export function programVersions(): Readonly<Record<string, string>> {
  return {
    toposcope: programVersion(),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
  };
}
