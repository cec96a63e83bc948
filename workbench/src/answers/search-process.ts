import type { ChildProcess } from "node:child_process";
import type { Interactive } from "../context.ts";
import { type ErrorCode, ToposcopeError } from "../errors.ts";
import { forkModule } from "../process.ts";
import { sharedLooks } from "./shared-look.ts";

/** What the search process may be asked for. */
export type InteractiveVerb = Exclude<keyof Interactive, "close" | "dropCaches">;

/** A call as it goes to the search process. */
export interface SearchCall {
  readonly id: number;
  readonly verb: InteractiveVerb;
  readonly input: unknown;
}

export type SearchReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly code: ErrorCode | undefined; readonly message: string };

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** What computes for long while somebody waits; all else answers in seconds, on a busy machine too. */
const slowVerbs: readonly InteractiveVerb[] = ["editTopics", "replayTopicEdits", "tune", "predict"];
/** So many different searches at once are shared by those who ask the same. */
const sharedSearches = 500;
const deadlineMs = 60_000;
const slowDeadlineMs = 900_000;
const exitDeadlineMs = 2_000;

/**
 * Searches and embeds in a process of its own, started at the first call and again after it died, so that whoever serves
 * requests computes nothing.
 *
 * @param settings handed to the process as they are
 * @param module of the process, under `src` and without its ending
 */
export function remoteInteractive(
  settings: unknown,
  { module = "answers/search.child", longestMs = slowDeadlineMs } = {},
): Interactive {
  let process: SearchProcess | undefined;
  const remote =
    <V extends InteractiveVerb>(verb: V) =>
    (input: unknown) => {
      if (!process?.alive) process = new SearchProcess(module, settings);
      const ownMs = slowVerbs.includes(verb) ? slowDeadlineMs : deadlineMs;
      return process.call(verb, input, Math.min(ownMs, longestMs)) as ReturnType<Interactive[V]>;
    };
  return {
    search: sharedLooks(remote("search"), sharedSearches),
    searchMany: remote("searchMany"),
    embed: remote("embed"),
    editTopics: remote("editTopics"),
    predict: remote("predict"),
    searchTopics: remote("searchTopics"),
    documentSpans: remote("documentSpans"),
    replayTopicEdits: remote("replayTopicEdits"),
    tune: remote("tune"),
    recommend: remote("recommend"),
    similar: remote("similar"),
    dropCaches: () => process?.endOnceIdle(),
    close: async () => process?.close(),
  };
}

/** One search process and the calls that it has not answered. */
class SearchProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #heardAt = performance.now();
  #alive = true;
  #isToEnd = false;

  constructor(module: string, settings: unknown) {
    this.#child = forkModule(module, { env: process.env });
    this.#child.on("message", (reply: SearchReply) => this.#settle(reply));
    this.#child.once("exit", () => this.#ended());
    this.#child.on("error", () => this.#ended());
    this.#send({ settings });
    this.#child.unref();
  }

  get alive(): boolean {
    return this.#alive && this.#child.connected;
  }

  /** @throws ToposcopeError BUSY when no answer comes in time, or the process ends */
  call(verb: InteractiveVerb, input: unknown, withinMs: number): Promise<unknown> {
    const id = ++this.#calls;
    const calledAt = performance.now();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#late(id, calledAt, withinMs), withinMs);
      const done =
        <T>(how: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          how(value);
        };
      this.#waiting.set(id, { resolve: done(resolve), reject: done(reject) });
      this.#send({ id, verb, input } satisfies SearchCall);
    });
  }

  /** Gives its memory back by ending, as soon as nobody waits for it. */
  endOnceIdle(): void {
    this.#isToEnd = true;
    this.#endIfIdle();
  }

  async close(): Promise<void> {
    if (!this.alive) return;
    const exit = new Promise((resolve) => this.#child.once("exit", resolve));
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), exitDeadlineMs);
    this.#disconnect();
    await exit;
    clearTimeout(timer);
  }

  #endIfIdle(): void {
    if (this.#isToEnd && this.#waiting.size === 0) this.#disconnect();
  }

  #disconnect(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  #send(message: object): void {
    if (!this.#child.connected) this.#ended();
    else this.#child.send(message, (error) => error && this.#ended());
  }

  /** A process that answered nobody since then, with nobody else waiting, is stuck. */
  #late(id: number, calledAt: number, withinMs: number): void {
    const caller = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0 && this.#heardAt < calledAt) this.#child.kill("SIGKILL");
    const message = `the search process gave no answer within ${withinMs / 1_000} seconds`;
    caller?.reject(new ToposcopeError("BUSY", message));
  }

  #ended(): void {
    this.#alive = false;
    for (const { reject } of this.#waiting.values())
      reject(new ToposcopeError("BUSY", "the search process ended"));
    this.#waiting.clear();
  }

  #settle(reply: SearchReply): void {
    this.#heardAt = performance.now();
    const caller = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ("result" in reply) caller?.resolve(reply.result);
    else if (reply.code) caller?.reject(new ToposcopeError(reply.code, reply.message));
    else caller?.reject(new Error(reply.message));
    this.#endIfIdle();
  }
}
