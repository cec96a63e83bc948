import { InputError } from "../input-error.ts";

/** How often each pair of labels meets, over points in no special order; -1 counts as a label like any other. */
export interface Contingency {
  readonly n: number;
  /** Sizes of the first grouping's labels. */
  readonly rows: readonly number[];
  /** Sizes of the second grouping's labels. */
  readonly cols: readonly number[];
  readonly cells: readonly { readonly row: number; readonly col: number; readonly count: number }[];
}

/**
 * Counts how two groupings of the same points overlap.
 *
 * @throws InputError when the two have different lengths
 *
 * Cost O(n).
 */
export function contingency(a: ArrayLike<number>, b: ArrayLike<number>): Contingency {
  if (a.length !== b.length)
    throw new InputError(`groupings of ${a.length} and ${b.length} points do not compare`);
  const rowOf = new Map<number, number>();
  const colOf = new Map<number, number>();
  const rows: number[] = [];
  const cols: number[] = [];
  const cellOf = new Map<number, { row: number; col: number; count: number }>();
  for (let i = 0; i < a.length; i++) {
    const row = slot(rowOf, rows, a[i]);
    const col = slot(colOf, cols, b[i]);
    const key = row * a.length + col;
    const cell = cellOf.get(key);
    if (cell) cell.count++;
    else cellOf.set(key, { row, col, count: 1 });
  }
  return { n: a.length, rows, cols, cells: [...cellOf.values()] };
}

function slot(slotOf: Map<number, number>, sizes: number[], label: number): number {
  let found = slotOf.get(label);
  if (found === undefined) {
    found = sizes.length;
    slotOf.set(label, found);
    sizes.push(0);
  }
  sizes[found]++;
  return found;
}
