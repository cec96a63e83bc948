import {
  type Control,
  type LinearAlgebra,
  type Matrix,
  type Nearest,
  nearestCount,
  offer,
} from "@toposcope/algorithms";
import { Tensor } from "onnxruntime-node";
import { encodeGraph } from "./onnx-graph.ts";
import { floatsOf, integersOf, type OnnxSession, openSession } from "./onnxruntime.ts";

const queryBlock = 512;
const pointBlock = 4_096;

/** Inner products of a block of queries with a block of points, and the best `k` of each query, lower index first. */
const nearestGraph = encodeGraph({
  nodes: [
    { operator: "Gemm", inputs: ["queries", "points"], outputs: ["products"], integers: { transB: 1 } },
    { operator: "TopK", inputs: ["products", "k"], outputs: ["similarities", "places"] },
    { operator: "Cast", inputs: ["places"], outputs: ["indices"], integers: { to: 6 } },
  ],
  inputs: [
    { name: "queries", type: "float", shape: ["q", "d"] },
    { name: "points", type: "float", shape: ["n", "d"] },
    { name: "k", type: "int64", shape: [1] },
  ],
  outputs: [
    { name: "similarities", type: "float", shape: ["q", "k"] },
    { name: "indices", type: "int32", shape: ["q", "k"] },
  ],
});

export interface NativeLinearAlgebra extends LinearAlgebra {
  close(): Promise<void>;
}

/**
 * The port of the algorithms on onnxruntime: exact, in tiles, so that its memory does not grow with the points.
 * Points that are their own queries are no special case: turning a tile for the other half's TopK costs what its product does.
 */
export async function nativeLinearAlgebra({ threads = 1 } = {}): Promise<NativeLinearAlgebra> {
  const session = await openSession(nearestGraph, threads);
  return {
    nearest: (points, queries, k, control) => nearest(session, points, queries, k, control),
    close: () => session.close(),
  };
}

async function nearest(
  session: OnnxSession,
  points: Matrix,
  queries: Matrix,
  k: number,
  { signal, progress }: Control = {},
): Promise<Nearest> {
  const kept = nearestCount(points, queries, k);
  const best: Nearest = {
    k: kept,
    indices: new Int32Array(queries.rows * kept).fill(-1),
    similarities: new Float32Array(queries.rows * kept).fill(Number.NEGATIVE_INFINITY),
  };
  if (kept === 0) return best;
  for (let query = 0; query < queries.rows; query += queryBlock) {
    const block = rows(queries, query, queryBlock);
    for (let point = 0; point < points.rows; point += pointBlock) {
      signal?.throwIfAborted();
      const candidates = rows(points, point, pointBlock);
      const wanted = Math.min(kept, points.rows - point, pointBlock);
      const k = new Tensor("int64", BigInt64Array.of(BigInt(wanted)), [1]);
      const outputs = await session.run({ queries: block, points: candidates, k });
      mergeTile(
        best,
        query,
        point,
        wanted,
        floatsOf(outputs, "similarities"),
        integersOf(outputs, "indices"),
      );
    }
    await progress?.(Math.min(query + queryBlock, queries.rows), queries.rows);
  }
  signal?.throwIfAborted();
  return best;
}

function rows({ rows, cols, data }: Matrix, start: number, count: number): Tensor {
  const end = Math.min(start + count, rows);
  return new Tensor("float32", data.subarray(start * cols, end * cols), [end - start, cols]);
}

/** Offers a tile's best points to its queries; a row's rest cannot enter once one of it did not. */
function mergeTile(
  best: Nearest,
  firstQuery: number,
  firstPoint: number,
  wanted: number,
  similarities: Float32Array,
  indices: Int32Array,
): void {
  for (let at = 0; at < similarities.length; at++) {
    const query = firstQuery + Math.floor(at / wanted);
    offer(best, query, firstPoint + indices[at]!, similarities[at]!);
  }
}
