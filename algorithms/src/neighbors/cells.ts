import { settleCentroids } from "../cluster/centroids.ts";
import { type Control, controlPart } from "../control.ts";
import { membersByLabel } from "../labels.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { gatherRows, type Matrix } from "../matrix.ts";
import type { Random } from "../random.ts";
import { probeCount } from "./probe-count.ts";
import { probesOf } from "./probes.ts";

/** Points in cells around centroids, renumbered so that the points of a cell follow each other. */
export interface Cells {
  readonly count: number;
  /** n × d, the points of cell c at starts[c] up to starts[c + 1]. */
  readonly points: Matrix;
  readonly starts: Int32Array;
  /** The number of each point before. */
  readonly originals: Int32Array;
  /** For each cell the points of other cells that look into it, at visitorStarts[c] up to visitorStarts[c + 1]. */
  readonly visitors: Int32Array;
  readonly visitorStarts: Int32Array;
}

export interface CellOptions extends Control {
  /** How many points a point may be compared with, about. */
  readonly mostCandidates: number;
  readonly linearAlgebra: LinearAlgebra;
  readonly random: Random;
}

const cellsPerRootPoint = 3;
const sampledPerCell = 20;
const iterations = 5;

/**
 * Partitions points into about 3·√n cells by k-means on a sample, and lets each look into so many of the nearest ones that
 * it meets nearly all of its k nearest others.
 *
 * Cost O(n^1.5·d).
 */
export async function cellsOf(
  points: Matrix,
  k: number,
  { mostCandidates, linearAlgebra, random, ...control }: CellOptions,
): Promise<Cells> {
  const n = points.rows;
  const count = Math.min(n, Math.ceil(cellsPerRootPoint * Math.sqrt(n)));
  const sample = gatherRows(points, random.split(0).sample(n, count * sampledPerCell));
  const seeds = gatherRows(sample, random.split(1).sample(sample.rows, count));
  const centroids = await settleCentroids(sample, seeds, {
    maxIterations: iterations,
    linearAlgebra,
    ...controlPart(control, 0, 0.5),
  });
  const tools = { linearAlgebra, signal: control.signal };
  const wanted = await probeCount(points, centroids, k, { ...tools, random: random.split(2) });
  const affordable = Math.ceil((mostCandidates * count) / n);
  const { homes, ...probes } = await probesOf(points, centroids, Math.min(wanted, affordable), {
    linearAlgebra,
    ...controlPart(control, 0.5, 1),
  });
  const { starts, members } = membersByLabel(homes, count);
  const visits = visitorsOf(probes, homes, members, count);
  return { count, points: gatherRows(points, members), starts, originals: members, ...visits };
}

/** Turns "which cells does a point look into" around; points go by their new numbers, a point's own cell is left out. */
function visitorsOf(
  probes: { readonly starts: Int32Array; readonly cells: Int32Array },
  homes: Int32Array,
  members: Int32Array,
  count: number,
): { visitors: Int32Array; visitorStarts: Int32Array } {
  const visitorStarts = new Int32Array(count + 1);
  const eachVisit = (visit: (point: number, cell: number) => void) => {
    for (let point = 0; point < members.length; point++) {
      const original = members[point];
      for (let p = probes.starts[original]; p < probes.starts[original + 1]; p++) {
        if (probes.cells[p] !== homes[original]) visit(point, probes.cells[p]);
      }
    }
  };
  eachVisit((_, cell) => {
    visitorStarts[cell + 1]++;
  });
  for (let cell = 0; cell < count; cell++) visitorStarts[cell + 1] += visitorStarts[cell];
  const next = visitorStarts.slice(0, count);
  const visitors = new Int32Array(visitorStarts[count]);
  eachVisit((point, cell) => {
    visitors[next[cell]++] = point;
  });
  return { visitors, visitorStarts };
}
