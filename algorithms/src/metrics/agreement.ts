import { type Contingency, contingency } from "./contingency.ts";

/**
 * Rand index of two groupings, corrected for chance: 1 for the same, about 0 for unrelated ones, seldom below.
 *
 * @param a n labels; -1 is a label like any other
 * @param b n labels
 * @throws InputError when the two have different lengths
 *
 * Cost O(n). @see Hubert & Arabie 1985
 */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { n, rows, cols, cells } = contingency(a, b);
  const pairs = (count: number) => (count * (count - 1)) / 2;
  let together = 0;
  let inA = 0;
  let inB = 0;
  for (const { count } of cells) together += pairs(count);
  for (const size of rows) inA += pairs(size);
  for (const size of cols) inB += pairs(size);
  if (inA === inB && together === inA) return 1;
  const expected = (inA * inB) / pairs(n);
  return (together - expected) / ((inA + inB) / 2 - expected);
}

/**
 * Mutual information of two groupings over the mean of their entropies, 0..1; 1 when neither divides anything.
 *
 * @throws InputError when the two have different lengths
 *
 * Cost O(n). @see Strehl & Ghosh 2002 (arithmetic mean, as scikit-learn's default)
 */
export function normalizedMutualInformation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const table = contingency(a, b);
  if (table.rows.length <= 1 && table.cols.length <= 1) return 1;
  const mean = (entropy(table.rows, table.n) + entropy(table.cols, table.n)) / 2;
  return mean === 0 ? 0 : Math.min(1, mutualInformation(table) / mean);
}

/**
 * Mutual information of two groupings corrected for chance: 1 for the same, about 0 for unrelated ones.
 *
 * @throws InputError when the two have different lengths
 *
 * Cost O(labels of a · labels of b · size of the smaller). @see Vinh, Epps & Bailey 2010 (arithmetic mean)
 */
export function adjustedMutualInformation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const table = contingency(a, b);
  const { n, rows, cols } = table;
  if (rows.length === cols.length && (rows.length <= 1 || rows.length === n)) return 1;
  const expected = expectedMutualInformation(table);
  const above = mutualInformation(table) - expected;
  const range = (entropy(rows, n) + entropy(cols, n)) / 2 - expected;
  const tiny = 2.220446049250313e-16;
  return above / (range < 0 ? Math.min(range, -tiny) : Math.max(range, tiny));
}

/**
 * Share of points that belong to the most frequent truth of their label, 0..1; more labels make it easier.
 *
 * @param labels n labels
 * @param truth n labels
 * @throws InputError when the two have different lengths
 */
export function purity(labels: ArrayLike<number>, truth: ArrayLike<number>): number {
  const { n, rows, cells } = contingency(labels, truth);
  const largest = new Array<number>(rows.length).fill(0);
  for (const { row, count } of cells) largest[row] = Math.max(largest[row], count);
  let sum = 0;
  for (const count of largest) sum += count;
  return n === 0 ? 1 : sum / n;
}

function entropy(sizes: readonly number[], n: number): number {
  let sum = 0;
  for (const size of sizes) sum -= (size / n) * Math.log(size / n);
  return sum;
}

function mutualInformation({ n, rows, cols, cells }: Contingency): number {
  let sum = 0;
  for (const { row, col, count } of cells) {
    sum += (count / n) * (Math.log((count * n) / rows[row]) - Math.log(cols[col]));
  }
  return Math.max(0, sum);
}

/** Mean of the mutual information over all groupings with the same sizes. */
function expectedMutualInformation({ n, rows, cols }: Contingency): number {
  const logFactorial = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logFactorial[i] = logFactorial[i - 1] + Math.log(i);
  let sum = 0;
  for (const [rowSize, rowTimes] of histogram(rows)) {
    for (const [colSize, colTimes] of histogram(cols)) {
      const fixed =
        logFactorial[rowSize] +
        logFactorial[colSize] +
        logFactorial[n - rowSize] +
        logFactorial[n - colSize] -
        logFactorial[n];
      const first = Math.max(1, rowSize + colSize - n);
      let cell = 0;
      for (let count = first; count <= Math.min(rowSize, colSize); count++) {
        const log =
          fixed -
          logFactorial[count] -
          logFactorial[rowSize - count] -
          logFactorial[colSize - count] -
          logFactorial[n - rowSize - colSize + count];
        cell += (count / n) * Math.log((n * count) / (rowSize * colSize)) * Math.exp(log);
      }
      sum += cell * rowTimes * colTimes;
    }
  }
  return sum;
}

function histogram(sizes: readonly number[]): Map<number, number> {
  const times = new Map<number, number>();
  for (const size of sizes) times.set(size, (times.get(size) ?? 0) + 1);
  return times;
}
