import {
  type Control,
  emptyBest,
  type LinearAlgebra,
  type Matrix,
  type Nearest,
  nearestCount,
  offer,
  productRows,
  rowsBetween,
} from "@toposcope/algorithms";
import { Tensor } from "onnxruntime-node";
import { encodeGraph, type GraphNode, type GraphValue } from "./onnx-graph.ts";
import { floatsOf, integersOf, type OnnxSession, openSession } from "./onnxruntime.ts";

const queryBlock = 512;
const pointBlock = 4_096;
const productsAtOnce = 2 ** 21;
const mostThreads = 12;
/** Where both sides are shorter, threads would cut a product so finely that its last digits depend on their number. */
const fewRows = 1_024;

const gemm: GraphNode = {
  operator: "Gemm",
  inputs: ["queries", "points"],
  outputs: ["products"],
  integers: { transB: 1 },
};
const queriesAndPoints: GraphValue[] = [
  { name: "queries", type: "float", shape: ["q", "d"] },
  { name: "points", type: "float", shape: ["n", "d"] },
];
const productsOutput: GraphValue = { name: "products", type: "float", shape: ["q", "n"] };

/** Inner products of a block of queries with a block of points, and the best `k` of each query, lower index first. */
const nearestGraph = encodeGraph({
  nodes: [
    gemm,
    { operator: "TopK", inputs: ["products", "k"], outputs: ["similarities", "places"] },
    { operator: "Cast", inputs: ["places"], outputs: ["indices"], integers: { to: 6 } },
  ],
  inputs: [...queriesAndPoints, { name: "k", type: "int64", shape: [1] }],
  outputs: [
    { name: "similarities", type: "float", shape: ["q", "k"] },
    { name: "indices", type: "int32", shape: ["q", "k"] },
  ],
});

/** The best one of each query, which costs less than sorting out k. */
const bestGraph = encodeGraph({
  nodes: [
    gemm,
    { operator: "ArgMax", inputs: ["products"], outputs: ["places"], integers: { axis: 1, keepdims: 0 } },
    { operator: "Cast", inputs: ["places"], outputs: ["indices"], integers: { to: 6 } },
    {
      operator: "ReduceMax",
      inputs: ["products"],
      outputs: ["similarities"],
      integers: { axes: [1], keepdims: 0 },
    },
  ],
  inputs: [...queriesAndPoints],
  outputs: [
    { name: "similarities", type: "float", shape: ["q"] },
    { name: "indices", type: "int32", shape: ["q"] },
  ],
});

const productsGraph = encodeGraph({
  nodes: [gemm],
  inputs: queriesAndPoints,
  outputs: [productsOutput],
});

const productsOfRowsGraph = encodeGraph({
  nodes: [{ operator: "Gather", inputs: ["all", "rows"], outputs: ["queries"] }, gemm],
  inputs: [
    { name: "all", type: "float", shape: ["m", "d"] },
    { name: "rows", type: "int32", shape: ["q"] },
    { name: "points", type: "float", shape: ["n", "d"] },
  ],
  outputs: [productsOutput],
});

interface Sessions {
  readonly nearest: OnnxSession;
  readonly best: OnnxSession;
  readonly products: OnnxSession;
  readonly productsOfRows: OnnxSession;
}

/** The same graphs twice: products of few rows stay on one thread. */
interface Native {
  readonly one: Sessions;
  readonly many: Sessions;
}

export interface NativeLinearAlgebra extends LinearAlgebra {
  close(): Promise<void>;
}

/**
 * The port of the algorithms on onnxruntime: exact, in tiles, so that its memory does not grow with the points.
 * The same bytes for any number of threads.
 */
export async function nativeLinearAlgebra({ threads = 1 } = {}): Promise<NativeLinearAlgebra> {
  const one = await openSessions(1);
  const many = threads > 1 ? await openSessions(Math.min(threads, mostThreads)) : one;
  const native = { one, many };
  return {
    nearest: (points, queries, k, control) => nearest(native, points, queries, k, control),
    productsInto: (out, points, queries, rows) => productsInto(native, out, points, queries, rows),
    close: async () => {
      const sessions = new Set([...Object.values(one), ...Object.values(many)]);
      await Promise.all(Array.from(sessions, (session) => session.close()));
    },
  };
}

