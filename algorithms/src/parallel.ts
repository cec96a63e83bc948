/** A pure function that any thread can run: its input and output are plain data, and it is found by its name. */
export interface Kernel<Input, Output> {
  readonly name: string;
  run(input: Input): Output;
}

/** Threads that run kernels side by side. No result depends on how many there are. */
export interface Parallel {
  readonly threads: number;
  /**
   * Runs a kernel on each of the inputs.
   *
   * @returns the outputs in the order of the inputs
   *
   * Arrays made by `memory` are seen by all threads, others are copied to the thread that needs them.
   */
  map<Input, Output>(kernel: Kernel<Input, Output>, inputs: readonly Input[]): Promise<Output[]>;
  /** Memory for typed arrays that kernels read and write together. */
  memory(bytes: number): ArrayBufferLike;
}

/** The port without threads. */
export const plainParallel: Parallel = {
  threads: 1,
  async map(kernel, inputs) {
    return inputs.map((input) => kernel.run(input));
  },
  memory: (bytes) => new ArrayBuffer(bytes),
};

/** Cuts 0..n-1 into ranges of equal length, the same whatever the number of threads: `parts` of them at most. */
export function rangesOf(n: number, parts: number): { readonly from: number; readonly to: number }[] {
  const length = Math.max(1, Math.ceil(n / parts));
  return Array.from({ length: Math.ceil(n / length) }, (_, part) => ({
    from: part * length,
    to: Math.min(n, (part + 1) * length),
  }));
}
