import { settleCentroids } from "../cluster/centroids.ts";
import { type Control, checkpoint, controlPart } from "../control.ts";
import { membersByLabel } from "../labels.ts";
import type { LinearAlgebra } from "../linear-algebra.ts";
import { gatherRows, type Matrix } from "../matrix.ts";
import type { Random } from "../random.ts";

/** Points in cells around centroids, renumbered so that the points of a cell follow each other. */
export interface Cells {
  readonly centroids: Matrix;
  /** n × d, the points of cell c at starts[c] up to starts[c + 1]. */
  readonly points: Matrix;
  readonly starts: Int32Array;
  /** The number of each point before. */
  readonly originals: Int32Array;
}

export interface CellOptions extends Control {
  readonly linearAlgebra: LinearAlgebra;
  readonly random: Random;
}

const cellsPerRootPoint = 3;
const sampledPerCell = 20;
const iterations = 5;
/** Times the mean length. */
const longestCell = 4;

/** Partitions points into about 3·√n cells by k-means on a sample. Cost O(n^1.5·d). */
export async function cellsOf(
  points: Matrix,
  { linearAlgebra, random, ...control }: CellOptions,
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
  const homes = await linearAlgebra.nearest(centroids, points, 1, controlPart(control, 0.5, 1));
  const { starts, members } = membersByLabel(homes.indices, count);
  await checkpoint(control, 1, 1);
  const owners = pieces(starts, Math.ceil((longestCell * n) / count));
  return {
    centroids: gatherRows(centroids, owners.cells),
    points: gatherRows(points, members),
    starts: owners.starts,
    originals: members,
  };
}

/** Cuts cells that are far longer than others into pieces around the same centroid, so that copies cost no more than others. */
function pieces(starts: Int32Array, longest: number): { cells: Int32Array; starts: Int32Array } {
  const cells: number[] = [];
  const cuts: number[] = [];
  for (let cell = 0; cell + 1 < starts.length; cell++) {
    for (let start = starts[cell]; start < starts[cell + 1]; start += longest) {
      cells.push(cell);
      cuts.push(start);
    }
  }
  return { cells: Int32Array.from(cells), starts: Int32Array.from([...cuts, starts[starts.length - 1]]) };
}

/** The cell of each of the renumbered points. */
export function homesOf({ points, starts }: Cells): Int32Array {
  const homes = new Int32Array(points.rows);
  for (let cell = 0; cell + 1 < starts.length; cell++) homes.fill(cell, starts[cell], starts[cell + 1]);
  return homes;
}
