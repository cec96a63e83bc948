import { parentPort } from "node:worker_threads";
import { kernelNamed } from "@toposcope/algorithms/kernels";

parentPort?.on("message", ({ kernel, input }: { kernel: string; input: never }) => {
  try {
    parentPort?.postMessage({ output: kernelNamed(kernel).run(input) });
  } catch (error) {
    parentPort?.postMessage({ error });
  }
});
