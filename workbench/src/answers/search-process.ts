import type { ChildProcess } from "node:child_process";
import type { Interactive } from "../context.ts";
import { type ErrorCode, ToposcopeError } from "../errors.ts";
import { forkModule } from "../process.ts";

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

/**
 * Searches and embeds in a process of its own, started at the first call and again after it died, so that whoever serves
 * requests computes nothing.
 *
 * @param settings handed to the process as they are
 */
export function remoteInteractive(settings: unknown): Interactive {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let calls = 0;

  const start = (): ChildProcess => {
    const started = forkModule("answers/search.child", { env: process.env });
    const ended = () => {
      if (child === started) child = undefined;
      for (const { reject } of waiting.values())
        reject(new ToposcopeError("BUSY", "the search process ended"));
      waiting.clear();
    };
    started.on("message", (reply: SearchReply) => settle(waiting, reply));
    started.once("exit", ended);
    started.on("error", ended);
    started.send({ settings });
    started.unref();
    return started;
  };

  const call = (verb: SearchCall["verb"], input: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child ??= start();
      const id = ++calls;
      waiting.set(id, { resolve, reject });
      child.send({ id, verb, input } satisfies SearchCall);
    });

  const remote =
    <V extends InteractiveVerb>(verb: V) =>
    (input: unknown) =>
      call(verb, input) as ReturnType<Interactive[V]>;

  return {
    search: remote("search"),
    embed: remote("embed"),
    editTopics: remote("editTopics"),
    predict: remote("predict"),
    searchTopics: remote("searchTopics"),
    documentSpans: remote("documentSpans"),
    replayTopicEdits: remote("replayTopicEdits"),
    tune: remote("tune"),
    dropCaches() {
      if (waiting.size > 0) return;
      child?.disconnect();
      child = undefined;
    },
    async close() {
      const open = child;
      if (!open?.connected) return;
      const exit = new Promise((resolve) => open.once("exit", resolve));
      open.disconnect();
      await exit;
    },
  };
}

function settle(waiting: Map<number, Waiting>, reply: SearchReply): void {
  const caller = waiting.get(reply.id);
  waiting.delete(reply.id);
  if ("result" in reply) caller?.resolve(reply.result);
  else if (reply.code) caller?.reject(new ToposcopeError(reply.code, reply.message));
  else caller?.reject(new Error(reply.message));
}
