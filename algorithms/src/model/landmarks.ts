import { InputError } from "../input-error.ts";
import { type Labelling, labelSizes } from "../labels.ts";
import type { NeighborGraph } from "../neighbors/neighbor-graph.ts";

export interface LandmarkOptions {
  /** About how many in all; each topic has its share of them by its size. */
  readonly landmarks?: number | undefined;
  /** A topic has at least this many, or all of its members. */
  readonly leastPerTopic?: number | undefined;
}

/**
 * Chooses members that cover each topic: as many members as can be are landmarks themselves or have one of their own
 * topic among their nearest neighbors. Points in no topic are covered the same way.
 *
 * @param neighbors of n points
 * @param labelling n labels
 * @returns points in ascending order; all of them where there are no more than `landmarks`
 * @throws InputError when neighbors and labels differ in number
 *
 * Cost O(n·k). Greedy: each takes the point that covers most of what is not covered yet, of equals the lower one.
 * @see Nemhauser, Wolsey & Fisher 1978 (at least 63 % of what the best choice covers)
 */
export function landmarkPoints(
  neighbors: NeighborGraph,
  { labels, count }: Labelling,
  { landmarks = 8192, leastPerTopic = 16 }: LandmarkOptions = {},
): Int32Array<ArrayBuffer> {
  const { n } = neighbors;
  if (labels.length !== n) throw new InputError(`${labels.length} labels do not fit ${n} points`);
  if (n <= landmarks) return Int32Array.from({ length: n }, (_, i) => i);
  const groups = labels.map((label) => (label < 0 ? count : label));
  const quotas = labelSizes(groups, count + 1).map((size) =>
    Math.min(size, Math.max(leastPerTopic, Math.round((size * landmarks) / n))),
  );
  const chosen = new Cover(neighbors, groups).choose(quotas);
  fillUp(chosen, groups, quotas);
  const points = new Int32Array(n);
  let end = 0;
  for (let i = 0; i < n; i++) if (chosen[i] === 1) points[end++] = i;
  return points.slice(0, end);
}

/** Gives what is left of the quotas to points spread evenly over those that are not chosen. */
function fillUp(chosen: Uint8Array, groups: Int32Array, quotas: Int32Array): void {
  const open = new Int32Array(quotas.length);
  for (let i = 0; i < groups.length; i++) if (chosen[i] === 0) open[groups[i]]++;
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i];
    if (chosen[i] === 1) continue;
    const before = Math.floor(((open[group] - 1) * quotas[group]) / Math.max(1, open[group]));
    if (quotas[group] > 0 && before < quotas[group]) {
      chosen[i] = 1;
      quotas[group]--;
    }
    open[group]--;
  }
}

/** The members that have each point among their neighbors, and how many of these are not covered yet. */
class Cover {
  readonly #neighbors: NeighborGraph;
  readonly #groups: Int32Array;
  readonly #offsets: Int32Array;
  readonly #covers: Int32Array;
  readonly #gains: Int32Array;
  readonly #isCovered: Uint8Array;

  constructor(neighbors: NeighborGraph, groups: Int32Array) {
    const { n, k, indices } = neighbors;
    this.#neighbors = neighbors;
    this.#groups = groups;
    this.#offsets = new Int32Array(n + 1);
    this.#gains = new Int32Array(n).fill(1);
    this.#isCovered = new Uint8Array(n);
    for (let p = 0; p < indices.length; p++) {
      if (this.#isWithin(p)) this.#offsets[indices[p] + 1]++;
    }
    for (let i = 0; i < n; i++) this.#offsets[i + 1] += this.#offsets[i];
    const next = this.#offsets.slice(0, n);
    this.#covers = new Int32Array(this.#offsets[n]);
    for (let p = 0; p < indices.length; p++) {
      if (this.#isWithin(p)) this.#covers[next[indices[p]]++] = Math.floor(p / k);
    }
    for (let i = 0; i < n; i++) this.#gains[i] += this.#offsets[i + 1] - this.#offsets[i];
  }

  /** Marks chosen points; lowers each quota by what was chosen. */
  choose(quotas: Int32Array): Uint8Array {
    const chosen = new Uint8Array(this.#gains.length);
    const most = this.#gains.reduce((largest, gain) => Math.max(largest, gain), 0);
    const waiting: number[][] = Array.from({ length: most + 1 }, () => []);
    for (let i = this.#gains.length - 1; i >= 0; i--) waiting[this.#gains[i]].push(i);
    for (let gain = most; gain > 0; gain--) {
      const list = waiting[gain].sort((a, b) => b - a);
      for (let point = list.pop(); point !== undefined; point = list.pop()) {
        if (quotas[this.#groups[point]] === 0) continue;
        if (this.#gains[point] < gain) {
          waiting[this.#gains[point]].push(point);
          continue;
        }
        chosen[point] = 1;
        quotas[this.#groups[point]]--;
        this.#cover(point);
      }
    }
    return chosen;
  }

  /** Whether the neighbor at a position of the graph is of its point's own group. */
  #isWithin(position: number): boolean {
    const { k, indices } = this.#neighbors;
    return this.#groups[indices[position]] === this.#groups[Math.floor(position / k)];
  }

  #cover(point: number): void {
    this.#coverOne(point);
    for (let p = this.#offsets[point]; p < this.#offsets[point + 1]; p++) this.#coverOne(this.#covers[p]);
  }

  #coverOne(member: number): void {
    if (this.#isCovered[member] === 1) return;
    this.#isCovered[member] = 1;
    this.#gains[member]--;
    const { k, indices } = this.#neighbors;
    for (let p = member * k; p < (member + 1) * k; p++) {
      if (this.#isWithin(p)) this.#gains[indices[p]]--;
    }
  }
}
