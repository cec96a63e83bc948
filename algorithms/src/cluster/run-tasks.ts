import { type Control, checkpoint } from "../control.ts";
import type { Kernel, Parallel } from "../parallel.ts";

const tasksAtOnce = 8;

/** Runs a kernel on many inputs, a few at a time, so that it can be watched and stopped in between. */
export async function runTasks<Input, Output>(
  parallel: Parallel,
  kernel: Kernel<Input, Output>,
  tasks: readonly Input[],
  control: Control,
): Promise<Output[]> {
  const outputs: Output[] = [];
  for (let at = 0; at < tasks.length; at += tasksAtOnce) {
    await checkpoint(control, at, tasks.length);
    outputs.push(...(await parallel.map(kernel, tasks.slice(at, at + tasksAtOnce))));
  }
  return outputs;
}