async function openSessions(threads: number): Promise<Sessions> {
  const [nearest, best, products, productsOfRows] = await Promise.all([
    openSession(nearestGraph, threads),
    openSession(bestGraph, threads),
    openSession(productsGraph, threads),
    openSession(productsOfRowsGraph, threads),
  ]);
  return { nearest, best, products, productsOfRows };
}

function sessionsFor({ one, many }: Native, queries: number, points: number): Sessions {
  return Math.max(queries, points) < fewRows ? one : many;
}

async function nearest(
  native: Native,
  points: Matrix,
  queries: Matrix,
  k: number,
  { signal, progress }: Control = {},
): Promise<Nearest> {
  const kept = nearestCount(points, queries, k);
  const best = emptyBest(queries.rows, kept);
  if (kept === 0) return best;
  const block = kept === 1 ? assignedAtOnce(points.rows) : queryBlock;
  for (let query = 0; query < queries.rows; query += block) {
    const asked = rowsBetween(queries, query, query + block);
    for (let point = 0; point < points.rows; point += pointBlock) {
      signal?.throwIfAborted();
      const candidates = rowsBetween(points, point, point + pointBlock);
      const { similarities, indices } = await bestOfTile(native, asked, candidates, kept);
      mergeTile(best, query, point, asked.rows, similarities, indices);
    }
    await progress?.(Math.min(query + block, queries.rows), queries.rows);
  }
  signal?.throwIfAborted();
  return best;
}

function assignedAtOnce(points: number): number {
  return Math.max(queryBlock, Math.floor(productsAtOnce / Math.min(points, pointBlock)));
}

async function bestOfTile(
  native: Native,
  queries: Matrix,
  points: Matrix,
  k: number,
): Promise<{ similarities: Float32Array; indices: Int32Array }> {
  const sessions = sessionsFor(native, queries.rows, points.rows);
  const inputs = { queries: tensorOf(queries), points: tensorOf(points) };
  const wanted = new Tensor("int64", BigInt64Array.of(BigInt(Math.min(k, points.rows))), [1]);
  const outputs = await (k === 1
    ? sessions.best.run(inputs)
    : sessions.nearest.run({ ...inputs, k: wanted }));
  return { similarities: floatsOf(outputs, "similarities"), indices: integersOf(outputs, "indices") };
}

async function productsInto(
  native: Native,
  out: Float32Array,
  points: Matrix,
  queries: Matrix,
  rows?: Int32Array,
): Promise<void> {
  const count = productRows(out, points, queries, rows);
  const wanted = out.subarray(0, count * points.rows);
  if (wanted.length === 0 || points.cols === 0) {
    wanted.fill(0);
    return;
  }
  const sessions = sessionsFor(native, count, points.rows);
  const into = { products: new Tensor("float32", wanted, [count, points.rows]) };
  const operands = { points: tensorOf(points) };
  if (rows === undefined) await sessions.products.run({ ...operands, queries: tensorOf(queries) }, into);
  else {
    const taken = new Tensor("int32", rows, [count]);
    await sessions.productsOfRows.run({ ...operands, all: tensorOf(queries), rows: taken }, into);
  }
}

function tensorOf({ rows, cols, data }: Matrix): Tensor {
  return new Tensor("float32", data, [rows, cols]);
}

/** Offers a tile's best points to its queries. */
function mergeTile(
  best: Nearest,
  firstQuery: number,
  firstPoint: number,
  queries: number,
  similarities: Float32Array,
  indices: Int32Array,
): void {
  const found = similarities.length / queries;
  for (let at = 0; at < similarities.length; at++) {
    const query = firstQuery + Math.floor(at / found);
    offer(best, query, firstPoint + indices[at]!, similarities[at]!);
  }
}
