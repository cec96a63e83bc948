import { InferenceSession, Tensor } from "onnxruntime-node";

/** One loaded graph. A run blocks the thread while it computes and lets the event loop go on before the next. */
export interface OnnxSession {
  /** @param outputs tensors to write to; without them, every output is a new one */
  run(
    inputs: Readonly<Record<string, Tensor>>,
    outputs?: Readonly<Record<string, Tensor>>,
  ): Promise<InferenceSession.OnnxValueMapType>;
  close(): Promise<void>;
}

/**
 * Loads a graph from a file or from memory.
 *
 * @param threads of one run; processes side by side scale better, so it is 1 unless told otherwise
 *
 * Use it on a process's main thread: onnxruntime-node is not safe in worker threads.
 */
export async function openSession(graph: string | Uint8Array, threads = 1): Promise<OnnxSession> {
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  };
  const session =
    typeof graph === "string"
      ? await InferenceSession.create(graph, options)
      : await InferenceSession.create(graph, options);
  let released: Promise<void> | undefined;
  return {
    run: (inputs, outputs) => (outputs ? session.run(inputs, outputs) : session.run(inputs)),
    close: () => (released ??= session.release()),
  };
}

/** The 32-bit numbers of a run's output. */
export function floatsOf(outputs: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = tensorOf(outputs, name).data;
  if (!(data instanceof Float32Array)) throw new Error(`output ${name} holds no 32-bit floats`);
  return data;
}

/** The 32-bit integers of a run's output. */
export function integersOf(outputs: InferenceSession.OnnxValueMapType, name: string): Int32Array {
  const data = tensorOf(outputs, name).data;
  if (!(data instanceof Int32Array)) throw new Error(`output ${name} holds no 32-bit integers`);
  return data;
}

function tensorOf(outputs: InferenceSession.OnnxValueMapType, name: string): Tensor {
  const value = outputs[name];
  if (!(value instanceof Tensor)) throw new Error(`the graph has no output tensor ${name}`);
  return value;
}
