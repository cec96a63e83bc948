import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { setOomScore } from "../process.ts";
import type { MemoryMessage } from "./memory-advice.ts";
import { newSessionName, type PulseStart, threadPulse, workerIdentity } from "./pulse.ts";
import type { Steps } from "./step.ts";
import { work } from "./worker.ts";

/** What a worker process is told first. */
interface WorkerStart<S> {
  readonly settings: S;
}

/** What a worker process is told later; to retire is to end once the batch at hand is done. */
export type WorkerOrder = "stop" | "retire" | MemoryMessage;

/** What a worker process tells: it works, under this id; or it must not, and nor may another of this program. */
export type WorkerMessage =
  | { readonly workerId: number }
  /** It ends once its batch is done, to give back its memory. */
  | { readonly retiring: true }
  | { readonly refused: Pick<ToposcopeError, "code" | "message" | "hint"> };

export interface WorkerApp {
  readonly context: Context;
  readonly steps: Steps;
  /** For the worker's pulse, which has a connection of its own. */
  readonly connection: PulseStart["connection"];
  close(): Promise<void>;
}

/** Opens what a worker works with, over connections of the given name. */
export type OpenWorkerApp<S> = (settings: S, sessionName: string) => Promise<WorkerApp>;

/** Longest that a worker may take to give back its batch when it is told to stop. */
export const stopDeadlineMs = 2_000;

/** Makes this process a worker of the process that started it: until that says stop, or is gone. */
export function serveAsWorker<S>(openApp: OpenWorkerApp<S>): void {
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

interface Serving<S> {
  readonly signal: AbortSignal;
  readonly orders: Orders;
  readonly openApp: OpenWorkerApp<S>;
}

async function serve<S>(settings: S, { signal, orders, openApp }: Serving<S>): Promise<void> {
  try {
    const sessionName = newSessionName();
    const { context, steps, connection, close } = await openApp(settings, sessionName);
    context.memory.ending.addEventListener("abort", () => tell({ retiring: true }));
    orders.follow(context);
    const pulse = threadPulse({ connection, identity: workerIdentity(context.machine, sessionName) });
    const onRegistered = (workerId: number) => tell({ workerId });
    await work(context, { steps, signal, retire: context.memory.ending, onRegistered, pulse });
    await close();
    process.exit(0);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { code, message, hint } = error;
    tell({ refused: { code, message, hint } }, () => process.exit(1));
  }
}

/** What another process of this program would meet as well. */
function isRefusal(error: unknown): error is ToposcopeError {
  return error instanceof ToposcopeError && error.code === "DATABASE_NEWER";
}

/** What this process was told, kept until it is ready to hear it. */
class Orders {
  #memory: Context["memory"] | undefined;
  #latest: MemoryMessage | undefined;
  #isToRetire = false;

  follow({ memory }: Pick<Context, "memory">): void {
    this.#memory = memory;
    if (this.#latest) memory.take(this.#latest);
    if (this.#isToRetire) memory.endSoon();
  }

  take(order: Exclude<WorkerOrder, "stop">): void {
    if (order === "retire") {
      this.#isToRetire = true;
      this.#memory?.endSoon();
    } else {
      this.#latest = order;
      this.#memory?.take(order);
    }
  }
}

function tell(message: WorkerMessage, then: () => void = () => {}): void {
  if (process.connected) process.send?.(message, then);
  else then();
}
