import {
  centroidsOf,
  type Labelling,
  labelSizes,
  type Matrix,
  orderBySize,
  rowDot,
} from "@toposcope/algorithms";

/**
 * Merges the most alike topics until `wanted` are left: those whose union adds least to the spread around its centroid.
 *
 * @param points n × d, rows of unit length
 * @returns labels by decreasing size; fewer than `wanted` topics stay as they are
 *
 * Cost O(n·d + k³).
 * @see Ward 1963
 */
export function mergeToCount(points: Matrix, { labels, count }: Labelling, wanted: number): Labelling {
  const centroids = centroidsOf(points, labels, count);
  const sizes = Float64Array.from(labelSizes(labels, count));
  const into = Int32Array.from({ length: count }, (_, topic) => topic);
  const alive = new Set(into);
  while (alive.size > wanted) {
    const [kept, gone] = closestPair(centroids, sizes, [...alive]);
    absorb(centroids, sizes, kept, gone);
    alive.delete(gone);
    for (let topic = 0; topic < count; topic++) if (into[topic] === gone) into[topic] = kept;
  }
  return orderBySize(labels.map((label) => (label < 0 ? -1 : into[label]!)));
}

function closestPair(centroids: Matrix, sizes: Float64Array, topics: readonly number[]): [number, number] {
  let best: [number, number] = [topics[0]!, topics[1]!];
  let least = Infinity;
  for (const [at, a] of topics.entries()) {
    for (const b of topics.slice(at + 1)) {
      const cost =
        ((sizes[a]! * sizes[b]!) / (sizes[a]! + sizes[b]!)) * (1 - rowDot(centroids, a, centroids, b));
      if (cost >= least) continue;
      least = cost;
      best = [a, b];
    }
  }
  return best;
}

function absorb({ cols, data }: Matrix, sizes: Float64Array, kept: number, gone: number): void {
  let squares = 0;
  for (let c = 0; c < cols; c++) {
    const sum = data[kept * cols + c]! * sizes[kept]! + data[gone * cols + c]! * sizes[gone]!;
    data[kept * cols + c] = sum;
    squares += sum * sum;
  }
  const length = Math.sqrt(squares) || 1;
  for (let c = 0; c < cols; c++) data[kept * cols + c]! /= length;
  sizes[kept]! += sizes[gone]!;
}
