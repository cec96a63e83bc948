import { performance } from "node:perf_hooks";
import type { Command } from "commander";
import type { App } from "../app.ts";
import { type ResolvedSettings, type SettingName, type Settings, settingNames } from "../config.ts";
import type { Context } from "../context.ts";
import type { Timing } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import { openLog } from "../log.ts";
import type { SettingSources } from "../settings-file.ts";
import type { Output } from "./output.ts";

interface SessionOptions {
  readonly resolved: ResolvedSettings;
  readonly sources: SettingSources;
  readonly output: Output;
  readonly program: Command;
  readonly project: string | undefined;
  readonly interrupt: AbortSignal;
}

/** One call of the command line: its settings, its way to the outside, and what has to be closed at its end. */
export class Session {
  readonly resolved: ResolvedSettings;
  readonly sources: SettingSources;
  readonly output: Output;
  /** The parser that found this call, for the pages that are written from it. */
  readonly program: Command;
  readonly interrupt: AbortSignal;
  /** As named by --project. */
  readonly project: string | undefined;
  readonly timings: Timing[] = [];
  /** Set by a server: being stopped is how its work ends. */
  endsByInterrupt = false;
  readonly #cleanups: (() => Promise<void>)[] = [];
  #app: App | undefined;

  constructor({ resolved, sources, output, program, project, interrupt }: SessionOptions) {
    this.resolved = resolved;
    this.sources = sources;
    this.output = output;
    this.program = program;
    this.project = project;
    this.interrupt = interrupt;
  }

  get settings(): Settings {
    return this.resolved.settings;
  }

  async open({ logToStandardError = false, isServer = false, mayMigrate = true } = {}): Promise<App> {
    if (this.#app) return this.#app;
    const { openApp } = await import("../app.ts");
    const log = openLog(this.settings, { toStandardError: logToStandardError });
    const app = await this.timed("open", () =>
      openApp({ settings: this.settings, flagged: isServer ? new Set() : this.#flagged(), log, mayMigrate }),
    );
    this.atEnd(() => app.close());
    this.#app = app;
    return app;
  }

  /** A server's flags are this machine's settings; those of any other command are what its user wants now. */
  #flagged(): Set<SettingName> {
    return new Set(settingNames.filter((name) => this.resolved.origins[name] === "flag"));
  }

  /** The project that a verb without --project means: the only one there is, else `default`. */
  async projectName(context: Context): Promise<string> {
    if (this.project !== undefined) return this.project;
    const { listProjects } = await import("../corpus/project.actions.ts");
    const projects = await listProjects(context);
    const [first] = projects;
    if (projects.length === 1 && first !== undefined) return first.name;
    if (projects.length === 0 || projects.some(({ name }) => name === "default")) return "default";
    const names = projects.slice(0, 5).map(({ name }) => name);
    throw new ToposcopeError("USAGE", `there are ${projects.length} projects and none was named`, {
      hint: `name one: --project ${names.map((name) => JSON.stringify(name)).join(", --project ")}`,
    });
  }

  /** Keeps a failure where it can be looked up, whatever is printed of it. */
  keepFailure(error: unknown): void {
    this.#app?.context.log.error({ err: error }, "a command failed");
  }

  /** What is registered last ends first. */
  atEnd(cleanup: () => Promise<void>): void {
    this.#cleanups.push(cleanup);
  }

  async close(): Promise<void> {
    for (const cleanup of this.#cleanups.splice(0).reverse()) await cleanup();
  }

  async timed<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const startMs = performance.now();
    const result = await work();
    const totalMs = performance.now() - startMs;
    this.timings.push({ stage, count: 1, meanMs: totalMs, minMs: totalMs, maxMs: totalMs, totalMs });
    return result;
  }
}
