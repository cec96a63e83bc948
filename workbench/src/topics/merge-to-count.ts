import { type Labelling, type Matrix, orderBySize } from "@toposcope/algorithms";

/**
 * Merges the most alike topics until `wanted` are left: each time the two whose points lie closest around one common
 * centroid, compared with how they lie around two.
 *
 * @param points n × d, rows of unit length
 * @param labelling every label 0..count-1 occurs
 * @returns labels by decreasing size; points without a label stay so, and fewer than `wanted` topics stay as they are
 *
 * Cost O(n·d + k²·d) as a rule.
 * @see Ward 1963; here on the sphere: a topic's spread is its size less the length of the sum of its points
 */
export function mergeToCount(points: Matrix, { labels, count }: Labelling, wanted: number): Labelling {
  const into = mergeSums(sumsOf(points, labels, count), { count, cols: points.cols, wanted });
  return orderBySize(labels.map((label) => (label < 0 ? -1 : into[label]!)));
}

/**
 * The same for topics of which only the sums of their points are known.
 *
 * @param sums count × cols
 * @returns for each topic the one it is part of by now: the lowest of those merged with it
 *
 * Cost O(count²·cols) as a rule.
 */
export function mergeSums(
  sums: Float64Array,
  { count, cols, wanted }: { count: number; cols: number; wanted: number },
): Int32Array {
  const topics = new MergingTopics(sums, count, cols);
  for (let left = count; left > Math.max(1, wanted); left--) topics.mergeClosest();
  return topics.into;
}

function sumsOf({ rows, cols, data }: Matrix, labels: Int32Array, count: number): Float64Array {
  const sums = new Float64Array(count * cols);
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    if (label < 0) continue;
    for (let c = 0; c < cols; c++) sums[label * cols + c]! += data[i * cols + c]!;
  }
  return sums;
}

class MergingTopics {
  /** For each topic the one it is part of by now. */
  readonly into: Int32Array;
  readonly #cols: number;
  readonly #sums: Float64Array;
  readonly #lengths: Float64Array;
  /** For each topic the other one with which it would spread least, and by how much more than they do apart. */
  readonly #partners: Int32Array;
  readonly #costs: Float64Array;
  #alive: number[];

  constructor(sums: Float64Array, count: number, cols: number) {
    this.into = Int32Array.from({ length: count }, (_, topic) => topic);
    this.#cols = cols;
    this.#sums = sums.slice();
    this.#lengths = new Float64Array(count);
    this.#partners = new Int32Array(count);
    this.#costs = new Float64Array(count);
    this.#alive = [...this.into];
    for (const topic of this.#alive) this.#lengths[topic] = Math.sqrt(this.#dot(topic, topic));
    for (const topic of this.#alive) this.#findPartner(topic);
  }

  mergeClosest(): void {
    const closest = this.#alive.reduce((best, topic) =>
      this.#costs[topic]! < this.#costs[best]! ? topic : best,
    );
    const partner = this.#partners[closest]!;
    this.#absorb(Math.min(closest, partner), Math.max(closest, partner));
  }

  #absorb(kept: number, gone: number): void {
    const cols = this.#cols;
    for (let c = 0; c < cols; c++) this.#sums[kept * cols + c]! += this.#sums[gone * cols + c]!;
    this.#lengths[kept] = Math.sqrt(this.#dot(kept, kept));
    this.#alive = this.#alive.filter((topic) => topic !== gone);
    for (const [topic, current] of this.into.entries()) if (current === gone) this.into[topic] = kept;
    for (const topic of this.#alive) {
      const lost = this.#partners[topic] === kept || this.#partners[topic] === gone;
      if (topic === kept || lost) this.#findPartner(topic);
      else this.#offer(topic, kept);
    }
  }

  #findPartner(topic: number): void {
    this.#costs[topic] = Infinity;
    for (const other of this.#alive) if (other !== topic) this.#offer(topic, other);
  }

  #offer(topic: number, other: number): void {
    const together = this.#lengths[topic]! ** 2 + this.#lengths[other]! ** 2 + 2 * this.#dot(topic, other);
    const cost = this.#lengths[topic]! + this.#lengths[other]! - Math.sqrt(Math.max(0, together));
    if (cost >= this.#costs[topic]!) return;
    this.#costs[topic] = cost;
    this.#partners[topic] = other;
  }

  #dot(a: number, b: number): number {
    let sum = 0;
    for (let c = 0; c < this.#cols; c++)
      sum += this.#sums[a * this.#cols + c]! * this.#sums[b * this.#cols + c]!;
    return sum;
  }
}
