import { type PointSet, steps } from "toposcope/drawing";

/** A corner of a lasso in unit-frame coordinates. */
export interface UnitPoint {
  readonly u: number;
  readonly v: number;
}

/** Points by square cell: those of cell `c` are `order[starts[c] .. starts[c + 1])`. */
export interface PointIndex {
  readonly points: PointSet;
  readonly side: number;
  readonly starts: Uint32Array;
  readonly order: Uint32Array;
}

const pointsPerCell = 4;
const maxSide = 1_024;

/** Sorts the points into cells. Cost O(n). */
export function indexPoints(points: PointSet): PointIndex {
  const side = Math.max(1, Math.min(maxSide, Math.ceil(Math.sqrt(points.count / pointsPerCell))));
  const cells = new Uint32Array(points.count);
  const starts = new Uint32Array(side * side + 1);
  for (let i = 0; i < points.count; i++) {
    const cell = cellOf(points.y[i]!, side) * side + cellOf(points.x[i]!, side);
    cells[i] = cell;
    starts[cell + 1]!++;
  }
  for (let cell = 0; cell < side * side; cell++) starts[cell + 1]! += starts[cell]!;
  const order = new Uint32Array(points.count);
  const next = starts.slice(0, side * side);
  for (let i = 0; i < points.count; i++) order[next[cells[i]!]!++] = i;
  return { points, side, starts, order };
}

/**
 * The point nearest to a place, or -1 when none is within the radius. Unit-frame coordinates.
 *
 * Looks at rings of cells from the middle outwards and stops when no nearer point can come.
 */
export function nearestPoint(index: PointIndex, u: number, v: number, radius: number): number {
  const { side } = index;
  const column = clampCell(Math.floor(u * side), side);
  const row = clampCell(Math.floor(v * side), side);
  const best = { point: -1, squared: (radius * steps) ** 2 };
  const rings = Math.min(side, Math.ceil(radius * side) + 1);
  for (let ring = 0; ring <= rings; ring++) {
    if (best.point >= 0 && ((ring - 1) / side) * steps > Math.sqrt(best.squared)) break;
    searchRing(index, { column, row, ring }, { x: u * steps, y: v * steps }, best);
  }
  return best.point;
}

/** The points inside a closed line, ascending. Cost: edges × cells, and per-point tests only where an edge passes. */
export function pointsInside(index: PointIndex, outline: readonly UnitPoint[]): Uint32Array {
  if (outline.length < 3) return new Uint32Array();
  const { side, starts, order, points } = index;
  const scaled = outline.map(({ u, v }) => ({ u: u * steps, v: v * steps }));
  const crossed = crossedCells(outline, side);
  const found: number[] = [];
  const [first, last] = cellRange(outline, side);
  for (let row = first.row; row <= last.row; row++) {
    for (let column = first.column; column <= last.column; column++) {
      const cell = row * side + column;
      const from = starts[cell]!;
      const to = starts[cell + 1]!;
      if (from === to) continue;
      if (!crossed.has(cell)) {
        if (!inside(outline, (column + 0.5) / side, (row + 0.5) / side)) continue;
        for (let at = from; at < to; at++) found.push(order[at]!);
        continue;
      }
      for (let at = from; at < to; at++) {
        const point = order[at]!;
        if (inside(scaled, points.x[point]!, points.y[point]!)) found.push(point);
      }
    }
  }
  return Uint32Array.from(found).sort();
}

/** How many of the given points each topic has; the most first. */
export function countByTopic(topic: Uint16Array, indices: Uint32Array): { topic: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const index of indices) {
    const key = topic[index]!;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => ({ topic: key, count }))
    .sort((a, b) => b.count - a.count || a.topic - b.topic);
}

/** The numbers of the points whose byte is not zero. */
export function litPoints(lit: Uint8Array): Uint32Array {
  let count = 0;
  for (const byte of lit) if (byte !== 0) count++;
  const points = new Uint32Array(count);
  for (let point = 0, at = 0; point < lit.length; point++) if (lit[point] !== 0) points[at++] = point;
  return points;
}

/** Even-odd rule. */
export function inside(outline: readonly UnitPoint[], u: number, v: number): boolean {
  let within = false;
  let previous = outline[outline.length - 1]!;
  for (const corner of outline) {
    if (
      corner.v > v !== previous.v > v &&
      u < ((previous.u - corner.u) * (v - corner.v)) / (previous.v - corner.v) + corner.u
    )
      within = !within;
    previous = corner;
  }
  return within;
}

function cellOf(step: number, side: number): number {
  return Math.min(side - 1, Math.floor((step / (steps + 1)) * side));
}

function clampCell(cell: number, side: number): number {
  return Math.min(side - 1, Math.max(0, cell));
}

function searchRing(
  { points, side, starts, order }: PointIndex,
  at: { column: number; row: number; ring: number },
  place: { x: number; y: number },
  best: { point: number; squared: number },
): void {
  const { column, row, ring } = at;
  for (let y = Math.max(0, row - ring); y <= Math.min(side - 1, row + ring); y++) {
    const whole = Math.abs(y - row) === ring;
    for (let x = column - ring; x <= column + ring; x += whole || ring === 0 ? 1 : 2 * ring) {
      if (x < 0 || x >= side) continue;
      const cell = y * side + x;
      for (let k = starts[cell]!; k < starts[cell + 1]!; k++) {
        const point = order[k]!;
        const squared = (points.x[point]! - place.x) ** 2 + (points.y[point]! - place.y) ** 2;
        if (squared <= best.squared) {
          best.squared = squared;
          best.point = point;
        }
      }
    }
  }
}

function cellRange(outline: readonly UnitPoint[], side: number) {
  const columns = outline.map(({ u }) => clampCell(Math.floor(u * side), side));
  const rows = outline.map(({ v }) => clampCell(Math.floor(v * side), side));
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b));
  return [
    { column: least(columns), row: least(rows) },
    { column: most(columns), row: most(rows) },
  ] as const;
}

/** Cells that an edge may pass through: a superset, with one cell of margin for rounding. */
function crossedCells(outline: readonly UnitPoint[], side: number): Set<number> {
  const cells = new Set<number>();
  let previous = outline[outline.length - 1]!;
  for (const corner of outline) {
    const length = Math.max(Math.abs(corner.u - previous.u), Math.abs(corner.v - previous.v)) * side;
    const parts = Math.max(1, Math.ceil(length));
    for (let part = 0; part <= parts; part++) {
      const u = previous.u + ((corner.u - previous.u) * part) / parts;
      const v = previous.v + ((corner.v - previous.v) * part) / parts;
      markAround(cells, Math.floor(u * side), Math.floor(v * side), side);
    }
    previous = corner;
  }
  return cells;
}

function markAround(cells: Set<number>, column: number, row: number, side: number): void {
  for (let y = Math.max(0, row - 1); y <= Math.min(side - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(side - 1, column + 1); x++) cells.add(y * side + x);
  }
}
