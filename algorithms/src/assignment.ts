import { InputError } from "./input-error.ts";

/**
 * Pairs rows with columns, one to one, so that the weights of the pairs sum to the most.
 *
 * @param weights rows × columns, row-major; a pair of weight 0 or less is no pair
 * @returns the column of each row, -1 for none
 * @throws InputError when `weights` has another length than rows · columns, or holds what is no finite number
 *
 * Cost O(s²·l) for the shorter side s and the longer side l. The same weights give the same pairs.
 * @see Kuhn 1955; Munkres 1957; here with potentials, a row at a time (Jonker & Volgenant 1987)
 */
export function bestAssignment(
  weights: Float64Array,
  rows: number,
  columns: number,
): Int32Array<ArrayBuffer> {
  if (weights.length !== rows * columns)
    throw new InputError(`${rows} × ${columns} weights are ${rows * columns}, found ${weights.length}`);
  for (let p = 0; p < weights.length; p++) {
    if (!Number.isFinite(weights[p])) throw new InputError(`weight ${p} is ${weights[p]}`);
  }
  const isWide = rows <= columns;
  const gain = (short: number, long: number) =>
    Math.max(0, isWide ? weights[short * columns + long] : weights[long * columns + short]);
  const longOf = cheapest(
    (short, long) => -gain(short, long),
    Math.min(rows, columns),
    Math.max(rows, columns),
  );
  const columnOf = new Int32Array(rows).fill(-1);
  for (let short = 0; short < longOf.length; short++) {
    if (gain(short, longOf[short]) <= 0) continue;
    if (isWide) columnOf[short] = longOf[short];
    else columnOf[longOf[short]] = short;
  }
  return columnOf;
}

/** For each of `short` things the one of `long` things it is paired with at the least total cost. */
function cheapest(cost: (short: number, long: number) => number, short: number, long: number): Int32Array {
  const shortPotential = new Float64Array(short + 1);
  const longPotential = new Float64Array(long + 1);
  /** Who holds each of the long side, counted from 1; 0 is nobody, and place 0 is where a search begins. */
  const holder = new Int32Array(long + 1);
  const before = new Int32Array(long + 1);
  for (let start = 1; start <= short; start++) {
    holder[0] = start;
    let at = 0;
    const slack = new Float64Array(long + 1).fill(Number.POSITIVE_INFINITY);
    const isVisited = new Uint8Array(long + 1);
    while (holder[at] !== 0) {
      isVisited[at] = 1;
      let next = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let j = 1; j <= long; j++) {
        if (isVisited[j] === 1) continue;
        const reduced = cost(holder[at] - 1, j - 1) - shortPotential[holder[at]] - longPotential[j];
        if (reduced < slack[j]) {
          slack[j] = reduced;
          before[j] = at;
        }
        if (slack[j] < least) {
          least = slack[j];
          next = j;
        }
      }
      for (let j = 0; j <= long; j++) {
        if (isVisited[j] === 1) {
          shortPotential[holder[j]] += least;
          longPotential[j] -= least;
        } else slack[j] -= least;
      }
      at = next;
    }
    for (; at !== 0; at = before[at]) holder[at] = holder[before[at]];
  }
  const longOf = new Int32Array(short);
  for (let j = 1; j <= long; j++) if (holder[j] > 0) longOf[holder[j] - 1] = j - 1;
  return longOf;
}
