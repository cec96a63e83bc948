import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { Worker } from "node:worker_threads";
import type { Context } from "../context.ts";
import { ToposcopeError } from "../errors.ts";
import { modulePath, nodeOptions, programVersion } from "../process.ts";
import type { DbOptions } from "../store/db.ts";
import type { WorkerIdentity } from "../store/worker.ts";
import { Heart, type HeartListener } from "./heart.ts";

/** What makes a process a worker, and lets the others know that it is alive. */
export interface Pulse {
  start(listener: HeartListener): void;
  /** Tells that the process begins a turn at a run; the returned function, that it has left it. */
  enter(runId: number): () => void;
  /** Ends the worker, which must have given back what it held. */
  stop(): Promise<void>;
}

/** What the thread of a pulse starts from. */
export interface PulseStart {
  readonly connection: DbOptions["connection"];
  readonly identity: WorkerIdentity;
}

export type ToPulse =
  | { readonly type: "enter"; readonly stretch: number; readonly runId: number }
  | { readonly type: "leave"; readonly stretch: number }
  | { readonly type: "stop" };

export type FromPulse =
  | { readonly type: "registered"; readonly workerId: number }
  | { readonly type: "lost"; readonly error: unknown }
  | { readonly type: "freed"; readonly runIds: readonly number[] }
  | { readonly type: "refused"; readonly error: Pick<ToposcopeError, "code" | "message"> };

/** A fresh name for the connections of a worker's process. */
export const newSessionName = () => `toposcope worker ${randomUUID().slice(0, 13)}`;

/** What this process tells of itself as a worker. */
export function workerIdentity(machine: string, sessionName: string): WorkerIdentity {
  return {
    host: hostname(),
    processId: process.pid,
    machine,
    sessionName,
    programVersion: programVersion(),
  };
}

/** A pulse among the process's other work: it stops while that computes. */
export function ownPulse({ db, machine }: Pick<Context, "db" | "machine">): Pulse {
  const stopping = new AbortController();
  let stretches = 0;
  let heart: Heart | undefined;
  let beating: Promise<void> | undefined;
  return {
    start(listener) {
      heart = new Heart({ db, identity: workerIdentity(machine, newSessionName()), listener });
      beating = heart.beat(stopping.signal);
    },
    enter(runId) {
      stretches += 1;
      const stretch = stretches;
      heart?.enter(stretch, runId);
      return () => heart?.leave(stretch);
    },
    async stop() {
      stopping.abort();
      await beating;
    },
  };
}

/**
 * A pulse on a thread and a connection of its own: it goes on however long the process computes, and ends the process
 * when that does not leave a run that was stopped.
 */
export function threadPulse(start: PulseStart): Pulse {
  let thread: Worker | undefined;
  let ended: Promise<void> = Promise.resolve();
  let stretches = 0;
  const tell = (message: ToPulse) => thread?.postMessage(message);
  return {
    start(listener) {
      thread = new Worker(modulePath("jobs/pulse.worker"), { execArgv: nodeOptions(), workerData: start });
      ended = new Promise((resolve) => thread?.once("exit", () => resolve()));
      thread.on("message", (message: FromPulse) => hand(message, listener));
    },
    enter(runId) {
      stretches += 1;
      const stretch = stretches;
      tell({ type: "enter", stretch, runId });
      return () => tell({ type: "leave", stretch });
    },
    async stop() {
      tell({ type: "stop" });
      await ended;
    },
  };
}

function hand(message: FromPulse, listener: HeartListener): void {
  if (message.type === "registered") listener.registered(message.workerId);
  else if (message.type === "freed") listener.freed(message.runIds);
  else if (message.type === "lost") listener.lost(message.error);
  else listener.refused(new ToposcopeError(message.error.code, message.error.message));
}
