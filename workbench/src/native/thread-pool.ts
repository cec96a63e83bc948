import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Kernel, Parallel } from "@toposcope/algorithms";
import { modulePath, nodeOptions } from "../process.ts";

export interface ThreadPool extends Parallel {
  close(): Promise<void>;
}

/** Kernels on threads of this process. Threads start with the first kernel and keep the process alive only while they work. */
export function threadPool(threads: number): ThreadPool {
  const started = new Set<Worker>();
  const idle: Worker[] = [];
  const waiting: ((thread: Worker) => void)[] = [];

  const start = (): Worker => {
    const thread = new Worker(modulePath("native/kernel.worker"), { execArgv: nodeOptions() });
    started.add(thread);
    return thread;
  };
  const take = (): Promise<Worker> | Worker => {
    const free = idle.pop();
    if (free) return free;
    return started.size < threads ? start() : new Promise((resolve) => waiting.push(resolve));
  };
  const giveBack = (thread: Worker): void => {
    const isDead = thread.threadId < 0;
    if (isDead) started.delete(thread);
    const next = waiting.shift();
    if (next) {
      next(isDead ? start() : thread);
    } else if (!isDead) {
      thread.unref();
      idle.push(thread);
    }
  };
  const runOne = async <Input, Output>({ name }: Kernel<Input, Output>, input: Input): Promise<Output> => {
    const thread = await take();
    thread.ref();
    try {
      thread.postMessage({ kernel: name, input });
      const [{ output, error }] = await once(thread, "message");
      if (error) throw error;
      return output;
    } finally {
      giveBack(thread);
    }
  };

  return {
    threads,
    map: (kernel, inputs) => Promise.all(inputs.map((input) => runOne(kernel, input))),
    memory: (bytes) => new SharedArrayBuffer(bytes),
    close: async () => {
      await Promise.all([...started].map((thread) => thread.terminate()));
    },
  };
}
