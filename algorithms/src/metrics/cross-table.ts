import { InputError } from "../input-error.ts";

/** How often two kinds of values meet, row by row: entry (row, column) is `[row * columns + column]`. */
export interface CrossTable {
  readonly rows: number;
  readonly columns: number;
  readonly counts: Float64Array;
  /** How many times as often as if the two had nothing to do with each other; NaN where nothing is expected. */
  readonly lifts: Float64Array;
  /** Adjusted standardised residuals: how far from that, in standard deviations; 0 where nothing can differ. */
  readonly residuals: Float64Array;
}

/**
 * Crosses two kinds of values.
 *
 * @param pairs row and column of each meeting, one after the other: 2 × n numbers
 * @returns counts with lifts and residuals, each rows × columns
 * @throws InputError for a row or column that there is not
 *
 * Cost O(n + rows·columns).
 *
 * @see Haberman 1973 (adjusted residuals)
 */
export function crossTable(
  pairs: ArrayLike<number>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): CrossTable {
  const counts = new Float64Array(rows * columns);
  const ofRow = new Float64Array(rows);
  const ofColumn = new Float64Array(columns);
  for (let i = 0; i < pairs.length; i += 2) {
    const row = pairs[i];
    const column = pairs[i + 1];
    if (!(row >= 0 && row < rows && column >= 0 && column < columns))
      throw new InputError(`there is no cell (${row}, ${column}) in a table of ${rows} × ${columns}`);
    counts[row * columns + column] += 1;
    ofRow[row] += 1;
    ofColumn[column] += 1;
  }
  const n = pairs.length / 2;
  const lifts = new Float64Array(rows * columns);
  const residuals = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const expected = (ofRow[row] * ofColumn[column]) / n;
      const spread = Math.sqrt(expected * (1 - ofRow[row] / n) * (1 - ofColumn[column] / n));
      lifts[at] = expected > 0 ? counts[at] / expected : Number.NaN;
      residuals[at] = spread > 0 ? (counts[at] - expected) / spread : 0;
    }
  return { rows, columns, counts, lifts, residuals };
}
