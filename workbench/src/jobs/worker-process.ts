import type { Context } from "../context.ts";
import type { Steps } from "./step.ts";
import { work } from "./worker.ts";

/** What a worker process is told first. */
interface WorkerStart<S> {
  readonly settings: S;
}

/** What a worker process is told later; to retire is to end once the batch at hand is done. */
export type WorkerOrder = "stop" | "retire" | MemoryMessage;

/** What a worker process tells: it works, under this id. */
export interface WorkerReady {
  readonly workerId: number;
}

export interface WorkerApp {
  readonly context: Context;
  readonly steps: Steps;
  close(): Promise<void>;
}

/** Longest that a worker may take to give back its batch when it is told to stop. */
export const stopDeadlineMs = 2_000;

/** Makes this process a worker of the process that started it: until that says stop, or is gone. */
export function serveAsWorker<S>(openApp: (settings: S) => Promise<WorkerApp>): void {
  setOomScore("worker");
  const stopping = new AbortController();
  const orders = new Orders();
  const stop = () => {
    stopping.abort(new Error("the worker was told to stop"));
    setTimeout(() => process.exit(1), stopDeadlineMs).unref();
  };
  process.once("disconnect", stop);
  process.once("SIGTERM", stop);
  process.on("SIGINT", () => {});
  process.once("message", (message: WorkerStart<S> | "stop") => {
    if (message === "stop") return process.exit(0);
    process.on("message", (order: WorkerOrder) => (order === "stop" ? stop() : orders.take(order)));
    void serve(message.settings, { signal: stopping.signal, orders, openApp });
  });
}

async function serve<S>(
  settings: S,
  signal: AbortSignal,
  openApp: (settings: S) => Promise<WorkerApp>,
): Promise<void> {
  const { context, steps, close } = await openApp(settings);
  const onRegistered = (workerId: number) => process.send?.({ workerId } satisfies WorkerReady, () => {});
  await work(context, { steps, signal, onRegistered });
  await close();
  process.exit(0);
}
